import {
  changeSingleSignOn,
  checkSingleSignOn,
  createConnectionTest,
  listConnectionTests,
  readConnectionTest,
  readSingleSignOn,
} from '@cordboard/contract/admin-api/single-sign-on';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AdminApiFixture, createAdminApiFixture } from '../../../test-support/admin-api-fixture.ts';
import { createSignInFixture, type SignInFixture } from '../../../test-support/sign-in-fixture.ts';
import { sampleAttempt } from '../../storage/conformance/sample-records.ts';
import type { ConnectionRecord } from '../../storage/ports/directory-store.ts';
import { connectionTestRoutes } from './connection-tests.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';

const ADMIN = 'amina@acme.example';
const REALM = '/companies/acme/environments/production/realms/agents';
const TESTS = `${REALM}/service-providers/default/connections/okta/tests`;
const MINUTE = 60_000;

let hub: SignInFixture;
let api: AdminApiFixture;

const setUp = async (options: Parameters<typeof createSignInFixture>[0] = {}): Promise<void> => {
  hub = await createSignInFixture({ ssoMode: 'non-sso', administrators: [ADMIN], ...options });
  const { storage, sealer, clock } = hub.dependencies;
  api = await createAdminApiFixture({
    routes: [
      readSingleSignOn,
      changeSingleSignOn,
      checkSingleSignOn,
      createConnectionTest,
      readConnectionTest,
      listConnectionTests,
    ],
    bound: (parts) => [...connectionTestRoutes(parts), ...singleSignOnRoutes(parts)],
    change: { storage, sealer, clock },
  });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
};

beforeEach(() => setUp());

afterEach(async () => {
  await api.close();
  await hub.close();
});

const begun = z.object({ id: z.string(), url: z.string() });

const begin = async (body: { staged?: boolean } = {}): Promise<z.infer<typeof begun>> => {
  const answer = await api.send(`POST ${TESTS}`, { as: 'owner', body });
  expect(answer.status).toBe(201);
  return begun.parse(answer.body);
};

type Change = Parameters<SignInFixture['issue']>[1];

/** The browser follows the link, the identity provider answers, the browser claims the result. */
const runTest = async (test: string, change: Change = {}) => {
  const departed = await hub.start({ target: { kind: 'test', test } });
  const answered = await hub.answer(await hub.issue(departed.requestId, change));
  return answered.kind === 'parked' ? hub.complete(answered.handle, [departed]) : answered;
};

const passTest = async (): Promise<string> => {
  const { id } = await begin();
  expect(await runTest(id)).toMatchObject({ kind: 'tested', recognisedAs: ADMIN });
  return id;
};

const status = async () => {
  const answer = await api.send(`GET ${REALM}/single-sign-on`, { as: 'owner' });
  expect(answer.status).toBe(200);
  return { ...answer, body: answer.body as z.infer<typeof readSingleSignOn.response> };
};

const setMode = async (mode: string, more: { confirm?: string; etag?: string } = {}) => {
  const etag = more.etag ?? String((await status()).headers['etag']);
  const body = { mode, ...(more.confirm !== undefined && { confirm: more.confirm }) };
  return api.send(`PATCH ${REALM}/single-sign-on`, { as: 'owner', body, headers: { 'if-match': etag } });
};

const readTest = async (id: string) => (await api.send(`GET ${TESTS}/${id}`, { as: 'owner' })).body;

const changeConnection = (change: (connection: ConnectionRecord) => ConnectionRecord): Promise<void> =>
  hub.dependencies.storage.write(async (writer) => {
    const view = await writer.findRealmViewById(hub.realm.view.realm.id);
    for (const connection of view?.connections ?? []) {
      await writer.putConnection(change(connection));
    }
  });

const locks = async (): Promise<readonly string[]> => (await status()).body.enable.locks.map(({ lock }) => lock);

const events = async (): Promise<readonly string[]> =>
  (await hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 50 })).map(
    ({ action }) => action,
  );

describe('a test of a connection', () => {
  it('waits, is under way, and succeeds with what the answer said about the person', async () => {
    const { id, url } = await begin();
    expect(url).toMatch(/^https:\/\/sso\.example\/e\/acme\/production\/agents\/sign-in\/test\/[\w-]{43}$/);
    expect(await readTest(id)).toMatchObject({ state: 'waiting', attempt: null, claims: null });
    const departed = await hub.start({ target: { kind: 'test', test: id } });
    expect(await readTest(id)).toMatchObject({
      state: 'in-progress',
      attempt: { reference: departed.reference, code: null },
    });
    const answered = await hub.answer(await hub.issue(departed.requestId));
    const handle = answered.kind === 'parked' ? answered.handle : '';
    expect(await hub.complete(handle, [departed])).toMatchObject({ kind: 'tested', recognisedAs: ADMIN });
    expect(await readTest(id)).toMatchObject({
      state: 'succeeded',
      startedBy: 'owner@acme.example',
      recognisedAs: ADMIN,
      changedSince: [],
      claims: {
        nameId: { value: 'n-amina', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
        attributes: [{ name: 'email', values: [ADMIN] }],
      },
    });
    const attempt = await hub.attempt(departed.reference);
    expect(attempt.outcome).toBe('succeeded');
    expect(attempt.checks.filter(({ stage }) => stage === 'finish-test')).toEqual([
      expect.objectContaining({ name: 'user of the realm', received: 'amina' }),
      expect.objectContaining({ name: 'e-mail domain', received: 'one of the connection' }),
      expect.objectContaining({ name: 'administrator', received: ADMIN }),
      expect.objectContaining({
        name: 'keys of ours',
        received: expect.stringMatching(/^request-signing, SHA-256 fingerprint [0-9a-f]{64}$/),
      }),
    ]);
  });

  it('signs nobody in, and creates and links nothing', async () => {
    await passTest();
    const { read } = hub.dependencies.storage;
    expect(await read.listUserSessions('realm-agents', 'user-amina', hub.now)).toEqual([]);
    expect(await read.listLinks('realm-agents', 'user-amina')).toEqual([]);
  });

  it('works while the realm is in mode non-sso, where nobody else gets anywhere', async () => {
    await passTest();
    const link = { serviceProvider: 'default', connection: 'okta' };
    await expect(hub.start({ target: { kind: 'launchpad' }, link })).rejects.toThrow('sign-in.sso_not_enabled');
  });

  it('works for a connection that is disabled', async () => {
    await changeConnection((connection) => ({ ...connection, enabled: false }));
    await passTest();
  });

  it('fails with the attempt when the answer is refused', async () => {
    const { id } = await begin();
    const result = await runTest(id, { audiences: ['https://other.example'] });
    expect(result).toMatchObject({ kind: 'refused', code: 'assertion.audience' });
    expect(await readTest(id)).toMatchObject({
      state: 'failed',
      attempt: { code: 'assertion.audience' },
      claims: null,
    });
  });

  it('fails when the claims cannot be mapped, and shows them', async () => {
    const { id } = await begin();
    const attributes = [{ name: 'Email', values: [{ text: ADMIN }] }];
    expect(await runTest(id, { attributes })).toMatchObject({ code: 'claims.email_attribute_missing' });
    expect(await readTest(id)).toMatchObject({
      state: 'failed',
      attempt: { code: 'claims.email_attribute_missing' },
      claims: { attributes: [{ name: 'Email', values: [ADMIN] }] },
    });
  });

  it('can be answered once', async () => {
    const { id } = await begin();
    const departed = [
      await hub.start({ target: { kind: 'test', test: id } }),
      await hub.start({ target: { kind: 'test', test: id } }),
    ];
    const results: string[] = [];
    for (const each of departed) {
      const answered = await hub.answer(await hub.issue(each.requestId));
      results.push((await hub.complete(answered.kind === 'parked' ? answered.handle : '', [each])).kind);
    }
    expect(results).toEqual(['tested', 'refused']);
  });

  it('is refused in another browser than the one that began', async () => {
    const { id } = await begin();
    const departed = await hub.start({ target: { kind: 'test', test: id } });
    const answered = await hub.answer(await hub.issue(departed.requestId));
    const result = await hub.complete(answered.kind === 'parked' ? answered.handle : '', []);
    expect(result).toMatchObject({ kind: 'refused', code: 'sign-in.browser_mismatch' });
    expect(await readTest(id)).toMatchObject({ state: 'failed', recognisedAs: null });
  });

  it('times out after five minutes', async () => {
    const { id } = await begin();
    hub.now += 5 * MINUTE - 1;
    expect(await readTest(id)).toMatchObject({ state: 'waiting' });
    hub.now += 1;
    expect(await readTest(id)).toMatchObject({ state: 'timed-out' });
  });

  it('keeps what the answer said sealed', async () => {
    const id = await passTest();
    const record = await hub.dependencies.storage.read.findConnectionTest(id);
    expect(record?.sealedClaims).toMatch(/^v1\./);
    expect(record?.sealedClaims).not.toContain('amina');
  });

  it('is begun by administrators only, and audited', async () => {
    api.addApiKey('cbk_all', { companyId: 'company-acme', scopes: ['directory.read', 'directory.write'] });
    expect(await api.send(`POST ${TESTS}`, { apiKey: 'cbk_all', body: {} })).toMatchObject({ status: 403 });
    api.addAdministrator('auditor', { role: 'auditor', companyId: 'company-acme', environmentId: null });
    expect(await api.send(`POST ${TESTS}`, { as: 'auditor', body: {} })).toMatchObject({ status: 403 });
    await begin();
    expect(await events()).toEqual(['connection.test-begun']);
  });

  it('shows what the answer said only to those who may see people', async () => {
    const id = await passTest();
    api.addApiKey('cbk_directory', { companyId: 'company-acme', scopes: ['directory.read'] });
    const test = await api.send(`GET ${TESTS}/${id}`, { apiKey: 'cbk_directory' });
    expect(test.body).toMatchObject({ recognisedAs: ADMIN, claims: null });
    const list = await api.send(`GET ${TESTS}`, { apiKey: 'cbk_directory' });
    const sso = await api.send(`GET ${REALM}/single-sign-on`, { apiKey: 'cbk_directory' });
    for (const { body } of [list, sso]) {
      expect(JSON.stringify(body)).not.toContain('n-amina');
    }
    expect(await readTest(id)).toMatchObject({ claims: { attributes: [{ name: 'email' }] } });
  });

  it('is listed newest first, and is unknown under another connection', async () => {
    const first = await begin();
    hub.now += 1;
    const second = await begin();
    const list = await api.send(`GET ${TESTS}`, { as: 'owner' });
    expect(list.body).toMatchObject({ items: [{ id: second.id }, { id: first.id }] });
    expect(await api.send(`GET ${TESTS}/other`, { as: 'owner' })).toMatchObject({ status: 404 });
    expect(await api.send(`GET ${TESTS.replace('okta', 'none')}/${first.id}`, { as: 'owner' })).toMatchObject({
      status: 404,
    });
  });
});

describe('a staged description', () => {
  const stage = (entityId: string): Promise<void> =>
    hub.dependencies.storage.write(async (writer) => {
      const view = await writer.findRealmViewById('realm-agents');
      const [connection] = view?.connections ?? [];
      if (connection !== undefined) {
        await writer.putStagedIdentityProvider({
          connectionId: connection.id,
          description: { ...connection.identityProvider, entityId },
          source: { kind: 'manual' },
          document: null,
          by: 'metadata refresh',
          at: hub.now,
        });
      }
    });

  it('is tested in the place of the one in use, which goes on', async () => {
    await stage('https://new.example/metadata');
    const { id } = await begin({ staged: true });
    expect(await runTest(id, { issuer: 'https://new.example/metadata' })).toMatchObject({ kind: 'tested' });
    expect(await readTest(id)).toMatchObject({ state: 'succeeded', staged: true, changedSince: [] });
    expect(await locks()).toEqual(['not-tested']);
    expect(await runTest((await begin()).id)).toMatchObject({ kind: 'tested' });
  });

  it('is what the answer has to match', async () => {
    await stage('https://new.example/metadata');
    const { id } = await begin({ staged: true });
    expect(await runTest(id)).toMatchObject({ kind: 'refused', code: 'response.issuer' });
  });

  it('has to be there', async () => {
    expect(await api.send(`POST ${TESTS}`, { as: 'owner', body: { staged: true } })).toMatchObject({ status: 404 });
  });
});

describe('enabling single sign-on', () => {
  it('is locked until a test succeeded, with the reason in words', async () => {
    const { body } = await status();
    expect(body.enable).toEqual({
      allowed: false,
      locks: [
        {
          lock: 'not-tested',
          connection: 'default/okta',
          reason: 'OKTA was not tested yet. Enable is allowed only after the SSO test succeeds.',
        },
      ],
    });
    expect(await setMode('sso')).toMatchObject({ status: 409, body: { code: 'sso.enable_locked' } });
    expect(await setMode('hybrid')).toMatchObject({ status: 409 });
    expect((await status()).body.mode).toBe('non-sso');
  });

  it('is open after a successful test by a recognised administrator', async () => {
    await passTest();
    expect((await status()).body).toMatchObject({ enable: { allowed: true, locks: [] }, nextStep: 'enable' });
    expect(await setMode('sso')).toMatchObject({ status: 200, body: { mode: 'sso', changedBy: 'owner@acme.example' } });
    expect((await hub.dependencies.storage.read.findRealmViewById('realm-agents'))?.realm.ssoMode).toBe('sso');
    expect(await events()).toEqual(['sso.enabled', 'connection.test-begun']);
  });

  it('says which test stands in the way', async () => {
    const failing = await begin();
    expect(await locks()).toEqual(['test-running']);
    await runTest(failing.id, { audiences: ['https://other.example'] });
    expect(await locks()).toEqual(['test-failed']);
    hub.now += 1;
    await begin();
    hub.now += 5 * MINUTE;
    expect(await locks()).toEqual(['not-tested']);
  });

  it('is locked when the test signed in somebody who is no administrator', async () => {
    const { id } = await begin();
    const attributes = [{ name: 'email', values: [{ text: 'ben@acme.example' }] }];
    const nameId = { value: 'n-ben', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' };
    expect(await runTest(id, { attributes, nameId })).toMatchObject({ kind: 'tested', recognisedAs: null });
    expect(await locks()).toEqual(['not-recognised']);
    expect(await setMode('sso')).toMatchObject({ status: 409, body: { received: 'not-recognised' } });
  });

  it('is locked again by a change that matters, and names it', async () => {
    await passTest();
    await changeConnection((connection) => ({
      ...connection,
      settings: { ...connection.settings, clockSkewSeconds: 60 },
    }));
    const { body } = await status();
    expect(body.enable.locks).toMatchObject([
      { lock: 'test-outdated', reason: expect.stringContaining('the tolerated clock difference') },
    ]);
    expect(body.connections[0]?.passedTest?.changedSince).toEqual(['connection.clockSkewSeconds']);
    expect(await setMode('sso')).toMatchObject({ status: 409 });
  });

  it.each<[string, (connection: ConnectionRecord) => ConnectionRecord]>([
    [
      'another endpoint',
      (connection) => ({
        ...connection,
        identityProvider: {
          ...connection.identityProvider,
          singleSignOn: [{ binding: 'post', url: 'https://idp.example/new' }],
        },
      }),
    ],
    [
      'another certificate by hand',
      (connection) => ({
        ...connection,
        identityProvider: { ...connection.identityProvider, signingCertificates: ['other'] },
      }),
    ],
  ])('is locked again by %s', async (_name, change) => {
    await passTest();
    await changeConnection(change);
    expect(await locks()).toEqual(['test-outdated']);
  });

  it.each<[string, (connection: ConnectionRecord) => ConnectionRecord]>([
    ['another name', (connection) => ({ ...connection, name: 'Okta of Acme' })],
    ['being the default', (connection) => ({ ...connection, isDefault: true })],
  ])('stays open after %s', async (_name, change) => {
    await passTest();
    await changeConnection(change);
    expect(await locks()).toEqual([]);
  });

  it('stays open when a certificate was taken over from the address of the metadata', async () => {
    const source = { kind: 'url', url: 'https://idp.example/metadata', fetchedAt: 1 } as const;
    await changeConnection((connection) => ({ ...connection, source }));
    await passTest();
    await changeConnection((connection) => ({
      ...connection,
      source: { ...source, fetchedAt: 2 },
      identityProvider: {
        ...connection.identityProvider,
        signingCertificates: [...connection.identityProvider.signingCertificates, 'next'],
      },
    }));
    expect(await locks()).toEqual([]);
  });

  it('is locked again by another address of the metadata, whatever it announces', async () => {
    const source = { kind: 'url', url: 'https://idp.example/metadata', fetchedAt: 1 } as const;
    await changeConnection((connection) => ({ ...connection, source }));
    await passTest();
    await changeConnection((connection) => ({ ...connection, source: { ...source, url: 'https://evil.example/m' } }));
    expect(await locks()).toEqual(['test-outdated']);
  });

  it('is not stopped by a change once it is on, only locked for the next time', async () => {
    await passTest();
    await setMode('sso');
    await changeConnection((connection) => ({ ...connection, settings: { ...connection.settings, forceAuthn: true } }));
    expect((await status()).body).toMatchObject({ mode: 'sso', enable: { allowed: false } });
    expect(await setMode('hybrid')).toMatchObject({ status: 409, body: { code: 'sso.confirmation' } });
    expect(await setMode('hybrid', { confirm: 'Agents' })).toMatchObject({ status: 200, body: { mode: 'hybrid' } });
    expect(await setMode('sso')).toMatchObject({ status: 409 });
  });

  it('needs the version that was looked at', async () => {
    const before = String((await status()).headers['etag']);
    await passTest();
    expect(await setMode('sso', { etag: before })).toMatchObject({ status: 412 });
  });

  it('is for administrators who are signed in, not for keys', async () => {
    await passTest();
    api.addApiKey('cbk_all', { companyId: 'company-acme', scopes: ['directory.read', 'directory.write'] });
    const answer = await api.send(`PATCH ${REALM}/single-sign-on`, {
      apiKey: 'cbk_all',
      body: { mode: 'sso' },
      headers: { 'if-match': '*' },
    });
    expect(answer).toMatchObject({ status: 403 });
  });

  it('asks for a connection first', async () => {
    await changeConnection((connection) => ({ ...connection, enabled: false }));
    expect(await locks()).toEqual(['no-connection']);
    expect((await status()).body.nextStep).toBe('identity-provider');
  });
});

describe('disabling single sign-on', () => {
  beforeEach(async () => {
    await passTest();
    await setMode('sso');
  });

  it('asks for the name of the realm', async () => {
    expect(await setMode('non-sso')).toMatchObject({ status: 409, body: { code: 'sso.confirmation' } });
    expect(await setMode('non-sso', { confirm: 'agents' })).toMatchObject({ status: 409 });
    expect(await setMode('non-sso', { confirm: 'Agents' })).toMatchObject({ status: 200, body: { mode: 'non-sso' } });
    expect(await events()).toContain('sso.disabled');
  });

  it('leaves the passed test as it is', async () => {
    await setMode('non-sso', { confirm: 'Agents' });
    expect(await setMode('sso')).toMatchObject({ status: 200 });
  });
});

describe('the checklist', () => {
  const check = (item: string, done: boolean) =>
    api.send(`POST ${REALM}/single-sign-on/checklist`, { as: 'owner', body: { item, done } });

  const putSignOuts = (count: number) =>
    hub.dependencies.storage.write(async (writer) => {
      for (let number = 0; number < count; number += 1) {
        const id = `sign-out-${count}-${number}`;
        hub.now += 1;
        const ended = { realmId: 'realm-agents', startedAt: hub.now, endedAt: hub.now, outcome: 'succeeded' } as const;
        await writer.putAttempt(sampleAttempt({ id, reference: id, kind: 'sign-out', ...ended }));
      }
    });

  it('notes who saw what work, and begins anew with each change of the mode', async () => {
    await passTest();
    await setMode('sso');
    expect((await status()).body).toMatchObject({ nextStep: 'verify', signInsSinceChange: false });
    await check('agent', true);
    await check('supervisor', true);
    await check('administrator', true);
    expect((await status()).body).toMatchObject({
      nextStep: null,
      checklist: [
        { item: 'agent', done: true, by: 'owner@acme.example', at: hub.now },
        { item: 'supervisor', done: true },
        { item: 'administrator', done: true },
      ],
    });
    await check('supervisor', false);
    expect((await status()).body.checklist[1]).toEqual({ item: 'supervisor', done: false, by: null, at: null });
    await setMode('hybrid', { confirm: 'Agents' });
    expect((await status()).body.checklist.every(({ done }) => !done)).toBe(true);
  });

  it('knows whether anybody signed in since; neither a test nor a sign-out is a sign-in', async () => {
    await api.close();
    await hub.close();
    await setUp({ ssoMode: 'sso' });
    await passTest();
    await putSignOuts(1);
    expect((await status()).body.signInsSinceChange).toBe(false);
    const departed = await hub.start();
    const answered = await hub.answer(await hub.issue(departed.requestId));
    const result = await hub.complete(answered.kind === 'parked' ? answered.handle : '', [departed]);
    expect(result.kind).toBe('signed-in');
    expect((await status()).body.signInsSinceChange).toBe(true);
    // The end of a shift.
    await putSignOuts(60);
    expect((await status()).body.signInsSinceChange).toBe(true);
  });
});
