import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN_ORIGIN,
  type AdministratorFixture,
  createAdministratorFixture,
  PASSWORD,
} from '../../test-support/administrator-fixture.ts';
import {
  createSoftwareAuthenticator,
  type Misbehaviour,
  type SoftwareAuthenticator,
} from '../../test-support/software-authenticator.ts';
import type { Visitor } from './administrator-dependencies.ts';
import { beginPasskeyRegistration, finishPasskeyRegistration } from './passkeys.ts';
import { findAdminSession, type OpenedSession } from './sessions.ts';
import { beginPasskeySignIn, finishPasskeySignIn } from './sign-in-with-passkey.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { userHandleOf } from './webauthn.ts';

let fixture: AdministratorFixture;
let authenticator: SoftwareAuthenticator;

const addPasskey = async (name: string, device: SoftwareAuthenticator, change: Misbehaviour = {}): Promise<void> => {
  const { own } = await fixture.openSession(name);
  const options = await beginPasskeyRegistration(fixture.dependencies, own);
  await finishPasskeyRegistration(fixture.dependencies, own, { name: 'Key', response: device.create(options, change) });
};

beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
  authenticator = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN, counts: true });
  await addPasskey('olga', authenticator);
});
afterEach(() => fixture.close());

const signIn = async (
  change: Misbehaviour = {},
  device = authenticator,
  visitor: Partial<Visitor> = {},
): Promise<OpenedSession> => {
  const begun = await beginPasskeySignIn(fixture.dependencies, fixture.visitor(visitor));
  const response = device.get(begun.options, change);
  return finishPasskeySignIn(fixture.dependencies, begun.pending, response, fixture.visitor(visitor));
};

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

describe('a passkey alone', () => {
  it('signs in, without a password, and notes its use', async () => {
    const session = await signIn();
    const found = await findAdminSession(fixture.dependencies, session.cookie);
    expect(found?.administrator.id).toBe('olga');
    expect(found?.record.method).toBe('passkey');
    const passkey = await fixture.storage.read.findPasskey(authenticator.credentialId);
    expect(passkey).toMatchObject({ counter: 2, lastUsedAt: fixture.dependencies.clock(), backedUp: true });
  });

  it('is asked for without naming anybody, and with verification of the person', async () => {
    const { options } = await beginPasskeySignIn(fixture.dependencies, fixture.visitor());
    expect(options).toMatchObject({ rpId: 'sso.example', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    expect(options.challenge).toMatch(/^[\w-]{43}$/);
  });

  const faults: readonly (readonly [string, Misbehaviour])[] = [
    ['another origin', { origin: 'https://sso.example.evil.test' }],
    ['the same host at another port', { origin: `${ADMIN_ORIGIN}:8443` }],
    ['plain http', { origin: 'http://sso.example' }],
    ['another relying party', { rpId: 'evil.test' }],
    ['the parent domain', { rpId: 'example' }],
    ['another challenge', { challenge: 'A'.repeat(43) }],
    ['an answer to a registration', { type: 'webauthn.create' }],
    ['a frame of another site', { crossOrigin: true }],
    ['a person who is not verified', { verified: false }],
    ['a person who is not there', { present: false, verified: false }],
    ['a counter that goes back', { counter: 0 }],
    ['a counter that stands still', { counter: 1 }],
    ['an unknown credential', { credentialId: 'A'.repeat(22) }],
    ['no user handle', { userHandle: null }],
    ['the user handle of somebody else', { userHandle: userHandleOf('oleg') }],
    ['a signature of nothing', { signature: 'AAAA' }],
  ];

  it.each(faults)('is refused with %s', async (_name, change) => {
    expect(await codeOf(signIn(change))).toBe('administrator.passkey_refused');
    expect(await fixture.storage.read.listAdminSessions('olga', fixture.dependencies.clock())).toHaveLength(1);
    expect(await codeOf(signIn())).toBe('accepted');
  });

  it('is refused when another key signs', async () => {
    const foreign = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    await fixture.addAdministrator('oleg');
    await addPasskey('oleg', foreign);
    const stolen = { credentialId: authenticator.credentialId, userHandle: userHandleOf('olga'), counter: 99 };
    expect(await codeOf(signIn(stolen, foreign))).toBe('administrator.passkey_refused');
  });

  it('answers a challenge once', async () => {
    const begun = await beginPasskeySignIn(fixture.dependencies, fixture.visitor());
    const response = authenticator.get(begun.options);
    const finish = (): Promise<unknown> =>
      finishPasskeySignIn(fixture.dependencies, begun.pending, response, fixture.visitor());
    const outcomes = await Promise.all([codeOf(finish()), codeOf(finish())]);
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(await codeOf(finish())).toBe('administrator.challenge_unknown');
    expect(await fixture.storage.read.listAdminSessions('olga', fixture.dependencies.clock())).toHaveLength(2);
  });

  it('answers a challenge once also when its authenticator does not count', async () => {
    const phone = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    await addPasskey('olga', phone);
    const begun = await beginPasskeySignIn(fixture.dependencies, fixture.visitor());
    const response = phone.get(begun.options);
    const finish = (): Promise<unknown> =>
      finishPasskeySignIn(fixture.dependencies, begun.pending, response, fixture.visitor());
    const outcomes = await Promise.all([codeOf(finish()), codeOf(finish()), codeOf(finish())]);
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(await codeOf(signIn({}, phone))).toBe('accepted');
  });

  it('answers within five minutes, in the browser that asked', async () => {
    const begun = await beginPasskeySignIn(fixture.dependencies, fixture.visitor());
    const response = authenticator.get(begun.options);
    const finish = (pending: string | null): Promise<unknown> =>
      finishPasskeySignIn(fixture.dependencies, pending, response, fixture.visitor());
    expect(await codeOf(finish(null))).toBe('administrator.challenge_unknown');
    const other = await beginPasskeySignIn(fixture.dependencies, fixture.visitor());
    expect(await codeOf(finish(other.pending))).toBe('administrator.passkey_refused');
    fixture.advance(5 * 60_000);
    expect(await codeOf(finish(begun.pending))).toBe('administrator.challenge_unknown');
  });

  it('is refused when its account is disabled, or the passkey was removed', async () => {
    await fixture.storage.write(async (writer) => {
      const administrator = await writer.findAdministrator('olga');
      if (administrator !== null) await writer.putAdministrator({ ...administrator, enabled: false });
    });
    expect(await codeOf(signIn())).toBe('administrator.passkey_refused');
    await fixture.storage.write(async (writer) => {
      const administrator = await writer.findAdministrator('olga');
      if (administrator !== null) await writer.putAdministrator({ ...administrator, enabled: true });
      await writer.deletePasskeys('olga');
    });
    expect(await codeOf(signIn())).toBe('administrator.passkey_refused');
  });

  it('works while guesses hold the password back', async () => {
    const guess = (password: string): Promise<string> => {
      const visitor = fixture.visitor({ address: '198.51.100.1' });
      const credentials = { login: 'olga@acme.example', password, purpose: 'ordinary', visitor } as const;
      return codeOf(signInWithPassword(fixture.dependencies, credentials));
    };
    for (let count = 0; count < 5; count += 1) await guess('wrong');
    expect(await guess(PASSWORD)).toBe('administrator.throttled');
    expect(await codeOf(signIn())).toBe('accepted');
  });

  it('is counted by address, and noted once a minute', async () => {
    for (let count = 0; count < 30; count += 1) await codeOf(signIn({ verified: false }));
    expect(await codeOf(signIn())).toBe('administrator.throttled');
    expect(await codeOf(signIn({}, authenticator, { address: '192.0.2.9' }))).toBe('accepted');
    const refusals = (await fixture.actions()).filter((action) => action === 'administrator.sign-in-refused');
    expect(refusals).toHaveLength(1);
  });

  it('cannot be begun without end from one address', async () => {
    const begin = (): Promise<string> => codeOf(beginPasskeySignIn(fixture.dependencies, fixture.visitor()));
    for (let count = 0; count < 120; count += 1) expect(await begin()).toBe('accepted');
    expect(await begin()).toBe('administrator.throttled');
  });

  it('has to give way to single sign-on', async () => {
    await fixture.storage.write(async (writer) => {
      await writer.putCompany({ id: 'acme', slug: 'acme', name: 'Acme' });
      const nothing = { region: null, platform: 'generic', publicUrl: null } as const;
      await writer.putEnvironment({ id: 'e', companyId: 'acme', slug: 'e', name: 'E', ...nothing });
      const settings = realmSettings.parse({});
      const realm = { id: 'r', environmentId: 'e', slug: 'r', name: 'R', settings } as const;
      await writer.putRealm({ ...realm, kind: 'admins', ssoMode: 'sso' });
      await writer.setGrants('olga', [{ role: 'auditor', companyId: 'acme', environmentId: null }]);
    });
    expect(await codeOf(signIn())).toBe('administrator.sso_required');
  });

  it('is not offered where browsers allow none', async () => {
    const numeric = await createAdministratorFixture({
      storage: fixture.storage,
      installationUrl: 'http://127.0.0.1:4000',
    });
    expect(await codeOf(beginPasskeySignIn(numeric.dependencies, numeric.visitor()))).toBe(
      'administrator.passkeys_unavailable',
    );
  });
});
