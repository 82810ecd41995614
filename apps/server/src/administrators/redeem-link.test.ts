import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN_ORIGIN,
  type AdministratorFixture,
  createAdministratorFixture,
  PASSWORD,
} from '../../test-support/administrator-fixture.ts';
import { putAdminsRealm } from '../../test-support/admins-realm.ts';
import { createSoftwareAuthenticator } from '../../test-support/software-authenticator.ts';
import { operator } from './administrator-dependencies.ts';
import { issueLink } from './links.ts';
import { beginPasskeyRegistration, finishPasskeyRegistration } from './passkeys.ts';
import { issueRecoveryLink } from './recover-administrator.ts';
import { inspectLink, type PasswordLinkKind, type RedeemedLink, redeemLink } from './redeem-link.ts';
import { findAdminSession } from './sessions.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NEW_PASSWORD = 'seven quiet lamps wander';

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
});
afterEach(() => fixture.close());

const tokenOf = (url: string): string => url.slice(url.indexOf('#') + 1);

const issue = async (kind: PasswordLinkKind, subject = 'olga', resetsSecondFactors = false): Promise<string> => {
  const { url } = await fixture.storage.write((writer) =>
    issueLink(fixture.dependencies, writer, { kind, subject, creator: operator, resetsSecondFactors }),
  );
  return tokenOf(url);
};

const redeem = (
  kind: PasswordLinkKind,
  token: string,
  change: { readonly password?: string; readonly name?: string } = {},
): Promise<RedeemedLink> =>
  redeemLink(fixture.dependencies, {
    kind,
    token,
    password: change.password ?? NEW_PASSWORD,
    name: change.name ?? null,
    visitor: fixture.visitor(),
  });

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

const hasPassword = async (name: string, password: string): Promise<boolean> => {
  const administrator = await fixture.storage.read.findAdministrator(name);
  return fixture.dependencies.passwords.verify(password, administrator?.passwordHash ?? null);
};

const addPasskey = async (): Promise<void> => {
  const { own } = await fixture.openSession('olga');
  const options = await beginPasskeyRegistration(fixture.dependencies, own);
  const response = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN }).create(options);
  await finishPasskeyRegistration(fixture.dependencies, own, { name: 'Key', response });
};

describe('redeemLink', () => {
  it('sets the password of an invitation, takes the name as its owner writes it, and signs in', async () => {
    await fixture.addAdministrator('ines', { password: null, grants: [] });
    const redeemed = await redeem('invitation', await issue('invitation', 'ines'), { name: 'Inès' });
    const found = await findAdminSession(fixture.dependencies, redeemed.session?.cookie ?? null);
    expect(found?.administrator).toMatchObject({ id: 'ines', name: 'Inès' });
    expect(await hasPassword('ines', NEW_PASSWORD)).toBe(true);
  });

  it.each([
    ['sso', false],
    ['hybrid', true],
  ] as const)('of an invitation into a company in mode %s signs in: %s', async (ssoMode, signsIn) => {
    await putAdminsRealm(fixture.storage, ssoMode);
    const grants = [{ role: 'auditor', companyId: 'acme', environmentId: null } as const];
    await fixture.addAdministrator('ines', { password: null, grants });
    const redeemed = await redeem('invitation', await issue('invitation', 'ines'));
    expect(redeemed.session !== null).toBe(signsIn);
    expect(await fixture.storage.read.listAdminSessions('ines', fixture.dependencies.clock())).toHaveLength(
      signsIn ? 1 : 0,
    );
    expect(await hasPassword('ines', NEW_PASSWORD)).toBe(true);
  });

  it.each(['recovery', 'password-reset'] as const)(
    'of kind %s ends every session and opens none: the second factor still counts',
    async (kind) => {
      await addPasskey();
      const former = await fixture.openSession('olga');
      const redeemed = await redeem(kind, await issue(kind), { name: 'Somebody Else' });
      expect(redeemed).toEqual({ login: 'olga@acme.example', session: null });
      expect(await findAdminSession(fixture.dependencies, former.cookie)).toBeNull();
      expect(await hasPassword('olga', NEW_PASSWORD)).toBe(true);
      expect(await fixture.storage.read.listPasskeys('olga')).toHaveLength(1);
      expect((await fixture.storage.read.findAdministrator('olga'))?.name).toBe('olga of Acme');
    },
  );

  it('removes second factors only when the link says so', async () => {
    await addPasskey();
    await redeem('recovery', await issue('recovery', 'olga', true));
    expect(await fixture.storage.read.listPasskeys('olga')).toEqual([]);
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(0);
    expect((await fixture.events()).at(-1)).toMatchObject({
      action: 'administrator.password-set',
      fields: [
        { name: 'password', to: 'set' },
        { name: 'link', to: 'recovery' },
        { name: 'secondFactors', to: 'removed' },
      ],
    });
  });

  it('signs nobody in by an invitation when the account has a second factor', async () => {
    await addPasskey();
    expect((await redeem('invitation', await issue('invitation'))).session).toBeNull();
  });

  it('works once, for one of many, and takes the other links of the account along', async () => {
    const token = await issue('recovery');
    const reset = await issue('password-reset');
    const outcomes = await Promise.all([1, 2, 3].map(() => codeOf(redeem('recovery', token))));
    expect(outcomes.toSorted()).toEqual(['accepted', 'administrator.link_unknown', 'administrator.link_unknown']);
    expect(await codeOf(redeem('password-reset', reset))).toBe('administrator.link_unknown');
  });

  it.each([
    ['recovery', 15 * MINUTE],
    ['password-reset', 24 * HOUR],
    ['invitation', 7 * 24 * HOUR],
  ] as const)('of kind %s works for %i ms', async (kind, lifetime) => {
    const token = await issue(kind);
    fixture.advance(lifetime - 1);
    expect(await codeOf(redeem(kind, token, { password: 'short' }))).toBe('password.length');
    fixture.advance(1);
    expect(await codeOf(redeem(kind, token))).toBe('administrator.link_unknown');
  });

  it('works in its own kind only, and not for an account that is disabled or gone', async () => {
    expect(await codeOf(redeem('invitation', await issue('recovery')))).toBe('administrator.link_unknown');
    await fixture.addAdministrator('off', { enabled: false });
    expect(await codeOf(redeem('recovery', await issue('recovery', 'off')))).toBe('administrator.link_unknown');
    expect(await codeOf(redeem('recovery', await issue('recovery', 'nobody')))).toBe('administrator.link_unknown');
  });

  it('lets the new password be used at once, however many guesses there were before', async () => {
    const guess = (password: string): Promise<string> =>
      codeOf(
        signInWithPassword(fixture.dependencies, {
          login: 'olga@acme.example',
          password,
          purpose: 'ordinary',
          visitor: fixture.visitor(),
        }),
      );
    for (let count = 0; count < 5; count += 1) await guess('wrong');
    expect(await guess(PASSWORD)).toBe('administrator.throttled');
    await redeem('recovery', await issue('recovery'));
    expect(await guess(NEW_PASSWORD)).toBe('accepted');
  });

  it('still works after a password that was refused', async () => {
    const token = await issue('recovery');
    expect(await codeOf(redeem('recovery', token, { password: 'Olga of Acme 1' }))).toBe('password.guessable');
    expect(await codeOf(redeem('recovery', token))).toBe('accepted');
  });
});

describe('inspectLink', () => {
  it('says whom a link is for, and uses nothing up', async () => {
    const token = await issue('recovery');
    const expiresAt = fixture.dependencies.clock() + 15 * MINUTE;
    const shown = { login: 'olga@acme.example', name: 'olga of Acme', expiresAt };
    expect(await inspectLink(fixture.dependencies, 'recovery', token)).toEqual(shown);
    expect(await codeOf(inspectLink(fixture.dependencies, 'invitation', token))).toBe('administrator.link_unknown');
    expect(await codeOf(redeem('recovery', token))).toBe('accepted');
  });
});

describe('issueRecoveryLink', () => {
  const recover = (login: string | null, resetSecondFactors = false) =>
    issueRecoveryLink(fixture.dependencies, { login, resetSecondFactors });

  it('lets an administrator choose a password, and tells the log that the operator did it', async () => {
    const link = await recover('OLGA@acme.example');
    expect(link).toMatchObject({ kind: 'recovery', login: 'olga@acme.example' });
    expect(link.url).toMatch(/^https:\/\/sso\.example\/admin\/reset#[\w-]{43}$/);
    expect((await fixture.events()).at(-1)).toMatchObject({
      action: 'administrator.recovery-link-created',
      actor: { kind: 'operator' },
      target: { path: 'olga@acme.example' },
      fields: [],
    });
    expect(await codeOf(redeem('recovery', tokenOf(link.url)))).toBe('accepted');
  });

  it('removes second factors on request', async () => {
    await addPasskey();
    const { url } = await recover(null, true);
    expect((await fixture.events()).at(-1)?.fields).toEqual([{ name: 'secondFactors', from: null, to: 'removed' }]);
    await redeem('recovery', tokenOf(url));
    expect(await fixture.storage.read.listPasskeys('olga')).toEqual([]);
  });

  it('is the set-up link while there is no owner', async () => {
    await fixture.storage.write((writer) => writer.deleteAdministrator('olga'));
    expect(await recover(null)).toMatchObject({ kind: 'first-run', login: null });
    expect(await codeOf(recover('olga@acme.example'))).toBe('administrator.unknown');
  });

  it('needs a name when there are several owners, and an account that is enabled', async () => {
    await fixture.addAdministrator('oleg');
    await fixture.addAdministrator('off', { enabled: false });
    expect(await codeOf(recover(null))).toBe('administrator.unknown');
    expect(await codeOf(recover('nobody@acme.example'))).toBe('administrator.unknown');
    expect(await codeOf(recover('off@acme.example'))).toBe('administrator.disabled');
  });
});
