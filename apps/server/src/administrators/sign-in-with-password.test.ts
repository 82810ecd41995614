import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AdministratorFixture,
  createAdministratorFixture,
  PASSWORD,
  SMALL_ARGON2,
} from '../../test-support/administrator-fixture.ts';
import { putAdminsRealm } from '../../test-support/admins-realm.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { findAdminSession, type OpenedSession } from './sessions.ts';
import { type PasswordSignIn, type SignInOutcome, signInWithPassword } from './sign-in-with-password.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const COMPANY_GRANT = { role: 'company-administrator', companyId: 'acme', environmentId: null } as const;

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
});
afterEach(() => fixture.close());

const signIn = (
  change: Partial<Omit<PasswordSignIn, 'visitor'>> & { readonly visitor?: Partial<Visitor> } = {},
  dependencies: AdministratorDependencies = fixture.dependencies,
): Promise<SignInOutcome> =>
  signInWithPassword(dependencies, {
    login: 'olga@acme.example',
    password: PASSWORD,
    purpose: 'ordinary',
    ...change,
    visitor: fixture.visitor(change.visitor),
  });

const signedIn = (outcome: SignInOutcome): OpenedSession => {
  if (outcome.kind !== 'signed-in') throw new Error(`not signed in: ${outcome.kind}`);
  return outcome.session;
};

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

const failTimes = async (times: number, visitor: Partial<Visitor> = {}, login?: string): Promise<void> => {
  for (let count = 0; count < times; count += 1) {
    await codeOf(signIn({ password: 'wrong', visitor, ...(login !== undefined && { login }) }));
  }
};

/** Companies whose administrators have to use single sign-on, or not. */
const putCompany = (ssoMode: 'sso' | 'hybrid', kind: 'admins' | 'agents' = 'admins'): Promise<void> =>
  putAdminsRealm(fixture.storage, ssoMode, kind);

describe('signInWithPassword', () => {
  it('opens a session, notes the sign-in and tells the log', async () => {
    const session = signedIn(await signIn());
    expect(session).toMatchObject({
      administratorId: 'olga',
      expiresAt: fixture.dependencies.clock() + 12 * HOUR,
      cookie: expect.stringMatching(/^[\w-]{43}$/),
    });
    const found = await findAdminSession(fixture.dependencies, session.cookie);
    expect(found?.administrator.lastSignedInAt).toBe(fixture.dependencies.clock());
    expect(found?.record).toMatchObject({ method: 'password', address: '192.0.2.7', userAgent: 'Test browser' });
    expect(await fixture.events()).toMatchObject([
      {
        action: 'administrator.signed-in',
        actor: { kind: 'administrator', id: 'olga', name: 'olga@acme.example' },
        fields: [{ name: 'method', from: null, to: 'password' }],
        address: '192.0.2.7',
      },
    ]);
  });

  it('takes the login in any letter case and with blanks around it', async () => {
    expect((await signIn({ login: ' OLGA@acme.Example ' })).kind).toBe('signed-in');
  });

  it('answers the same to a wrong password, an unknown login, a disabled account and one without a password', async () => {
    await fixture.addAdministrator('off', { enabled: false });
    await fixture.addAdministrator('invited', { password: null });
    const answers = await Promise.all(
      [
        signIn({ password: `${PASSWORD}!` }),
        signIn({ login: 'nobody@acme.example' }),
        signIn({ login: 'off@acme.example' }),
        signIn({ login: 'invited@acme.example' }),
        signIn({ login: '' }),
      ].map((attempt) => attempt.catch((error: unknown) => JSON.stringify(error))),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('administrator.credentials');
  });

  it('computes one hash for whoever tries, whether there is such an account or not', async () => {
    const verify = vi.spyOn(fixture.dependencies.passwords, 'verify');
    await codeOf(signIn({ login: 'nobody@acme.example' }));
    await codeOf(signIn({ password: 'wrong' }));
    expect(verify.mock.calls.map(([, stored]) => stored === null)).toEqual([true, false]);
  });

  it('gives a new session each time, and ends the one that the browser had', async () => {
    const first = signedIn(await signIn());
    const second = signedIn(await signIn({ visitor: { sessionCookie: first.cookie } }));
    expect(second.cookie).not.toBe(first.cookie);
    expect(await findAdminSession(fixture.dependencies, first.cookie)).toBeNull();
    expect(await findAdminSession(fixture.dependencies, second.cookie)).not.toBeNull();
  });

  it('never makes a session of a cookie value that the browser brought', async () => {
    const planted = 'A'.repeat(43);
    await signIn({ visitor: { sessionCookie: planted } });
    expect(await findAdminSession(fixture.dependencies, planted)).toBeNull();
  });

  it('also ends the session of somebody else in the same browser', async () => {
    await fixture.addAdministrator('oleg');
    const olga = signedIn(await signIn());
    await signIn({ login: 'oleg@acme.example', visitor: { sessionCookie: olga.cookie } });
    expect(await findAdminSession(fixture.dependencies, olga.cookie)).toBeNull();
  });

  it('refuses when the account changed while the password was checked', async () => {
    const { dependencies, storage } = fixture;
    const change = (part: object): AdministratorDependencies => ({
      ...dependencies,
      passwords: {
        ...dependencies.passwords,
        verify: async (password, stored) => {
          const matches = await dependencies.passwords.verify(password, stored);
          await storage.write(async (writer) => {
            const administrator = await writer.findAdministrator('olga');
            if (administrator !== null) await writer.putAdministrator({ ...administrator, ...part });
          });
          return matches;
        },
      },
    });
    expect(await codeOf(signIn({}, change({ enabled: false })))).toBe('administrator.credentials');
    expect(await codeOf(signIn({}, change({ enabled: true })))).toBe('administrator.credentials');
    expect(await codeOf(signIn({}, change({ passwordHash: null })))).toBe('administrator.credentials');
  });

  it('hashes the password anew when the parameters have changed', async () => {
    const stored = await fixture.storage.read.findAdministrator('olga');
    const stronger = await createAdministratorFixture({
      storage: fixture.storage,
      hasher: { parameters: { ...SMALL_ARGON2, passes: 2 } },
    });
    signedIn(await signIn({}, stronger.dependencies));
    const renewed = await fixture.storage.read.findAdministrator('olga');
    expect(renewed?.passwordHash).not.toBe(stored?.passwordHash);
    expect(renewed?.passwordHash).toContain(',t=2,');
    signedIn(await signIn({}, stronger.dependencies));
    expect((await fixture.storage.read.findAdministrator('olga'))?.passwordHash).toBe(renewed?.passwordHash);
  });

  it('turns a flood away before it is computed', async () => {
    const busy = await createAdministratorFixture({
      storage: fixture.storage,
      hasher: { limits: { atOnce: 1, waiting: 0 } },
    });
    const codes = await Promise.all([
      codeOf(signIn({}, busy.dependencies)),
      codeOf(signIn({}, busy.dependencies)),
      codeOf(signIn({}, busy.dependencies)),
    ]);
    expect(codes.filter((code) => code === 'accepted').length).toBeGreaterThanOrEqual(1);
    expect(codes.filter((code) => code === 'password.busy').length).toBeGreaterThanOrEqual(1);
  });

  it('counts no try that it turned away in a flood', async () => {
    const none = await createAdministratorFixture({
      storage: fixture.storage,
      hasher: { limits: { atOnce: 0, waiting: 0 } },
    });
    for (let count = 0; count < 8; count += 1)
      expect(await codeOf(signIn({}, none.dependencies))).toBe('password.busy');
    expect(await codeOf(signIn())).toBe('accepted');
  });
});

describe('throttling of passwords', () => {
  it('holds an account back after five failures, the right password too', async () => {
    await failTimes(5);
    expect(await codeOf(signIn())).toBe('administrator.throttled');
    fixture.advance(2000);
    expect(await codeOf(signIn())).toBe('accepted');
    await failTimes(4);
    expect(await codeOf(signIn())).toBe('accepted');
  });

  it('treats accounts that do not exist alike', async () => {
    await failTimes(5, {}, 'nobody@acme.example');
    expect(await codeOf(signIn({ login: 'NOBODY@acme.example' }))).toBe('administrator.throttled');
  });

  it('does not lock an owner out of a browser that was signed in before', async () => {
    const { knownBrowser } = signedIn(await signIn());
    for (let minute = 0; minute < 5; minute += 1) {
      await failTimes(5, { address: `198.51.100.${minute}` });
      fixture.advance(HOUR);
    }
    await failTimes(5, { address: '198.51.100.9' });
    expect(await codeOf(signIn({ visitor: { address: '198.51.100.10' } }))).toBe('administrator.throttled');
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: knownBrowser } }))).toBe('accepted');
    // The success was the known browser's own: strangers do not profit from it.
    expect(await codeOf(signIn({ visitor: { address: '198.51.100.10' } }))).toBe('administrator.throttled');
  });

  it('counts in a known browser too, and takes no mark of another account', async () => {
    await fixture.addAdministrator('oleg');
    const { knownBrowser } = signedIn(await signIn());
    await failTimes(5, { knownBrowserCookie: knownBrowser });
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: knownBrowser } }))).toBe('administrator.throttled');
    await failTimes(5, {}, 'oleg@acme.example');
    const other = signIn({ login: 'oleg@acme.example', visitor: { knownBrowserCookie: knownBrowser } });
    expect(await codeOf(other)).toBe('administrator.throttled');
  });

  it('takes no mark that is forged or older than half a year', async () => {
    const { knownBrowser } = signedIn(await signIn());
    await failTimes(5);
    const forged = `${knownBrowser.slice(0, -2)}AA`;
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: forged } }))).toBe('administrator.throttled');
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: 'nonsense' } }))).toBe('administrator.throttled');
    fixture.advance(180 * 24 * HOUR);
    await failTimes(5);
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: knownBrowser } }))).toBe('administrator.throttled');
  });

  it('holds an address back after thirty failures at any accounts, and a success does not help it', async () => {
    for (let account = 0; account < 29; account += 1) await failTimes(1, {}, `guess${account}@acme.example`);
    expect(await codeOf(signIn())).toBe('accepted');
    await failTimes(1, {}, 'guess29@acme.example');
    expect(await codeOf(signIn())).toBe('administrator.throttled');
    expect(await codeOf(signIn({ visitor: { address: '192.0.2.8' } }))).toBe('accepted');
  });

  it('does not hold a known browser back for what others do behind its address', async () => {
    const { knownBrowser } = signedIn(await signIn());
    for (let account = 0; account < 31; account += 1) await failTimes(1, {}, `guess${account}@acme.example`);
    expect(await codeOf(signIn())).toBe('administrator.throttled');
    expect(await codeOf(signIn({ visitor: { knownBrowserCookie: knownBrowser } }))).toBe('accepted');
  });

  it('lets exactly five guesses made at the same moment through', async () => {
    const roomy = await createAdministratorFixture({
      storage: fixture.storage,
      hasher: { limits: { atOnce: 2, waiting: 50 } },
    });
    const guesses = Array.from({ length: 20 }, () => codeOf(signIn({ password: 'wrong' }, roomy.dependencies)));
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'administrator.credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'administrator.throttled')).toHaveLength(15);
  });
});

describe('audit of refused sign-ins', () => {
  it('is bounded to one event a minute for an account, and one for all that do not exist', async () => {
    await failTimes(3);
    await failTimes(2, {}, 'nobody@acme.example');
    await failTimes(2, {}, 'nobody.else@acme.example');
    expect(await fixture.actions()).toEqual(['administrator.sign-in-refused', 'administrator.sign-in-refused']);
    expect((await fixture.events()).map(({ target }) => target.path)).toEqual(['olga@acme.example', 'unknown']);
    fixture.advance(MINUTE);
    await failTimes(1);
    expect(await fixture.actions()).toHaveLength(3);
  });

  it('never holds what was typed', async () => {
    await codeOf(signIn({ login: 'typed-by-mistake', password: 'typed-password' }));
    expect(JSON.stringify(await fixture.events())).not.toContain('typed');
  });
});

describe('administrators of a company with single sign-on', () => {
  it('have to use it, after the right password only', async () => {
    await putCompany('sso');
    await fixture.addAdministrator('carla', { grants: [COMPANY_GRANT] });
    expect(await codeOf(signIn({ login: 'carla@acme.example' }))).toBe('administrator.sso_required');
    expect(await codeOf(signIn({ login: 'carla@acme.example', password: 'x' }))).toBe('administrator.credentials');
  });

  it('can use the recovery sign-in, which the log tells apart', async () => {
    await putCompany('sso');
    await fixture.addAdministrator('carla', { grants: [COMPANY_GRANT] });
    signedIn(await signIn({ login: 'carla@acme.example', purpose: 'recovery' }));
    expect((await fixture.events()).at(-1)?.fields).toEqual([{ name: 'method', from: null, to: 'recovery:password' }]);
  });

  it.each([
    ['in mode hybrid', 'hybrid', 'admins'],
    ['of agents only', 'sso', 'agents'],
  ] as const)('need not when the realm is %s', async (_name, mode, kind) => {
    await putCompany(mode, kind);
    await fixture.addAdministrator('carla', { grants: [COMPANY_GRANT] });
    expect((await signIn({ login: 'carla@acme.example' })).kind).toBe('signed-in');
  });

  it('are not owners of the installation, who belong to no company', async () => {
    await putCompany('sso');
    expect((await signIn()).kind).toBe('signed-in');
  });

  it('are throttled more strictly at the recovery sign-in', async () => {
    for (let count = 0; count < 3; count += 1) await codeOf(signIn({ purpose: 'recovery', password: 'wrong' }));
    expect(await codeOf(signIn({ purpose: 'recovery' }))).toBe('administrator.throttled');
    fixture.advance(29_999);
    expect(await codeOf(signIn({ purpose: 'recovery' }))).toBe('administrator.throttled');
    fixture.advance(1);
    expect(await codeOf(signIn({ purpose: 'recovery' }))).toBe('accepted');
  });
});
