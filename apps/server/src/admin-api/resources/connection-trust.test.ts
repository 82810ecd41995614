import { randomBytes } from 'node:crypto';
import {
  acceptStagedTrust,
  type ConnectionTrust,
  discardStagedTrust,
  readTrust,
  refreshTrust,
  stageTrust,
} from '@cordboard/contract/admin-api/identity-provider-trust';
import { createConnectionTest, readSingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { NAME_ID_PERSISTENT } from '@cordboard/saml';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { testKeyPair } from '../../../../../packages/saml/test-support/keys.ts';
import { type AdminApiFixture, createAdminApiFixture } from '../../../test-support/admin-api-fixture.ts';
import { entitiesDocument, idpDocument, makeCertificate } from '../../../test-support/idp-document.ts';
import {
  createSignInFixture,
  type Departed,
  IDP_ENTITY_ID,
  type SignInFixture,
  START,
} from '../../../test-support/sign-in-fixture.ts';
import { CordboardError } from '../../errors.ts';
import type { ConnectionRecord } from '../../storage/ports/directory-store.ts';
import { connectionTestRoutes } from './connection-tests.ts';
import { connectionTrustRoutes } from './connection-trust.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';

const ADMIN = 'amina@acme.example';
const REALM = '/companies/acme/environments/production/realms/agents';
const CONNECTION = `${REALM}/service-providers/default/connections/okta`;
const TRUST = `${CONNECTION}/trust`;
const ADDRESS = 'https://idp.example/metadata.xml';
const OTHER_ENTITY = 'https://idp.example/moved';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let hub: SignInFixture;
let api: AdminApiFixture;
/** What the metadata address answers. */
let answer: string | CordboardError;
let fetched: number;
/** Runs while the address is waited for. */
let meanwhile: (() => Promise<void>) | null;
let changed: number;
/** The certificates: `first` is the one that the fixture signs with. */
let first: string;
let second: string;
let third: string;

beforeAll(async () => {
  first = (await testKeyPair('sign-in-fixture-idp')).certificatePem;
  const validity = { notBefore: new Date(START - DAY), notAfter: new Date(START + 400 * DAY) };
  second = await makeCertificate({ name: 'second', ...validity });
  third = await makeCertificate({ name: 'third', ...validity });
});

const connectionInUse = async (): Promise<ConnectionRecord> => {
  const view = await hub.dependencies.storage.read.findRealmViewById('realm-agents');
  const found = view?.connections.find(({ slug }) => slug === 'okta');
  if (found === undefined) throw new Error('the fixture has no connection');
  return found;
};

const changeConnection = async (change: (connection: ConnectionRecord) => ConnectionRecord): Promise<void> => {
  const record = change(await connectionInUse());
  await hub.dependencies.storage.write((writer) => writer.putConnection(record));
};

const setUp = async (ssoMode: 'sso' | 'non-sso' = 'sso'): Promise<void> => {
  hub = await createSignInFixture({ ssoMode, administrators: [ADMIN] });
  const { storage, sealer, clock } = hub.dependencies;
  api = await createAdminApiFixture({
    routes: [
      readTrust,
      refreshTrust,
      stageTrust,
      acceptStagedTrust,
      discardStagedTrust,
      createConnectionTest,
      readSingleSignOn,
    ],
    bound: (parts) => [
      ...connectionTrustRoutes(parts),
      ...connectionTestRoutes(parts).filter(({ route }) => route === createConnectionTest),
      ...singleSignOnRoutes(parts).filter(({ route }) => route === readSingleSignOn),
    ],
    change: {
      storage,
      sealer,
      clock,
      // One octet is drawn for the time of the next reading.
      random: (size) => (size === 1 ? new Uint8Array(1) : randomBytes(size)),
      fetch: async (url) => {
        fetched += 1;
        await meanwhile?.();
        if (answer instanceof CordboardError || url !== ADDRESS) {
          throw answer;
        }
        return { url, contentType: null, body: Buffer.from(answer) };
      },
      directoryChanged: async () => {
        changed += 1;
      },
    },
  });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  await changeConnection((connection) => ({
    ...connection,
    source: { kind: 'url', url: ADDRESS, fetchedAt: START },
  }));
};

beforeEach(async () => {
  answer = idpDocument({ certificates: [first] });
  fetched = 0;
  changed = 0;
  meanwhile = null;
  await setUp();
});

afterEach(async () => {
  await api.close();
  await hub.close();
});

const trust = async (): Promise<{ readonly body: ConnectionTrust; readonly etag: string }> => {
  const { status, body, headers } = await api.send(`GET ${TRUST}`, { as: 'owner' });
  expect(status).toBe(200);
  return { body: body as ConnectionTrust, etag: String(headers['etag']) };
};

type Refreshed = z.infer<(typeof refreshTrust)['response']>;

const refresh = async (): Promise<Refreshed> => {
  const { status, body } = await api.send(`POST ${TRUST}/refresh`, { as: 'owner' });
  expect(status).toBe(200);
  return body as Refreshed;
};

const stage = (source: unknown) => api.send(`POST ${TRUST}/staged`, { as: 'owner', body: { source } });

const accept = (etag: string) =>
  api.send(`POST ${TRUST}/staged/accept`, { as: 'owner', headers: { 'if-match': etag } });

const acceptNow = async () => accept((await trust()).etag);

const events = async () => hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 50 });

const actions = async (): Promise<readonly string[]> => (await events()).map(({ action }) => action);

const codes = ({ warnings }: Pick<ConnectionTrust, 'warnings'>): readonly string[] => warnings.map(({ code }) => code);

const beginTest = async (staged: boolean): Promise<{ readonly id: string; readonly departed: Departed }> => {
  const { status, body } = await api.send(`POST ${CONNECTION}/tests`, { as: 'owner', body: { staged } });
  expect(status).toBe(201);
  const { id } = body as { id: string };
  return { id, departed: await hub.start({ target: { kind: 'test', test: id } }) };
};

const finishTest = async (departed: Departed, change: Parameters<SignInFixture['issue']>[1] = {}) => {
  const answered = await hub.answer(await hub.issue(departed.requestId, change));
  return answered.kind === 'parked' ? hub.complete(answered.handle, [departed]) : answered;
};

const passTest = async (staged: boolean, change: Parameters<SignInFixture['issue']>[1] = {}): Promise<void> => {
  const { departed } = await beginTest(staged);
  expect(await finishTest(departed, change)).toMatchObject({ kind: 'tested', recognisedAs: ADMIN });
};

describe('reading a metadata address', () => {
  it('changes nothing when it says what is trusted already', async () => {
    expect(await refresh()).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(await actions()).toEqual([]);
    expect(changed).toBe(0);
    expect((await trust()).body).toMatchObject({
      source: ADDRESS,
      staged: null,
      refresh: {
        checkedAt: START,
        succeededAt: START,
        adoptedAt: null,
        failures: 0,
        nextAt: START + HOUR,
        problem: null,
      },
    });
  });

  it('takes a new certificate over at once, and says so in the audit log as the system', async () => {
    answer = idpDocument({ certificates: [first, second] });
    const before = await connectionInUse();
    expect(await refresh()).toMatchObject({
      outcome: 'adopted',
      changes: [{ field: 'certificate', from: null, to: expect.stringContaining('CN=second'), needsTest: false }],
      trust: { refresh: { adoptedAt: START } },
    });
    expect((await connectionInUse()).identityProvider).toEqual({
      ...before.identityProvider,
      signingCertificates: [expect.anything(), expect.anything()],
    });
    expect(changed).toBe(1);
    expect(await events()).toMatchObject([
      {
        action: 'connection.certificates-adopted',
        actor: { kind: 'system', id: 'metadata-refresh' },
        target: { kind: 'connection', path: 'acme/production/agents/default/okta' },
        fields: [{ name: 'certificate', from: null, to: expect.stringContaining('CN=second') }],
      },
    ]);
  });

  it('takes trust from a certificate that left, also when no other is left over', async () => {
    answer = idpDocument({ certificates: [second] });
    const { changes } = await refresh();
    expect(changes.map(({ from, to }) => [from === null, to === null])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect((await connectionInUse()).identityProvider.signingCertificates).toHaveLength(1);
  });

  it('leaves a passed test as it is when certificates were taken over', async () => {
    await passTest(false);
    answer = idpDocument({ certificates: [first, second] });
    await refresh();
    const { body } = await api.send(`GET ${REALM}/single-sign-on`, { as: 'owner' });
    expect(body).toMatchObject({ enable: { allowed: true } });
  });

  it('puts other endpoints aside, once, and withdraws them when they are gone', async () => {
    answer = idpDocument({ certificates: [first], signIn: 'https://idp.example/new' });
    expect((await refresh()).outcome).toBe('staged');
    expect((await connectionInUse()).identityProvider.singleSignOn[0]?.url).toBe('https://idp.example/okta/sso');
    const { body } = await trust();
    expect(body.staged).toMatchObject({
      by: 'metadata refresh',
      at: START,
      source: ADDRESS,
      test: 'needed',
      suspendedLinks: 0,
      identityProvider: { signIn: [{ url: 'https://idp.example/new' }] },
    });
    expect(body.staged?.changes.map(({ field }) => field)).toEqual(['sign-in', 'sign-in']);
    expect(codes(body)).toContain('change-waits');
    hub.now += HOUR;
    expect((await refresh()).outcome).toBe('unchanged');
    expect((await trust()).body.staged?.at).toBe(START);
    answer = idpDocument({ certificates: [first] });
    expect((await refresh()).outcome).toBe('unchanged');
    expect((await trust()).body.staged).toBeNull();
    expect(await actions()).toEqual(['connection.staged-withdrawn', 'connection.staged']);
    expect(changed).toBe(0);
  });

  it('takes certificates over and puts endpoints aside from one document', async () => {
    answer = idpDocument({ certificates: [first, second], signIn: 'https://idp.example/new' });
    expect((await refresh()).outcome).toBe('adopted-and-staged');
    const { identityProvider } = await connectionInUse();
    expect(identityProvider.signingCertificates).toHaveLength(2);
    expect(identityProvider.singleSignOn[0]?.url).toBe('https://idp.example/okta/sso');
    expect((await trust()).body.staged?.changes.map(({ field }) => field)).toEqual(['sign-in', 'sign-in']);
  });

  it('takes nothing over from a document with other endpoints and other certificates alone', async () => {
    const before = await connectionInUse();
    answer = idpDocument({ certificates: [second], signIn: 'https://evil.example/sso' });
    expect((await refresh()).outcome).toBe('staged');
    expect(await connectionInUse()).toEqual(before);
    answer = idpDocument({ certificates: [first] });
    await refresh();
    expect((await trust()).body.staged).toBeNull();
    expect(await connectionInUse()).toEqual(before);
  });

  it('recovers by itself from an hour in which somebody else wrote the document', async () => {
    const before = await connectionInUse();
    answer = idpDocument({ certificates: [third] });
    await refresh();
    answer = idpDocument({ certificates: [first] });
    expect((await refresh()).outcome).toBe('adopted');
    const { identityProvider } = await connectionInUse();
    expect(identityProvider.signingCertificates.join('').replace(/\s/g, '')).toBe(
      before.identityProvider.signingCertificates.join('').replace(/\s/g, ''),
    );
    expect((await events()).map(({ fields }) => fields.length)).toEqual([2, 2]);
  });

  it('puts another entity aside as a whole', async () => {
    answer = idpDocument({ certificates: [first, second], entityId: OTHER_ENTITY });
    expect((await refresh()).outcome).toBe('staged');
    expect((await connectionInUse()).identityProvider.signingCertificates).toHaveLength(1);
    expect((await trust()).body.staged?.changes[0]).toMatchObject({ field: 'entity-id', to: OTHER_ENTITY });
  });

  it('takes its own entity out of a group, and keeps what it knows when that is gone', async () => {
    const other = idpDocument({ certificates: [third], entityId: OTHER_ENTITY });
    answer = entitiesDocument(other, idpDocument({ certificates: [first, second] }));
    expect((await refresh()).outcome).toBe('adopted');
    answer = entitiesDocument(other, idpDocument({ certificates: [third], entityId: 'urn:third' }));
    expect(await refresh()).toMatchObject({
      outcome: 'failed',
      trust: { refresh: { problem: { code: 'metadata.entity_not_found' } } },
    });
    expect((await connectionInUse()).identityProvider.signingCertificates).toHaveLength(2);
  });

  it('leaves what an administrator staged, says that it stands in the way, and still takes certificates over', async () => {
    expect(
      (await stage({ text: idpDocument({ certificates: [first], signIn: 'https://idp.example/mine' }) })).status,
    ).toBe(200);
    answer = idpDocument({ certificates: [first], signIn: 'https://idp.example/theirs' });
    expect((await refresh()).outcome).toBe('blocked');
    const { body } = await trust();
    expect(body.staged?.by).toBe('owner@acme.example');
    expect(codes(body)).toContain('change-blocked');
    answer = idpDocument({ certificates: [first, second], signIn: 'https://idp.example/theirs' });
    expect((await refresh()).outcome).toBe('adopted');
    expect(codes((await trust()).body)).toContain('change-blocked');
    answer = idpDocument({ certificates: [first, second] });
    expect((await refresh()).outcome).toBe('unchanged');
    expect((await trust()).body.staged?.by).toBe('owner@acme.example');
    expect(codes((await trust()).body)).not.toContain('change-blocked');
  });

  it('is refused without an address', async () => {
    await changeConnection((connection) => ({ ...connection, source: { kind: 'manual' } }));
    const sent = await api.send(`POST ${TRUST}/refresh`, { as: 'owner' });
    expect(sent).toMatchObject({ status: 409, body: { code: 'trust.no_address' } });
    expect((await trust()).body).toMatchObject({ source: 'single values', refresh: null });
    expect(fetched).toBe(0);
  });

  it('happens once for those who ask at the same time', async () => {
    answer = idpDocument({ certificates: [first, second] });
    const results = await Promise.all([refresh(), refresh()]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['adopted', 'adopted']);
    expect(fetched).toBe(1);
    await refresh();
    expect(fetched).toBe(2);
  });

  it('forgets what it read when the connection has got another source meanwhile', async () => {
    answer = idpDocument({ certificates: [second] });
    meanwhile = () => changeConnection((connection) => ({ ...connection, source: { kind: 'manual' } }));
    expect((await refresh()).outcome).toBe('unchanged');
    expect((await connectionInUse()).identityProvider.signingCertificates).toEqual([first]);
  });
});

describe('an address that cannot be read', () => {
  it.each([
    ['nothing answers', new CordboardError('fetch.failed', { received: 'ECONNREFUSED' }), 'fetch.failed'],
    ['a login page', '<!doctype html><html></html>', 'trust.html'],
    [
      'no certificate',
      '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:x"/>',
      'trust.no_identity_provider',
    ],
  ])('changes nothing that is trusted: %s', async (_, given, code) => {
    const before = await connectionInUse();
    answer = given;
    expect(await refresh()).toMatchObject({
      outcome: 'failed',
      changes: [],
      trust: { refresh: { problem: { code } } },
    });
    expect(await connectionInUse()).toEqual(before);
    expect(codes((await trust()).body)).toContain('refresh-failing');
    expect(await actions()).toEqual([]);
  });

  it('keeps what is trusted when the document is past its end or without certificates', async () => {
    const before = await connectionInUse();
    answer = idpDocument({ certificates: [second], validUntil: new Date(START) });
    expect((await refresh()).trust.refresh?.problem?.code).toBe('metadata.expired');
    answer = idpDocument({ certificates: [second] }).replace(/<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/, '');
    expect((await refresh()).trust.refresh?.problem?.code).toBe('metadata.certificate');
    expect(await connectionInUse()).toEqual(before);
  });

  it('is tried again later and later, and as often as before once it is read', async () => {
    const good = answer;
    answer = new CordboardError('fetch.timeout');
    const waits: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const { trust: seen } = await refresh();
      waits.push(((seen.refresh?.nextAt ?? 0) - hub.now) / MINUTE);
    }
    expect(waits).toEqual([15, 60, 360, 1440, 1440]);
    expect((await trust()).body.refresh?.failures).toBe(5);
    hub.now += 4 * DAY;
    expect((await trust()).body.warnings).toContainEqual(
      expect.objectContaining({ code: 'refresh-failing', level: 'serious' }),
    );
    answer = good;
    expect((await refresh()).trust.refresh).toMatchObject({ failures: 0, problem: null, nextAt: hub.now + HOUR });
    expect(codes((await trust()).body)).not.toContain('refresh-failing');
  });

  it('leaves a warning when the last good document ends', async () => {
    answer = idpDocument({ certificates: [first], validUntil: new Date(START + 2 * HOUR) });
    await refresh();
    expect(codes((await trust()).body)).not.toContain('metadata-expired');
    hub.now += 2 * HOUR;
    expect(codes((await trust()).body)).toContain('metadata-expired');
  });
});

describe('a description that waits', () => {
  const moved = (): string => idpDocument({ certificates: [first], signIn: 'https://idp.example/new' });

  it('is staged from a file, an address or single values, and replaces nothing', async () => {
    const before = await connectionInUse();
    expect(await stage({ text: moved() })).toMatchObject({
      status: 200,
      body: { staged: { by: 'owner@acme.example' } },
    });
    answer = idpDocument({ certificates: [first, second], signIn: 'https://idp.example/third' });
    expect(await stage({ url: ADDRESS })).toMatchObject({ status: 200 });
    const manual = { entityId: IDP_ENTITY_ID, loginUrl: 'https://idp.example/in', certificates: [first] };
    expect(await stage({ manual })).toMatchObject({ body: { staged: { source: 'single values' } } });
    expect(await connectionInUse()).toEqual(before);
    expect(await actions()).toEqual(['connection.staged', 'connection.staged', 'connection.staged']);
  });

  it('is not what is trusted already, but may be the same from another source', async () => {
    answer = idpDocument({ certificates: [first] });
    expect(await stage({ url: ADDRESS })).toMatchObject({ status: 409, body: { code: 'trust.no_difference' } });
    expect(await stage({ text: answer })).toMatchObject({ status: 200 });
    expect((await trust()).body.staged?.changes.map(({ field }) => field)).toEqual(['source']);
  });

  it('has to be one identity provider, and not that of another connection', async () => {
    const group = entitiesDocument(moved(), idpDocument({ certificates: [first], entityId: OTHER_ENTITY }));
    expect(await stage({ text: group })).toMatchObject({ status: 422, body: { code: 'metadata.entity_choice' } });
    const present = await connectionInUse();
    await hub.dependencies.storage.write((writer) =>
      writer.putConnection({
        ...present,
        id: 'connection-second',
        slug: 'second',
        isDefault: false,
        identityProvider: { ...present.identityProvider, entityId: OTHER_ENTITY },
      }),
    );
    const taken = idpDocument({ certificates: [first], entityId: OTHER_ENTITY });
    expect(await stage({ text: taken })).toMatchObject({ status: 409, body: { code: 'trust.entity_id_taken' } });
    answer = taken;
    await refresh();
    const { body } = await acceptNow();
    expect(body).toMatchObject({ code: 'trust.not_tested' });
  });

  it('is discarded with its version, and then there is none', async () => {
    await stage({ text: moved() });
    const { etag } = await trust();
    const discard = (version?: string) =>
      api.send(`DELETE ${TRUST}/staged`, { as: 'owner', ...(version && { headers: { 'if-match': version } }) });
    expect(await discard()).toMatchObject({ status: 428 });
    expect(await discard('"other"')).toMatchObject({ status: 412 });
    expect(await discard(etag)).toMatchObject({ status: 204 });
    expect(await discard('*')).toMatchObject({ status: 404 });
    expect((await actions())[0]).toBe('connection.staged-discarded');
  });
});

describe('accepting what waits', () => {
  const moved = (): string => idpDocument({ certificates: [first], signIn: 'https://idp.example/new' });

  it('needs the version that was looked at', async () => {
    expect(await accept('*')).toMatchObject({ status: 404 });
    await stage({ text: moved() });
    const { etag } = await trust();
    expect(await api.send(`POST ${TRUST}/staged/accept`, { as: 'owner' })).toMatchObject({ status: 428 });
    hub.now += 1;
    await stage({ text: idpDocument({ certificates: [first], signIn: 'https://idp.example/newer' }) });
    expect(await accept(etag)).toMatchObject({ status: 412 });
  });

  it('needs no test while single sign-on is off', async () => {
    await api.close();
    await hub.close();
    await setUp('non-sso');
    await stage({ text: moved() });
    expect((await trust()).body.staged?.test).toBe('not-needed');
    expect(await acceptNow()).toMatchObject({ status: 200, body: { suspendedLinks: 0, trust: { staged: null } } });
    expect(changed).toBe(1);
    const { identityProvider, source } = await connectionInUse();
    expect(identityProvider.singleSignOn).toEqual([{ binding: 'redirect', url: 'https://idp.example/new' }]);
    expect(source.kind).toBe('file');
    expect(await hub.dependencies.storage.read.findConnectionDocument('connection-okta')).toBe(moved());
    const { body } = await api.send(`GET ${REALM}/single-sign-on`, { as: 'owner' });
    expect(body).toMatchObject({ enable: { allowed: false } });
  });

  it('needs a passed test while it is on, which then counts for the description in use', async () => {
    answer = moved();
    await refresh();
    expect(await acceptNow()).toMatchObject({ status: 409, body: { code: 'trust.not_tested' } });
    await passTest(false);
    expect(await acceptNow()).toMatchObject({ status: 409 });
    await passTest(true);
    expect((await trust()).body.staged?.test).toBe('passed');
    const accepted = await acceptNow();
    expect(accepted).toMatchObject({ status: 200, body: { changes: [{ field: 'sign-in' }, { field: 'sign-in' }] } });
    const { body } = await api.send(`GET ${REALM}/single-sign-on`, { as: 'owner' });
    expect(body).toMatchObject({ enable: { allowed: true, locks: [] } });
    expect((await events())[0]).toMatchObject({
      action: 'connection.staged-accepted',
      actor: { kind: 'administrator' },
      fields: [{ name: 'sign-in' }, { name: 'sign-in' }],
    });
    expect((await refresh()).outcome).toBe('unchanged');
  });

  it('is not unlocked by a test that was begun before it was staged', async () => {
    answer = moved();
    await refresh();
    const { departed } = await beginTest(true);
    hub.now += MINUTE;
    // Somebody replaces what waits, certificates included, while the administrator signs in.
    answer = idpDocument({ certificates: [first, third], signIn: 'https://idp.example/new' });
    await refresh();
    expect(await finishTest(departed)).toMatchObject({ kind: 'tested' });
    expect((await trust()).body.staged?.test).toBe('needed');
    expect(await acceptNow()).toMatchObject({ status: 409 });
    hub.now += 1;
    await passTest(true);
    expect(await acceptNow()).toMatchObject({ status: 200 });
  });

  it('is locked again by a setting that changed after the test', async () => {
    await stage({ text: moved() });
    await passTest(true);
    await changeConnection((connection) => ({ ...connection, settings: { ...connection.settings, require: 'both' } }));
    expect((await trust()).body.staged?.test).toBe('needed');
    expect(await acceptNow()).toMatchObject({ status: 409 });
  });

  it('is not unlocked by a test that failed or recognised nobody', async () => {
    await stage({ text: moved() });
    const { departed } = await beginTest(true);
    expect(await finishTest(departed, { audiences: ['https://other.example'] })).toMatchObject({ kind: 'refused' });
    expect(await acceptNow()).toMatchObject({ status: 409 });
    const again = await beginTest(true);
    const attributes = [{ name: 'email', values: [{ text: 'zoe@acme.example' }] }];
    await finishTest(again.departed, { attributes });
    expect(await acceptNow()).toMatchObject({ status: 409 });
  });

  it('suspends the links of another entity ID, and says how many', async () => {
    const { storage } = hub.dependencies;
    const key = {
      connectionId: 'connection-okta',
      idpEntityId: IDP_ENTITY_ID,
      format: NAME_ID_PERSISTENT,
      nameQualifier: '',
      spNameQualifier: '',
      value: 'n-amina',
    };
    await storage.write((writer) => writer.addLink(key, 'user-amina', START));
    await stage({ text: idpDocument({ certificates: [first], entityId: OTHER_ENTITY }) });
    expect((await trust()).body.staged?.suspendedLinks).toBe(1);
    await passTest(true, { issuer: OTHER_ENTITY });
    expect(await acceptNow()).toMatchObject({ status: 200, body: { suspendedLinks: 1 } });
    expect((await events())[0]?.fields).toContainEqual({ name: 'suspendedLinks', from: null, to: '1' });
    expect(await storage.read.findUserByLink({ ...key, idpEntityId: OTHER_ENTITY })).toBeNull();
    // Back to the former one: its links are as they were.
    expect(await storage.read.findUserByLink(key)).toMatchObject({ login: 'amina' });
  });
});

describe('trust of a connection', () => {
  it('is read by those who may read the directory, and changed by those who may change it', async () => {
    api.addAdministrator('auditor', { role: 'auditor', companyId: 'company-acme', environmentId: null });
    expect(await api.send(`GET ${TRUST}`, { as: 'auditor' })).toMatchObject({ status: 200 });
    for (const request of [`POST ${TRUST}/refresh`, `POST ${TRUST}/staged/accept`, `DELETE ${TRUST}/staged`]) {
      expect(await api.send(request, { as: 'auditor' })).toMatchObject({ status: 403 });
    }
    expect(await api.send(`GET ${TRUST.replace('okta', 'other')}`, { as: 'owner' })).toMatchObject({ status: 404 });
  });
});
