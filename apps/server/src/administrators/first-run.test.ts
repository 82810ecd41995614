import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdministratorFixture,
  createAdministratorFixture,
  OWNER_GRANT,
  PASSWORD,
} from '../../test-support/administrator-fixture.ts';
import { samplePasskey } from '../storage/conformance/sample-records.ts';
import { operator } from './administrator-dependencies.ts';
import { type FirstOwner, issueSetUpLink, needsFirstOwner, setUpFirstOwner } from './first-run.ts';
import { issueLink } from './links.ts';
import { findAdminSession, type OpenedSession } from './sessions.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { hashToken } from './token.ts';

const HOUR = 3_600_000;

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
});
afterEach(() => fixture.close());

const link = async (): Promise<string> => {
  const issued = await issueSetUpLink(fixture.dependencies);
  if (issued === null) throw new Error('there is an owner');
  return issued.url.slice(issued.url.indexOf('#') + 1);
};

const setUp = (token: string, change: Partial<FirstOwner> = {}): Promise<OpenedSession> =>
  setUpFirstOwner(fixture.dependencies, {
    token,
    login: 'olga@acme.example',
    name: 'Olga',
    password: PASSWORD,
    visitor: fixture.visitor(),
    ...change,
  });

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

describe('the set-up link', () => {
  it('carries its token where no server or proxy sees it, for a day', async () => {
    const issued = await issueSetUpLink(fixture.dependencies);
    expect(issued?.url).toMatch(/^https:\/\/sso\.example\/admin\/setup#[\w-]{43}$/);
    expect(issued?.expiresAt).toBe(fixture.dependencies.clock() + 24 * HOUR);
  });

  it('makes the first owner and signs in', async () => {
    expect(await needsFirstOwner(fixture.dependencies)).toBe(true);
    const session = await setUp(await link());
    const found = await findAdminSession(fixture.dependencies, session.cookie);
    expect(found?.administrator).toMatchObject({ login: 'olga@acme.example', name: 'Olga', enabled: true });
    expect(found?.grants).toEqual([OWNER_GRANT]);
    expect(await needsFirstOwner(fixture.dependencies)).toBe(false);
    expect(await fixture.actions()).toEqual([
      'set-up-link.created',
      'administrator.created',
      'administrator.signed-in',
    ]);
  });

  it('makes one owner when two use it at the same moment', async () => {
    const token = await link();
    const outcomes = await Promise.all([
      codeOf(setUp(token)),
      codeOf(setUp(token, { login: 'oleg@acme.example', name: 'Oleg' })),
      codeOf(setUp(token, { login: 'olaf@acme.example', name: 'Olaf' })),
    ]);
    expect(outcomes.toSorted()).toEqual(['accepted', 'administrator.setup_done', 'administrator.setup_done']);
    expect(await fixture.storage.read.listEnabledOwners()).toHaveLength(1);
  });

  it('is void when a newer one was made, after a day, and when it is none', async () => {
    const [older, newer] = [await link(), await link()];
    expect(await codeOf(setUp(older))).toBe('administrator.link_unknown');
    expect(await codeOf(setUp('A'.repeat(43)))).toBe('administrator.link_unknown');
    fixture.advance(24 * HOUR - 1);
    expect(await codeOf(setUp(newer, { password: 'short' }))).toBe('password.length');
    fixture.advance(1);
    expect(await codeOf(setUp(newer))).toBe('administrator.link_unknown');
  });

  it('still works after a password that was refused', async () => {
    const token = await link();
    expect(await codeOf(setUp(token, { password: 'olga@acme.example' }))).toBe('password.guessable');
    expect(await codeOf(setUp(token))).toBe('accepted');
  });

  it('is refused and not made once there is an owner', async () => {
    const token = await link();
    await fixture.addAdministrator('oleg');
    expect(await codeOf(setUp(token))).toBe('administrator.setup_done');
    expect(await issueSetUpLink(fixture.dependencies)).toBeNull();
    await fixture.storage.write((writer) => writer.deleteAdministrator('oleg'));
    expect(await codeOf(setUp(token))).toBe('administrator.link_unknown');
  });

  it('takes over an account without the role, with none of its ways to sign in', async () => {
    await fixture.addAdministrator('olga', { grants: [] });
    const former = await fixture.openSession('olga');
    await fixture.storage.write((writer) => writer.setRecoveryCodes('olga', ['hash']));
    const session = await setUp(await link());
    expect(session.administratorId).toBe('olga');
    expect(await findAdminSession(fixture.dependencies, former.cookie)).toBeNull();
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(0);
  });

  it.each(['invitation', 'recovery', 'password-reset'] as const)(
    'voids a link of kind %s that was made for the account before',
    async (kind) => {
      await fixture.addAdministrator('olga', { grants: [], password: null });
      const { url } = await fixture.storage.write((writer) =>
        issueLink(fixture.dependencies, writer, { kind, subject: 'olga', creator: operator }),
      );
      await setUp(await link());
      const tokenHash = hashToken(url.slice(url.indexOf('#') + 1));
      expect(await fixture.storage.read.findLink(kind, tokenHash, fixture.dependencies.clock())).toBeNull();
    },
  );

  it('leaves no passkey of the account, and no failure that would hold its new owner back', async () => {
    await fixture.addAdministrator('olga', { grants: [] });
    await fixture.storage.write((writer) => writer.addPasskey(samplePasskey({ administratorId: 'olga' })));
    const signIn = (password: string): Promise<string> => {
      const visitor = fixture.visitor();
      const typed = { login: 'olga@acme.example', password, purpose: 'ordinary', visitor } as const;
      return codeOf(signInWithPassword(fixture.dependencies, typed));
    };
    for (let count = 0; count < 5; count += 1) await signIn('wrong');
    expect(await signIn(PASSWORD)).toBe('administrator.throttled');
    await setUp(await link());
    expect(await fixture.storage.read.listPasskeys('olga')).toEqual([]);
    expect(await signIn(PASSWORD)).toBe('accepted');
  });
});
