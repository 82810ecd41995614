import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../../test-support/sign-in-fixture.ts';
import { CordboardError } from '../../errors.ts';
import type { PasswordHasher } from '../../passwords/password-hasher.ts';
import type { LocalSignInDependencies } from './local-dependencies.ts';
import { type LocalResult, type LocalSignInInput, offerLocalSignIn, signInLocally } from './local-flow.ts';

let hub: SignInFixture;
let passwords: PasswordHasher;
let dependencies: LocalSignInDependencies;

/** Compares as text: what is tested here is what happens around it. */
const plainHasher = (change: Partial<PasswordHasher> = {}): PasswordHasher => ({
  hash: async (password) => `hash of ${password}`,
  verify: async (password, stored) => stored === `hash of ${password}`,
  isOutdated: () => false,
  ...change,
});

const use = (hasher: PasswordHasher): void => {
  passwords = hasher;
  dependencies = { ...hub.dependencies, passwords, audit: { append: async () => undefined } };
};

const putPassword = (passwordHash: string | null): Promise<void> =>
  hub.dependencies.storage.write((writer) =>
    writer.putCredential({
      userId: 'user-amina',
      realmId: 'realm-agents',
      passwordHash,
      changedAt: 1,
      linkHash: null,
      linkExpiresAt: null,
    }),
  );

const storedHash = async (): Promise<string | null | undefined> =>
  (await hub.dependencies.storage.read.findCredential('realm-agents', 'user-amina'))?.passwordHash;

beforeEach(async () => {
  hub = await createSignInFixture({ ssoMode: 'non-sso' });
  use(plainHasher());
  await putPassword('hash of right');
});
afterEach(() => hub.close());

const signIn = (change: Partial<LocalSignInInput> = {}): Promise<LocalResult> =>
  signInLocally(dependencies, hub.realm, {
    begin: { target: { kind: 'launchpad' } },
    login: 'amina',
    password: 'right',
    isOwnForm: true,
    address: '203.0.113.7',
    knownBrowser: undefined,
    formerSession: undefined,
    ...change,
  });

const sessions = () => hub.dependencies.storage.read.listUserSessions('realm-agents', 'user-amina', hub.now);

describe('signInLocally', () => {
  it.each(['nobody', 'amina', 'ben'])('computes one hash for %s, whoever that is', async (login) => {
    const verify = vi.fn(passwords.verify);
    use(plainHasher({ verify }));
    await signIn({ login, password: 'wrong' });
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify).toHaveBeenCalledWith('wrong', login === 'amina' ? 'hash of right' : null);
  });

  it('does not count a try for which there was no time, and says so', async () => {
    const busy = plainHasher({ verify: () => Promise.reject(new CordboardError('password.busy')) });
    for (let count = 0; count < 20; count += 1) {
      use(busy);
      expect(await signIn()).toMatchObject({ kind: 'refused', code: 'password.busy', waitSeconds: null });
    }
    use(plainHasher());
    expect(await signIn()).toMatchObject({ kind: 'signed-in' });
  });

  it('stores a hash of former parameters anew, once the password was right', async () => {
    use(plainHasher({ isOutdated: (stored) => stored === 'hash of right', hash: async () => 'renewed hash' }));
    await signIn({ password: 'wrong' });
    expect(await storedHash()).toBe('hash of right');
    await signIn();
    expect(await storedHash()).toBe('renewed hash');
  });

  it('refuses a password that was changed while it was being checked', async () => {
    use(
      plainHasher({
        verify: async () => {
          await putPassword('hash of another');
          return true;
        },
      }),
    );
    expect(await signIn()).toMatchObject({ kind: 'refused', code: 'local.wrong_password' });
    expect(await sessions()).toEqual([]);
  });

  it('refuses a user who was disabled while the password was being checked', async () => {
    const { storage } = hub.dependencies;
    use(
      plainHasher({
        verify: async () => {
          const user = await storage.read.findUser('realm-agents', 'user-amina');
          await storage.write(async (writer) => {
            if (user !== null) {
              await writer.putUser({ ...user, enabled: false });
            }
          });
          return true;
        },
      }),
    );
    expect(await signIn()).toMatchObject({ kind: 'refused', code: 'user.disabled' });
    expect(await sessions()).toEqual([]);
  });

  it('lets through a few of many tries that come at the same moment', async () => {
    const verify = vi.fn(passwords.verify);
    use(plainHasher({ verify }));
    const results = await Promise.all(Array.from({ length: 50 }, () => signIn({ password: 'wrong' })));
    expect(verify).toHaveBeenCalledTimes(5);
    const codes = results.map((result) => (result.kind === 'refused' ? result.code : result.kind));
    expect(codes.filter((code) => code === 'local.throttled')).toHaveLength(45);
  });

  it('passes on what is no refusal but a defect', async () => {
    use(plainHasher({ verify: () => Promise.reject(new TypeError('a defect')) }));
    await expect(signIn()).rejects.toThrow('a defect');
    expect(await sessions()).toEqual([]);
  });

  it('proves nothing about a connection that is tested', async () => {
    const begin = { target: { kind: 'test', test: 'test-1' } } as const;
    for (const result of [await signIn({ begin }), await offerLocalSignIn(dependencies, hub.realm, begin)]) {
      expect(result).toMatchObject({ kind: 'refused', code: 'local.not_allowed' });
    }
    expect(await sessions()).toEqual([]);
  });

  it('refuses an app that the realm does not have', async () => {
    expect(await signIn({ begin: { target: { kind: 'app', app: 'nothing' } } })).toMatchObject({
      code: 'sign-in.app_unknown',
    });
  });
});
