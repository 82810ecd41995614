import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import { type OpenedSession, openSession, settleFormerSession } from './open-session.ts';
import type { ParkedSignIn, VerifiedIdentity } from './parked-sign-in.ts';
import { hashSecret } from './send-authn-request.ts';

let hub: SignInFixture;

beforeEach(async () => {
  hub = await createSignInFixture({ users: [{}, { id: 'user-ben', login: 'ben', email: 'ben@acme.example' }] });
});

afterEach(async () => {
  await hub.close();
});

const parked = (change: Partial<VerifiedIdentity> = {}): ParkedSignIn => ({
  attemptId: 'attempt',
  serviceProviderId: 'sp-default',
  connectionId: 'connection-okta',
  request: null,
  target: { kind: 'launchpad' },
  identity: {
    issuer: 'https://idp.example',
    nameId: { value: 'n-1', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    attributes: [],
    sessionIndex: 'index-1',
    sessionNotOnOrAfter: null,
    authnInstant: hub.now - 5,
    authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
    ...change,
  },
});

const open = (change: Partial<VerifiedIdentity> = {}, sessionMinutes = 60): Promise<OpenedSession> => {
  const realm = { id: 'realm-agents', settings: realmSettings.parse({ sessionMinutes }) };
  return hub.dependencies.storage.write((writer) =>
    openSession(hub.dependencies, writer, realm, parked(change), 'user-amina'),
  );
};

describe('openSession', () => {
  it('begins with a new secret of 32 octets, of which only the hash is stored', async () => {
    const [first, second] = [await open(), await open()];
    expect(first.secret).not.toBe(second.secret);
    expect(Buffer.from(first.secret, 'base64url')).toHaveLength(32);
    expect(first.record.idHash).toBe(hashSecret(first.secret));
    const stored = await hub.dependencies.storage.read.findSession(first.record.idHash, hub.now);
    expect(stored).toEqual(first.record);
    expect(JSON.stringify(stored)).not.toContain(first.secret);
  });

  it('keeps what a sign-out at the identity provider needs, sealed for this row', async () => {
    const { record } = await open();
    const sealed = record.method === 'saml' ? (record.sealedIdpSession ?? '') : '';
    expect(sealed).not.toContain('n-1');
    const place = { table: 'hub_sessions', row: record.idHash, environment: 'realm-agents' };
    const text = Buffer.from(hub.dependencies.sealer.open(sealed, place)).toString('utf8');
    expect(JSON.parse(text)).toMatchObject({ nameId: { value: 'n-1' }, sessionIndex: 'index-1' });
    expect(() => hub.dependencies.sealer.open(sealed, { ...place, row: 'other' })).toThrow();
  });

  it('lasts as long as the realm says, or as the identity provider says if that is less', async () => {
    const minutes = (count: number): number => hub.now + count * 60_000;
    expect((await open()).record.expiresAt).toBe(minutes(60));
    expect((await open({ sessionNotOnOrAfter: minutes(59) })).record.expiresAt).toBe(minutes(59));
    expect((await open({ sessionNotOnOrAfter: minutes(61) })).record.expiresAt).toBe(minutes(60));
  });

  it('refuses a session that is over at the identity provider, to the millisecond', async () => {
    expect((await open({ sessionNotOnOrAfter: hub.now + 1 })).record.expiresAt).toBe(hub.now + 1);
    for (const sessionNotOnOrAfter of [hub.now, hub.now - 1]) {
      await expect(open({ sessionNotOnOrAfter })).rejects.toMatchObject({ code: 'sign-in.result_unknown' });
    }
  });

  it('notes when and how the person signed in there', async () => {
    const { record } = await open();
    expect(record).toMatchObject({
      authenticatedAt: hub.now - 5,
      authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
      createdAt: hub.now,
      lastSeenAt: hub.now,
      idpEntityId: 'https://idp.example',
    });
  });
});

describe('settleFormerSession', () => {
  const settle = (
    session: OpenedSession['record'],
    formerSecret: string | undefined,
  ): ReturnType<typeof settleFormerSession> =>
    hub.dependencies.storage.write((writer) =>
      settleFormerSession(hub.dependencies, writer, { session, formerSecret }),
    );

  const isAlive = async ({ record }: OpenedSession): Promise<boolean> =>
    (await hub.dependencies.storage.read.findSession(record.idHash, hub.now)) !== null;

  it('ends the session that the browser had, when it was of another user', async () => {
    const [former, present] = [await open(), await open()];
    const settled = await settle({ ...present.record, userId: 'user-ben' }, former.secret);
    expect(settled).toBe('ended, it was of another user');
    expect([await isAlive(former), await isAlive(present)]).toEqual([false, true]);
  });

  it('lets the one of the same person live on, and end together with its successors', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    expect(await settle(second.record, first.secret)).toBe('replaced');
    expect(await settle(third.record, second.secret)).toBe('replaced');
    expect([await isAlive(first), await isAlive(second)]).toEqual([true, true]);
    await hub.dependencies.storage.write((writer) => writer.endSession(third.record.idHash));
    expect([await isAlive(first), await isAlive(second), await isAlive(third)]).toEqual([false, false, false]);
  });

  it('leaves a session of another realm, and what is none', async () => {
    const [former, present] = [await open(), await open()];
    const elsewhere = { ...present.record, realmId: 'realm-customers', userId: 'user-ben' };
    expect(await settle(elsewhere, former.secret)).toBe('none');
    for (const nothing of [undefined, '', 'x', former.record.idHash]) {
      expect(await settle({ ...present.record, userId: 'user-ben' }, nothing)).toBe('none');
    }
    expect(await isAlive(former)).toBe(true);
  });
});
