import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CordboardError } from '../../errors.ts';
import { openSqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import type { OidcArtifactRecord } from '../../storage/ports/oidc-store.ts';
import { createIssuerFixture, type IssuerFixture } from './http/test-support/issuer-fixture.ts';
import { createRelyingParty } from './http/test-support/relying-party.ts';
import { createStorageAdapter } from './storage-adapter.ts';
import { currentUnit, runInUnit, UnitOfWork, UsedTwiceError } from './unit-of-work.ts';

let fixture: IssuerFixture;

beforeEach(async () => {
  fixture = await createIssuerFixture({ storage: await openSqliteStorage({ path: ':memory:' }) });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await fixture.close();
});

const unitOf = (realmId = 'realm-1'): UnitOfWork =>
  new UnitOfWork({
    realmId,
    storage: fixture.storage,
    clock: () => Date.now(),
    idleMinutes: 60,
    allowsLocal: () => false,
    connections: new Map([['connection-1', { clockSkewMs: 0 }]]),
  });

const artifact = (idHash: string, changes: Partial<OidcArtifactRecord> = {}): OidcArtifactRecord => ({
  realmId: 'realm-1',
  model: 'AccessToken',
  idHash,
  payload: {},
  grantId: 'grant-1',
  uid: null,
  userCode: null,
  hubSessionHash: null,
  consumedAt: null,
  expiresAt: Date.now() + 60_000,
  ...changes,
});

const stored = (idHash: string, model = 'AccessToken'): Promise<OidcArtifactRecord | null> =>
  fixture.storage.read.findArtifact('realm-1', model, idHash, Date.now());

describe('a unit of work', () => {
  it('shows its own changes before they are stored, and nobody else', async () => {
    const unit = unitOf();
    unit.put(artifact('a'));
    expect(await unit.find('AccessToken', 'a')).not.toBeNull();
    expect(await stored('a')).toBeNull();
    await unit.commit();
    expect(await stored('a')).not.toBeNull();
    unit.delete('AccessToken', 'a');
    expect(await unit.find('AccessToken', 'a')).toBeNull();
    expect(await stored('a')).not.toBeNull();
    await unit.commit();
    expect(await stored('a')).toBeNull();
  });

  it('stores nothing when something was used twice', async () => {
    const first = unitOf();
    first.put(artifact('code', { model: 'AuthorizationCode' }));
    await first.commit();
    const [winner, loser] = [unitOf(), unitOf()];
    for (const unit of [winner, loser]) {
      unit.consume('AuthorizationCode', 'code', 'grant-1');
    }
    winner.put(artifact('won'));
    loser.put(artifact('lost'));
    await winner.commit();
    await expect(loser.commit()).rejects.toBeInstanceOf(UsedTwiceError);
    expect(await stored('won')).not.toBeNull();
    expect(await stored('lost')).toBeNull();
  });

  it('drops what belongs to a grant that it revokes', async () => {
    const before = unitOf();
    before.put(artifact('old'));
    before.put(artifact('other', { grantId: 'grant-2' }));
    await before.commit();
    const unit = unitOf();
    unit.put(artifact('new'));
    unit.revokeGrant('grant-1');
    expect(await unit.find('AccessToken', 'old')).toBeNull();
    expect(await unit.find('AccessToken', 'new')).toBeNull();
    await unit.commit();
    expect([await stored('old'), await stored('new')]).toEqual([null, null]);
    expect(await stored('other')).not.toBeNull();
  });

  it('keeps a grant only together with the code that uses it', async () => {
    const unit = unitOf();
    unit.put(artifact('unused', { model: 'Grant', grantId: 'grant-1' }));
    unit.put(artifact('used', { model: 'Grant', grantId: 'grant-2' }));
    unit.put(artifact('code', { model: 'AuthorizationCode', grantId: 'grant-2' }));
    await unit.commit();
    expect(await stored('unused', 'Grant')).toBeNull();
    expect(await stored('used', 'Grant')).not.toBeNull();
  });

  it('does not write when there is nothing to store', async () => {
    const write = vi.spyOn(fixture.storage, 'write');
    await unitOf().commit();
    expect(write).not.toHaveBeenCalled();
  });

  it('exists only during a request', async () => {
    expect(() => currentUnit()).toThrow(CordboardError);
    const unit = unitOf();
    expect(await runInUnit(unit, async () => currentUnit())).toBe(unit);
  });
});

describe('the adapter', () => {
  const adapterOf = (realmId: string, model: string) =>
    createStorageAdapter({ realmId, resumeUrl: (uid) => `https://hub.example/auth/${uid}` })(model);

  it('keeps the identifier to itself and gives it back', async () => {
    const unit = unitOf();
    const payload = { jti: 'secret', kind: 'ReplayDetection', iss: 'x' };
    await runInUnit(unit, () => adapterOf('realm-1', 'ReplayDetection').upsert('secret', payload, 60));
    await unit.commit();
    const found = await runInUnit(unitOf(), () => adapterOf('realm-1', 'ReplayDetection').find('secret'));
    expect(found).toEqual(payload);
  });

  it('finds nothing of another realm', async () => {
    const unit = unitOf();
    await runInUnit(unit, () => adapterOf('realm-1', 'ReplayDetection').upsert('shared', { iss: 'x' }, 60));
    await unit.commit();
    const other = unitOf('realm-2');
    expect(await runInUnit(other, () => adapterOf('realm-2', 'ReplayDetection').find('shared'))).toBeUndefined();
  });

  it('finds nothing that should derive from a hub session and names none', async () => {
    const unit = unitOf();
    await runInUnit(unit, async () => {
      await adapterOf('realm-1', 'AccessToken').upsert('token', { accountId: 'user-amina' }, 60);
      expect(await adapterOf('realm-1', 'AccessToken').find('token')).toBeUndefined();
      const { session } = await fixture.createHubSession('amina');
      const sessionUid = session.record.idHash;
      await adapterOf('realm-1', 'AccessToken').upsert('token', { accountId: 'user-amina', sessionUid }, 60);
      expect(await adapterOf('realm-1', 'AccessToken').find('token')).toMatchObject({ accountId: 'user-amina' });
    });
  });

  it('has no sessions and no device codes', async () => {
    await runInUnit(unitOf(), async () => {
      expect(await adapterOf('realm-1', 'Session').findByUid('uid')).toBeUndefined();
      expect(await adapterOf('realm-1', 'DeviceCode').findByUserCode('code')).toBeUndefined();
    });
  });
});

describe('the commits of a sign-in', () => {
  it('are one for each request that changes something', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    fixture.hub.signIn = null;
    const started = await party.start();
    const write = vi.spyOn(fixture.storage, 'write');
    await party.visit(started);
    expect(write).toHaveBeenCalledTimes(1);
    fixture.hub.signIn = 'amina';
    const url = `${fixture.realmUrl}/interaction/${fixture.interactions.at(-1)?.uid}`;
    const back = await party.browser.follow(url, fixture.origin);
    // One by the hub for its session, one by the issuer for the code and its grant.
    expect(write).toHaveBeenCalledTimes(3);
    const tokens = await party.exchange(started, new URL(back.location ?? ''));
    expect(write).toHaveBeenCalledTimes(4);
    await fetch(`${fixture.issuerUrl}/me`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    await fetch(`${fixture.issuerUrl}/jwks`);
    expect(write).toHaveBeenCalledTimes(4);
  });

  it('come before the answer: what cannot be stored is not handed out and can be tried again', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    const started = await party.start();
    const callback = await party.authorize(started);
    const write = vi.spyOn(fixture.storage, 'write').mockRejectedValueOnce(new Error('disk full'));
    await expect(party.exchange(started, callback)).rejects.toMatchObject({ cause: { status: 500 } });
    expect(fixture.problems.at(-1)).toMatchObject({ code: 'oidc.not_stored', error: 'server_error' });
    expect(String(fixture.problems.at(-1)?.cause)).toContain('disk full');
    write.mockRestore();
    expect((await party.exchange(started, callback)).claims()?.sub).toBe('user-amina');
  });

  it('leave no redirect and no cookie behind when an authorization cannot be stored', async () => {
    const party = await createRelyingParty(fixture, 'desktop');
    vi.spyOn(fixture.storage, 'write').mockRejectedValueOnce(new Error('disk full'));
    const visit = await party.visit(await party.start());
    expect([visit.status, visit.location, visit.headers.getSetCookie()]).toEqual([500, null, []]);
    expect(JSON.parse(visit.body)).toMatchObject({ error: 'server_error' });
    expect(visit.body).not.toContain('disk full');
  });
});
