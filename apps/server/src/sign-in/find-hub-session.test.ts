import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import type { RealmRecord } from '../storage/ports/directory-store.ts';
import type { SamlSessionRecord } from '../storage/ports/session-store.ts';
import { findHubSession, type HubSession } from './find-hub-session.ts';
import { hashSecret } from './send-authn-request.ts';

const SECRET = 'session secret';
const MINUTE = 60_000;

let hub: SignInFixture;

beforeEach(async () => {
  hub = await createSignInFixture();
  await putSession({});
});

afterEach(async () => {
  await hub.close();
});

const putSession = (change: Partial<SamlSessionRecord>): Promise<void> =>
  hub.dependencies.storage.write((writer) =>
    writer.putSession({
      idHash: hashSecret(SECRET),
      realmId: 'realm-agents',
      userId: 'user-amina',
      method: 'saml',
      serviceProviderId: 'sp-default',
      connectionId: 'connection-okta',
      idpEntityId: 'https://idp.example',
      sealedIdpSession: null,
      idpSubjectHash: null,
      authenticatedAt: hub.now,
      authnContext: null,
      createdAt: hub.now,
      lastSeenAt: hub.now,
      expiresAt: hub.now + 24 * 60 * MINUTE,
      ...change,
    }),
  );

const find = (secret: string | undefined = SECRET): Promise<HubSession | null> =>
  findHubSession(hub.dependencies, hub.realm, secret);

describe('findHubSession', () => {
  it('finds the session and its user by the secret of the cookie', async () => {
    expect(await find()).toMatchObject({ user: { login: 'amina' }, record: { idHash: hashSecret(SECRET) } });
  });

  it.each(['', 'another', hashSecret(SECRET), `${SECRET} `, '\u0000'])('finds none for %j', async (secret) => {
    expect(await find(secret)).toBeNull();
    expect(await findHubSession(hub.dependencies, hub.realm, undefined)).toBeNull();
  });

  it('finds none in another realm', async () => {
    const { view } = hub.realm;
    const elsewhere = { ...hub.realm, view: { ...view, realm: { ...view.realm, id: 'realm-customers' } } };
    expect(await findHubSession(hub.dependencies, elsewhere, SECRET)).toBeNull();
  });

  it('finds none of a connection that was disabled or deleted since', async () => {
    const withoutConnections = hub.realm.serviceProviders.map((sp) => ({ ...sp, connections: [] }));
    const changed = { ...hub.realm, serviceProviders: withoutConnections };
    expect(await findHubSession(hub.dependencies, changed, SECRET)).toBeNull();
    expect(await find()).not.toBeNull();
  });

  it('finds it until it expires, to the millisecond', async () => {
    const expiresAt = hub.now + 5 * MINUTE;
    await putSession({ expiresAt });
    hub.now = expiresAt - 1;
    expect(await find()).not.toBeNull();
    hub.now = expiresAt;
    expect(await find()).toBeNull();
  });

  it('finds it until it was idle too long, to the millisecond', async () => {
    const { idleMinutes } = hub.realm.view.realm.settings;
    const seen = hub.now;
    hub.now = seen + idleMinutes * MINUTE + 1;
    expect(await find()).toBeNull();
    hub.now = seen + idleMinutes * MINUTE;
    expect(await find()).not.toBeNull();
  });

  it('notes use once a minute, so that reading costs no write', async () => {
    const write = vi.spyOn(hub.dependencies.storage, 'write');
    hub.now += MINUTE;
    await find();
    expect(write).not.toHaveBeenCalled();
    hub.now += 1;
    await find();
    await find();
    expect(write).toHaveBeenCalledTimes(1);
    expect((await hub.dependencies.storage.read.findSession(hashSecret(SECRET), hub.now))?.lastSeenAt).toBe(hub.now);
  });

  it('finds none of a user who was disabled or deleted since', async () => {
    const { storage } = hub.dependencies;
    const user = await storage.read.findUser('realm-agents', 'user-amina');
    if (user === null) {
      throw new Error('the fixture has no user');
    }
    await storage.write((writer) => writer.putUser({ ...user, enabled: false }));
    expect(await find()).toBeNull();
    await storage.write((writer) => writer.putUser(user));
    expect(await find()).not.toBeNull();
    await storage.write((writer) => writer.deleteUser('realm-agents', user.id));
    expect(await find()).toBeNull();
  });

  it('finds a local one while its user may sign in so, and whatever becomes of connections', async () => {
    const { idHash, ...times } = { idHash: hashSecret('local'), createdAt: hub.now, lastSeenAt: hub.now };
    await hub.dependencies.storage.write((writer) =>
      writer.putSession({
        ...times,
        idHash,
        method: 'local',
        realmId: 'realm-agents',
        userId: 'user-amina',
        authenticatedAt: hub.now,
        authnContext: null,
        expiresAt: hub.now + 60 * MINUTE,
      }),
    );
    const findIn = (ssoMode: RealmRecord['ssoMode'], users: readonly string[] = []): Promise<HubSession | null> => {
      const { view } = hub.realm;
      const settings = realmSettings.parse({ localSignIn: { users } });
      const realm = {
        ...hub.realm,
        serviceProviders: [],
        view: { ...view, realm: { ...view.realm, ssoMode, settings } },
      };
      return findHubSession(hub.dependencies, realm, 'local');
    };
    expect(await findIn('sso', ['amina'])).toBeNull();
    expect(await findIn('hybrid', ['ben'])).toBeNull();
    expect(await findIn('hybrid', ['amina'])).toMatchObject({ record: { method: 'local' } });
    expect(await findIn('non-sso')).toMatchObject({ user: { login: 'amina' } });
  });
});
