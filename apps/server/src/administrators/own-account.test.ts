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
import { changeOwnPassword, renameSelf } from './change-own-account.ts';
import type { OwnAccount } from './own-account.ts';
import {
  type AddedPasskey,
  beginPasskeyRegistration,
  finishPasskeyRegistration,
  removePasskey,
  renamePasskey,
} from './passkeys.ts';
import { findAdminSession } from './sessions.ts';
import { totpCode, totpStep } from './totp.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './totp-enrolment.ts';
import { openTotpSecret } from './totp-secret.ts';

const MINUTE = 60_000;
const NEW_PASSWORD = 'seven quiet lamps wander';

let fixture: AdministratorFixture;
let own: OwnAccount;
let cookie: string;

beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
  ({ own, cookie } = await fixture.openSession('olga'));
});
afterEach(() => fixture.close());

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

const register = async (
  device: SoftwareAuthenticator = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN }),
  change: Misbehaviour = {},
  account = own,
): Promise<AddedPasskey> => {
  const options = await beginPasskeyRegistration(fixture.dependencies, account);
  const response = device.create(options, change);
  return finishPasskeyRegistration(fixture.dependencies, account, { name: 'Key', response });
};

/** The secret that the database holds after the app was confirmed. */
const storedSecret = async (): Promise<Uint8Array | null> => {
  const sealed = (await fixture.storage.read.findAdministrator('olga'))?.sealedTotp ?? null;
  return sealed === null ? null : openTotpSecret(fixture.dependencies.sealer, 'olga', sealed);
};

/** Sets the app up with a clock that its phone shares. */
const enrol = async (): Promise<readonly string[] | null> => {
  const random = fixture.dependencies.random(20);
  const fixed = {
    ...fixture.dependencies,
    random: (size: number) => (size === 20 ? random : fixture.dependencies.random(size)),
  };
  await beginTotp(fixed, own);
  return confirmTotp(fixture.dependencies, own, totpCode(random, totpStep(fixture.dependencies.clock())));
};

const later = (ms: number): void => fixture.advance(ms);

describe('the authenticator app', () => {
  it('is set up by a first code, and gives recovery codes once', async () => {
    const codes = await enrol();
    expect(codes).toHaveLength(10);
    expect(await storedSecret()).toHaveLength(20);
    expect((await fixture.actions()).at(-1)).toBe('administrator.totp-added');
  });

  it('is not set up by a wrong code, and the set-up is over after five of them', async () => {
    await beginTotp(fixture.dependencies, own);
    for (let count = 0; count < 5; count += 1) {
      expect(await codeOf(confirmTotp(fixture.dependencies, own, 'none'))).toBe('administrator.second_factor');
    }
    expect(await codeOf(confirmTotp(fixture.dependencies, own, 'none'))).toBe('administrator.challenge_unknown');
    expect(await storedSecret()).toBeNull();
  });

  it('is not replaced while there is one', async () => {
    await enrol();
    expect(await codeOf(beginTotp(fixture.dependencies, own))).toBe('administrator.totp_enrolled');
  });

  it('is not confirmed in another session', async () => {
    await beginTotp(fixture.dependencies, own);
    const other = await fixture.openSession('olga');
    const confirmed = confirmTotp(fixture.dependencies, other.own, '000000');
    expect(await codeOf(confirmed)).toBe('administrator.challenge_unknown');
  });

  it('is removed with its recovery codes, once', async () => {
    await enrol();
    await removeTotp(fixture.dependencies, own);
    expect(await storedSecret()).toBeNull();
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(0);
    expect(await codeOf(removeTotp(fixture.dependencies, own))).toBe('administrator.totp_missing');
  });

  it('changes only just after a sign-in', async () => {
    await enrol();
    later(15 * MINUTE);
    for (const change of [beginTotp, removeTotp, renewRecoveryCodes]) {
      expect(await codeOf(change(fixture.dependencies, own))).toBe('administrator.not_fresh');
    }
  });

  it('renews recovery codes: the earlier ones are void', async () => {
    expect(await codeOf(renewRecoveryCodes(fixture.dependencies, own))).toBe('administrator.no_second_factor');
    const first = await enrol();
    const second = await renewRecoveryCodes(fixture.dependencies, own);
    expect(second).toHaveLength(10);
    expect(second.filter((code) => first?.includes(code))).toEqual([]);
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(10);
  });
});

describe('passkeys', () => {
  it('are added, several of them, with recovery codes for the first factor', async () => {
    const first = await register();
    const second = await register();
    expect(first.recoveryCodes).toHaveLength(10);
    expect(second.recoveryCodes).toBeNull();
    expect(first.passkey).toMatchObject({ administratorId: 'olga', name: 'Key', transports: ['internal'] });
    expect(await fixture.storage.read.listPasskeys('olga')).toHaveLength(2);
  });

  it('are made for this account and no device that has one already', async () => {
    const { passkey } = await register();
    const options = await beginPasskeyRegistration(fixture.dependencies, own);
    expect(options).toMatchObject({
      rp: { id: 'sso.example', name: 'Cordboard' },
      user: { id: Buffer.from('olga').toString('base64url'), name: 'olga@acme.example' },
      attestation: 'none',
      excludeCredentials: [{ id: passkey.credentialId }],
    });
  });

  const faults: readonly (readonly [string, Misbehaviour])[] = [
    ['another origin', { origin: 'https://evil.test' }],
    ['another relying party', { rpId: 'evil.test' }],
    ['another challenge', { challenge: 'A'.repeat(43) }],
    ['an answer to a sign-in', { type: 'webauthn.get' }],
    ['a frame of another site', { crossOrigin: true }],
    ['nobody there', { present: false }],
  ];

  it.each(faults)('are refused with %s', async (_name, change) => {
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    expect(await codeOf(register(device, change))).toBe('administrator.passkey_refused');
    expect(await fixture.storage.read.listPasskeys('olga')).toEqual([]);
  });

  it('are taken whatever their make says of itself, and nothing in it is read', async () => {
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    expect(await codeOf(register(device, { withStatement: true }))).toBe('accepted');
  });

  it('answer a challenge once, within five minutes, in their own session', async () => {
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    const options = await beginPasskeyRegistration(fixture.dependencies, own);
    const finish = (account: OwnAccount): Promise<string> =>
      codeOf(
        finishPasskeyRegistration(fixture.dependencies, account, { name: 'Key', response: device.create(options) }),
      );
    const other = await fixture.openSession('olga');
    expect(await finish(other.own)).toBe('administrator.challenge_unknown');
    expect(await finish(own)).toBe('accepted');
    expect(await finish(own)).toBe('administrator.challenge_unknown');
    await beginPasskeyRegistration(fixture.dependencies, own);
    later(5 * MINUTE);
    expect(await finish(own)).toBe('administrator.challenge_unknown');
  });

  it('cannot be added a second time, to any account', async () => {
    const { passkey } = await register();
    await fixture.addAdministrator('oleg');
    const { own: oleg } = await fixture.openSession('oleg');
    const change = { credentialId: passkey.credentialId };
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    expect(await codeOf(register(device, change, oleg))).toBe('administrator.passkey_known');
    expect((await fixture.storage.read.findPasskey(passkey.credentialId))?.administratorId).toBe('olga');
  });

  it('are twenty at most', async () => {
    for (let count = 0; count < 20; count += 1) await register();
    expect(await codeOf(register())).toBe('administrator.too_many_passkeys');
  });

  it('are renamed by their owner only', async () => {
    const { passkey } = await register();
    await fixture.addAdministrator('oleg');
    const { own: oleg } = await fixture.openSession('oleg');
    const change = { id: passkey.id, name: 'Desk' };
    expect(await codeOf(renamePasskey(fixture.dependencies, oleg, change))).toBe('administrator.passkey_unknown');
    expect((await renamePasskey(fixture.dependencies, own, change)).name).toBe('Desk');
  });

  it('are removed by their owner only, just after a sign-in', async () => {
    const { passkey } = await register();
    await fixture.addAdministrator('oleg');
    const { own: oleg } = await fixture.openSession('oleg');
    const removed = removePasskey(fixture.dependencies, oleg, passkey.id);
    expect(await codeOf(removed)).toBe('administrator.passkey_unknown');
    expect(await codeOf(removePasskey(fixture.dependencies, own, passkey.id))).toBe('accepted');
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(0);
    later(15 * MINUTE);
    for (const change of [removePasskey(fixture.dependencies, own, passkey.id), register()]) {
      expect(await codeOf(change)).toBe('administrator.not_fresh');
    }
  });

  it('keep the recovery codes while another factor is left', async () => {
    await enrol();
    const { passkey } = await register();
    await removePasskey(fixture.dependencies, own, passkey.id);
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(10);
  });

  it('cannot all be removed from an account without a password', async () => {
    await fixture.addAdministrator('keys', { password: null });
    const { own: keys } = await fixture.openSession('keys');
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    const first = await register(device, {}, keys);
    expect(await codeOf(removePasskey(fixture.dependencies, keys, first.passkey.id))).toBe(
      'administrator.only_passkey',
    );
    await register(createSoftwareAuthenticator({ origin: ADMIN_ORIGIN }), {}, keys);
    expect(await codeOf(removePasskey(fixture.dependencies, keys, first.passkey.id))).toBe('accepted');
  });
});

describe('the own password', () => {
  const change = (presentPassword: string | null, newPassword = NEW_PASSWORD, account = own): Promise<string> =>
    codeOf(
      changeOwnPassword(fixture.dependencies, account, {
        presentPassword,
        newPassword,
        visitor: fixture.visitor({ sessionCookie: cookie }),
      }),
    );

  it('is changed by whoever knows the present one; every session ends and this browser gets a new one', async () => {
    const other = await fixture.openSession('olga');
    const session = await changeOwnPassword(fixture.dependencies, own, {
      presentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
      visitor: fixture.visitor({ sessionCookie: cookie }),
    });
    expect(await findAdminSession(fixture.dependencies, cookie)).toBeNull();
    expect(await findAdminSession(fixture.dependencies, other.cookie)).toBeNull();
    expect(await findAdminSession(fixture.dependencies, session.cookie)).not.toBeNull();
    const { passwordHash } = (await fixture.storage.read.findAdministrator('olga')) ?? { passwordHash: null };
    expect(await fixture.dependencies.passwords.verify(NEW_PASSWORD, passwordHash)).toBe(true);
    expect(await fixture.actions()).toContain('administrator.password-changed');
  });

  it('is not changed with a wrong one, and cannot be guessed through an open session', async () => {
    for (let count = 0; count < 5; count += 1) expect(await change('wrong')).toBe('administrator.present_password');
    expect(await change(PASSWORD)).toBe('administrator.throttled');
    later(2000);
    expect(await change(PASSWORD)).toBe('accepted');
  });

  it('keeps to the rules', async () => {
    expect(await change(PASSWORD, 'short')).toBe('password.length');
    expect(await change(PASSWORD, 'olga of acme 1')).toBe('password.guessable');
    expect(await findAdminSession(fixture.dependencies, cookie)).not.toBeNull();
  });

  it('is changed once when two ask at the same moment', async () => {
    const outcomes = await Promise.all([change(PASSWORD), change(PASSWORD, 'eight loud pans sleep')]);
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });

  it('is chosen for the first time just after a sign-in', async () => {
    await fixture.addAdministrator('keys', { password: null });
    const keys = await fixture.openSession('keys');
    later(15 * MINUTE);
    expect(await change(null, NEW_PASSWORD, keys.own)).toBe('administrator.not_fresh');
    const fresh = await fixture.openSession('keys');
    expect(await change(null, NEW_PASSWORD, fresh.own)).toBe('accepted');
  });

  it('is not changed for an account that was disabled meanwhile', async () => {
    await fixture.storage.write(async (writer) => {
      const administrator = await writer.findAdministrator('olga');
      if (administrator !== null) await writer.putAdministrator({ ...administrator, enabled: false });
    });
    expect(await change(PASSWORD)).toBe('administrator.unknown');
  });
});

describe('the own name', () => {
  it('is changed and told to the log; the same name is no change', async () => {
    await renameSelf(fixture.dependencies, own, 'Olga O.');
    await renameSelf(fixture.dependencies, own, 'Olga O.');
    expect((await fixture.storage.read.findAdministrator('olga'))?.name).toBe('Olga O.');
    const updates = (await fixture.events()).filter(({ action }) => action === 'administrator.updated');
    expect(updates.map(({ fields }) => fields)).toEqual([[{ name: 'name', from: 'olga of Acme', to: 'Olga O.' }]]);
  });
});
