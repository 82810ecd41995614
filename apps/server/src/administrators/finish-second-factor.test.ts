import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN_ORIGIN,
  type AdministratorFixture,
  createAdministratorFixture,
  PASSWORD,
  SMALL_ARGON2,
} from '../../test-support/administrator-fixture.ts';
import { createSoftwareAuthenticator } from '../../test-support/software-authenticator.ts';
import { finishSecondFactor, type SecondFactorAnswer } from './finish-second-factor.ts';
import { beginPasskeyRegistration, finishPasskeyRegistration } from './passkeys.ts';
import { findAdminSession, type OpenedSession } from './sessions.ts';
import { type SignInOutcome, type SignInPurpose, signInWithPassword } from './sign-in-with-password.ts';
import { totpCode, totpStep } from './totp.ts';
import { beginTotp, confirmTotp } from './totp-enrolment.ts';

const STEP = 30_000;
const MINUTE = 60_000;

let fixture: AdministratorFixture;
let secret: Buffer;
let recoveryCodes: readonly string[];

const decodeBase32 = (text: string): Buffer => {
  const bits = [...text]
    .map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
};

const code = (offset = 0): string => totpCode(secret, totpStep(fixture.dependencies.clock()) + offset);

beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
  const { own } = await fixture.openSession('olga');
  secret = decodeBase32((await beginTotp(fixture.dependencies, own)).secret);
  recoveryCodes = (await confirmTotp(fixture.dependencies, own, code())) ?? [];
  fixture.advance(2 * STEP);
});
afterEach(() => fixture.close());

type Pending = Extract<SignInOutcome, { kind: 'second-factor' }>;

const begin = async (purpose: SignInPurpose = 'ordinary'): Promise<Pending> => {
  const outcome = await signInWithPassword(fixture.dependencies, {
    login: 'olga@acme.example',
    password: PASSWORD,
    purpose,
    visitor: fixture.visitor(),
  });
  if (outcome.kind !== 'second-factor') throw new Error('no second factor was asked for');
  return outcome;
};

const finish = (pending: string | null, answer: SecondFactorAnswer): Promise<OpenedSession> =>
  finishSecondFactor(fixture.dependencies, pending, answer, fixture.visitor());

const totp = (typed: string): SecondFactorAnswer => ({ method: 'totp', code: typed });

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

/** Codes of six digits that are wrong now. */
const wrong = (count: number): readonly string[] =>
  Array.from({ length: 20 }, (_value, index) => String(index).padStart(6, '0'))
    .filter((candidate) => ![-1, 0, 1].some((offset) => code(offset) === candidate))
    .slice(0, count);

describe('finishSecondFactor', () => {
  it('is asked for after the right password, and opens no session before', async () => {
    const pending = await begin();
    expect(pending.methods).toEqual(['totp', 'recovery-code']);
    expect(pending.passkeyOptions).toBeNull();
    expect(await findAdminSession(fixture.dependencies, pending.pending)).toBeNull();
    expect(await fixture.actions()).not.toContain('administrator.sign-in-refused');
  });

  it('signs in with the present code', async () => {
    const session = await finish((await begin()).pending, totp(code()));
    const found = await findAdminSession(fixture.dependencies, session.cookie);
    expect(found?.record.method).toBe('password+totp');
    expect((await fixture.actions()).at(-1)).toBe('administrator.signed-in');
  });

  it('signs in at the first try after the password was hashed anew', async () => {
    const former = (await fixture.storage.read.findAdministrator('olga'))?.passwordHash;
    const { passwords } = (await createAdministratorFixture({ hasher: { parameters: { ...SMALL_ARGON2, passes: 2 } } }))
      .dependencies;
    const outcome = await signInWithPassword(
      { ...fixture.dependencies, passwords },
      { login: 'olga@acme.example', password: PASSWORD, purpose: 'ordinary', visitor: fixture.visitor() },
    );
    if (outcome.kind !== 'second-factor') throw new Error('no second factor was asked for');
    expect((await fixture.storage.read.findAdministrator('olga'))?.passwordHash).not.toBe(former);
    expect(await codeOf(finish(outcome.pending, totp(code())))).toBe('accepted');
  });

  it('marks a recovery sign-in', async () => {
    const session = await finish((await begin('recovery')).pending, totp(code()));
    const found = await findAdminSession(fixture.dependencies, session.cookie);
    expect(found?.record.method).toBe('recovery:password+totp');
  });

  it('takes each code once, also in another sign-in at the same moment', async () => {
    const [first, second] = [await begin(), await begin()];
    const present = code();
    const outcomes = await Promise.all([
      codeOf(finish(first.pending, totp(present))),
      codeOf(finish(second.pending, totp(present))),
    ]);
    expect(outcomes.toSorted()).toEqual(['accepted', 'administrator.second_factor']);
    expect(await codeOf(finish((await begin()).pending, totp(code(-1))))).toBe('administrator.second_factor');
    expect(await codeOf(finish((await begin()).pending, totp(code(1))))).toBe('accepted');
  });

  it('does not take the code that set the app up', async () => {
    fixture.advance(-2 * STEP);
    expect(await codeOf(finish((await begin()).pending, totp(code())))).toBe('administrator.second_factor');
  });

  it('takes a step once: the same cookie opens no second session', async () => {
    const { pending } = await begin();
    await finish(pending, totp(code()));
    fixture.advance(STEP);
    expect(await codeOf(finish(pending, totp(code())))).toBe('administrator.challenge_unknown');
  });

  it('is over after five minutes, and without its cookie', async () => {
    const { pending } = await begin();
    fixture.advance(5 * MINUTE - 1);
    const { pending: late } = await begin();
    fixture.advance(1);
    expect(await codeOf(finish(pending, totp(code())))).toBe('administrator.challenge_unknown');
    expect(await codeOf(finish(null, totp(code())))).toBe('administrator.challenge_unknown');
    expect(await codeOf(finish('A'.repeat(43), totp(code())))).toBe('administrator.challenge_unknown');
    expect(await codeOf(finish(late, totp(code())))).toBe('accepted');
  });

  it('is over after five wrong answers, and the account is held back', async () => {
    const { pending } = await begin();
    for (const guess of wrong(5)) {
      expect(await codeOf(finish(pending, totp(guess)))).toBe('administrator.second_factor');
    }
    expect(await codeOf(finish(pending, totp(code())))).toBe('administrator.challenge_unknown');
    const { pending: again } = await begin();
    expect(await codeOf(finish(again, totp(code())))).toBe('administrator.throttled');
    fixture.advance(30_000);
    expect(await codeOf(finish(again, totp(code())))).toBe('accepted');
  });

  it.each([
    ['disabled', { enabled: false }],
    ['given another password', { passwordHash: 'other' }],
    ['without the app', { sealedTotp: null }],
  ])('is over when the account is %s meanwhile', async (_name, change) => {
    const { pending } = await begin();
    await fixture.storage.write(async (writer) => {
      const administrator = await writer.findAdministrator('olga');
      if (administrator !== null) await writer.putAdministrator({ ...administrator, ...change });
    });
    expect(await codeOf(finish(pending, totp(code())))).not.toBe('accepted');
  });
});

describe('recovery codes', () => {
  it('work once each, however they are typed', async () => {
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.toLowerCase().replaceAll('-', ' ');
    expect(recoveryCodes).toHaveLength(10);
    expect(await codeOf(finish((await begin()).pending, { method: 'recovery-code', code: typed }))).toBe('accepted');
    const again = finish((await begin()).pending, { method: 'recovery-code', code: first });
    expect(await codeOf(again)).toBe('administrator.second_factor');
    expect(await codeOf(finish((await begin()).pending, { method: 'recovery-code', code: second }))).toBe('accepted');
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(8);
  });

  it('are not used up by a step that is over', async () => {
    const { pending } = await begin();
    fixture.advance(5 * MINUTE);
    await codeOf(finish(pending, { method: 'recovery-code', code: recoveryCodes[0] ?? '' }));
    expect(await fixture.storage.read.countRecoveryCodes('olga')).toBe(10);
  });

  it('of somebody else do not work', async () => {
    await fixture.addAdministrator('oleg');
    const { own } = await fixture.openSession('oleg');
    const other = decodeBase32((await beginTotp(fixture.dependencies, own)).secret);
    const present = totpCode(other, totpStep(fixture.dependencies.clock()));
    const codes = (await confirmTotp(fixture.dependencies, own, present)) ?? [];
    const answer = { method: 'recovery-code', code: codes[0] ?? '' } as const;
    expect(await codeOf(finish((await begin()).pending, answer))).toBe('administrator.second_factor');
  });
});

describe('a passkey as the second factor', () => {
  const authenticator = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN, counts: true });

  beforeEach(async () => {
    const { own } = await fixture.openSession('olga');
    const options = await beginPasskeyRegistration(fixture.dependencies, own);
    const answer = { name: 'Key', response: authenticator.create(options) };
    await finishPasskeyRegistration(fixture.dependencies, own, answer);
  });

  it('is offered beside the app, for the keys of the account', async () => {
    const { methods, passkeyOptions } = await begin();
    expect(methods).toEqual(['totp', 'passkey', 'recovery-code']);
    expect(passkeyOptions).toMatchObject({
      rpId: 'sso.example',
      userVerification: 'preferred',
      allowCredentials: [{ id: authenticator.credentialId, type: 'public-key' }],
    });
  });

  it('needs the person present, not verified', async () => {
    const { pending, passkeyOptions } = await begin();
    if (passkeyOptions === null) throw new Error('no options');
    const absent = authenticator.get(passkeyOptions, { present: false, verified: false });
    expect(await codeOf(finish(pending, { method: 'passkey', response: absent }))).toBe('administrator.second_factor');
    const present = authenticator.get(passkeyOptions, { verified: false, userHandle: null });
    expect(await codeOf(finish(pending, { method: 'passkey', response: present }))).toBe('accepted');
  });

  it('answers its own sign-in only', async () => {
    const [first, second] = [await begin(), await begin()];
    if (first.passkeyOptions === null) throw new Error('no options');
    const response = authenticator.get(first.passkeyOptions);
    const foreign = finish(second.pending, { method: 'passkey', response });
    expect(await codeOf(foreign)).toBe('administrator.second_factor');
  });

  it('of another administrator is refused', async () => {
    await fixture.addAdministrator('oleg');
    const { own } = await fixture.openSession('oleg');
    const theirs = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    const options = await beginPasskeyRegistration(fixture.dependencies, own);
    const answer = { name: 'Key', response: theirs.create(options) };
    await finishPasskeyRegistration(fixture.dependencies, own, answer);
    const { pending, passkeyOptions } = await begin();
    if (passkeyOptions === null) throw new Error('no options');
    const response = theirs.get(passkeyOptions);
    expect(await codeOf(finish(pending, { method: 'passkey', response }))).toBe('administrator.second_factor');
  });
});
