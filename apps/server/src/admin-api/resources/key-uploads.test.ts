import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type KeyView, keyRoutes } from '@cordboard/contract/admin-api/keys';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FOREIGN_PASSWORD,
  fixture,
  KEY_PASSWORD,
  referenceChain,
  referenceKeyDer,
  STORE_PASSWORD,
} from '../../../../../packages/keystore/test-support/fixtures.ts';
import { testKeyPair } from '../../../../../packages/saml/test-support/keys.ts';
import { type AdminApiFixture, createAdminApiFixture } from '../../../test-support/admin-api-fixture.ts';
import { createSignInFixture, type SignInFixture } from '../../../test-support/sign-in-fixture.ts';
import { createKeyRing } from '../../keys/key-ring.ts';
import { keyUploadRoutes } from './key-uploads.ts';
import { createKeystoreGate, KEYSTORES_WAITING, type KeystoreGate } from './keystore-gate.ts';
import { realmKeyRoutes } from './realm-keys.ts';
import { serviceProviderKeyRoutes } from './service-provider-keys.ts';

const REALM = '/companies/acme/environments/production/realms/agents';
const KEYS = `${REALM}/service-providers/default/keys`;

let gate: KeystoreGate;
let hub: SignInFixture;
let api: AdminApiFixture;

beforeEach(async () => {
  gate = createKeystoreGate();
  hub = await createSignInFixture();
  const { storage, sealer, clock } = hub.dependencies;
  api = await createAdminApiFixture({
    routes: keyRoutes,
    bound: (parts) => [...serviceProviderKeyRoutes(parts), ...keyUploadRoutes(parts, gate), ...realmKeyRoutes(parts)],
    change: { storage, sealer, clock },
  });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  api.addAdministrator('auditor', { role: 'auditor', companyId: null, environmentId: null });
});

afterEach(async () => {
  await api.close();
  await hub.close();
});

const body = (file: string | Uint8Array, more: Readonly<Record<string, unknown>> = {}) => ({
  keystore: (typeof file === 'string' ? fixture(file) : Buffer.from(file)).toString('base64'),
  ...more,
});
const JKS = { keystorePassword: STORE_PASSWORD, keyPassword: KEY_PASSWORD, alias: 'sso', fileName: 'certificate.jks' };

const post = (path: string, sent: unknown, as = 'owner') => api.send(`POST ${path}`, { as, body: sent });
const upload = (sent: unknown, purpose = 'request-signing') => post(`${KEYS}/${purpose}/upload`, sent);
const inspect = (sent: unknown) => post(`${KEYS}/inspect`, sent);

const keys = async () => (await hub.dependencies.storage.read.findRealmViewById('realm-agents'))?.keys ?? [];

/** A pair of ours as one PEM file. */
const pem = async (kind: Parameters<typeof testKeyPair>[1], name = 'key-uploads') => {
  const { privateKeyPem, certificatePem } = await testKeyPair(name, kind);
  return Buffer.from(`${privateKeyPem}\n${certificatePem}`);
};

describe('a key from a keystore', () => {
  it('becomes the next key of its purpose, with its own certificate of the chain', async () => {
    const answer = await upload(body('keytool.jks', JKS), 'assertion-decryption');
    expect(answer).toMatchObject({
      status: 201,
      body: { purpose: 'assertion-decryption', state: 'next', origin: 'uploaded', algorithm: 'RSA-2048' },
    });
    const view = answer.body as KeyView;
    expect(view.certificate?.pem).toBe(referenceChain('sso')[0]);
    expect(view.certificate?.subject).toBe('CN=sso.acme.example');
    const stored = (await keys()).find(({ id }) => id === view.id);
    const ring = createKeyRing({ sealer: hub.dependencies.sealer });
    const opened = stored === undefined ? undefined : ring.privateKey(stored);
    expect(opened?.export({ format: 'der', type: 'pkcs8' }).equals(referenceKeyDer('sso'))).toBe(true);
  });

  it.each([
    ['JCEKS', 'keytool.jceks', { ...JKS, fileName: undefined }],
    ['PKCS#12 in a .jks file', 'openssl-legacy.p12', { keystorePassword: STORE_PASSWORD, fileName: 'certificate.jks' }],
    ['PKCS#12', 'openssl-modern.p12', { keystorePassword: STORE_PASSWORD }],
  ])('is read from %s', async (_, file, more) => {
    expect(await upload(body(file, more))).toMatchObject({ status: 201, body: { origin: 'uploaded' } });
  });

  it('is read from PEM', async () => {
    expect(await upload(body(await pem('rsa-3072')))).toMatchObject({ status: 201, body: { algorithm: 'RSA-3072' } });
  });

  it('is logged by alias, file and fingerprint', async () => {
    const { body: view } = await upload(body('keytool.jks', JKS));
    const [event] = await hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 1 });
    expect(event).toMatchObject({
      action: 'key.uploaded',
      fields: [
        { name: 'algorithm', to: 'RSA-2048' },
        { name: 'alias', to: 'sso' },
        { name: 'fileName', to: 'certificate.jks' },
        { name: 'fingerprint', to: (view as KeyView).certificate?.fingerprintSha256 },
      ],
    });
  });
});

describe('a mistake with a keystore', () => {
  it.each([
    ['no keystore', 'certificate.der', JKS, 'keystore.not_a_keystore'],
    [
      'a wrong keystore password',
      'keytool.jks',
      { ...JKS, keystorePassword: 'guess-4711' },
      'keystore.wrong_keystore_password',
    ],
    ['a wrong key password', 'keytool.jks', { ...JKS, keyPassword: 'guess-4711' }, 'keystore.wrong_key_password'],
    ['an unknown alias', 'keytool.jks', { ...JKS, alias: 'ssso' }, 'keystore.alias_unknown'],
    ['no alias where there are several', 'keytool.jks', { ...JKS, alias: undefined }, 'keystore.alias_needed'],
  ])('is told apart: %s', async (_, file, more, code) => {
    const answer = await upload(body(file, more));
    expect(answer).toMatchObject({ status: 422, body: { code, type: `urn:cordboard:problem:${code}` } });
    expect(answer.body).toMatchObject({ expected: expect.any(String), hint: expect.any(String) });
    const text = JSON.stringify(answer.body);
    for (const secret of [STORE_PASSWORD, KEY_PASSWORD, 'guess-4711']) {
      expect(text).not.toContain(secret);
    }
    expect(await keys()).toHaveLength(2);
  });

  it('with the alias is answered with those that exist', async () => {
    const answer = await upload(body('keytool.jks', { ...JKS, alias: 'ssso' }));
    expect((answer.body as { aliases: readonly string[] }).aliases).toEqual(expect.arrayContaining(['sso', 'ec']));
  });

  it('with the request names the field and repeats no value', async () => {
    for (const [field, value] of [
      ['keystorePassword', 'p'.repeat(1025)],
      ['keystorePassword', 47_114_711],
      ['keyPassword', { secret: 'in-an-object-4711' }],
      ['keystore', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0LTQ3MTE=\n-----END PRIVATE KEY-----'],
      ['keystore', ''],
    ] as const) {
      const answer = await upload({ ...body('keytool.jks', JKS), [field]: value });
      expect(answer).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
      expect(answer.body).toMatchObject({ errors: [{ path: field }] });
      expect(JSON.stringify(answer.body)).not.toMatch(/ppp|4711|c2VjcmV0|PRIVATE/);
    }
  });

  it('with the size is refused before anything is read', async () => {
    expect(await upload(body(Buffer.alloc(1_200_000)))).toMatchObject({
      status: 413,
      body: { code: 'http.too_large' },
    });
    expect(await upload(body(Buffer.alloc(1_049_000)))).toMatchObject({
      status: 422,
      body: { code: 'keystore.too_large' },
    });
  });
});

describe('a key that does not suit', () => {
  it('is refused for SAML when it is EC or too short', async () => {
    const ec = body('keytool.jks', { ...JKS, alias: 'ec', keyPassword: undefined });
    expect(await upload(ec)).toMatchObject({ status: 422 });
    expect(await upload(body(await pem('ec-p256')))).toMatchObject({
      status: 422,
      body: { code: 'key.unsuitable', expected: 'an RSA key of 2048 to 4096 bits', received: 'ec prime256v1' },
    });
    expect(await upload(body(await pem('rsa-1024')))).toMatchObject({ status: 422, body: { received: 'rsa 1024' } });
    expect(await keys()).toHaveLength(2);
  });

  it('is refused when it is there already, and taken for the other purpose', async () => {
    const first = await upload(body('keytool.jks', JKS));
    const { id } = first.body as KeyView;
    await post(`${KEYS}/${id}/promote`, { allowUntested: true });
    expect(await upload(body('keytool.jks', JKS))).toMatchObject({
      status: 422,
      body: { code: 'key.unsuitable', received: `the current one, key ${id}` },
    });
    expect(await upload(body('keytool.jks', JKS), 'assertion-decryption')).toMatchObject({ status: 201 });
  });

  it('is refused beside another next key', async () => {
    await upload(body('keytool.jks', JKS));
    expect(await upload(body(await pem('rsa-2048')))).toMatchObject({ status: 409, body: { code: 'key.next_exists' } });
  });

  it('is not taken from those who may only read', async () => {
    const sent = body('keytool.jks', JKS);
    expect(await post(`${KEYS}/request-signing/upload`, sent, 'auditor')).toMatchObject({ status: 403 });
    expect(await post(`${KEYS}/inspect`, sent, 'auditor')).toMatchObject({ status: 403 });
  });
});

describe('looking into a keystore', () => {
  it('lists the aliases where there are several, and keeps nothing', async () => {
    expect(await inspect(body('keytool.jks', { keystorePassword: STORE_PASSWORD }))).toMatchObject({
      status: 200,
      body: { format: 'jks', aliases: expect.arrayContaining(['sso', 'ec']), key: null },
    });
    expect(await keys()).toHaveLength(2);
    expect(await hub.dependencies.storage.read.listAuditEvents({ chain: 'company-acme', limit: 5 })).toEqual([]);
  });

  it('shows the key that is named when the passwords open it', async () => {
    hub.now = Date.UTC(2027, 0, 1);
    const answer = await inspect(body('keytool.jks', JKS));
    expect(answer).toMatchObject({
      status: 200,
      body: { key: { alias: 'sso', algorithm: 'RSA-2048', warnings: [] } },
    });
    const { key } = answer.body as { key: { certificate: { pem: string } } };
    expect(new X509Certificate(key.certificate.pem).subject).toBe('CN=sso.acme.example');
    expect(JSON.stringify(answer.body)).not.toContain('PRIVATE');
  });

  it('lists the aliases also while the key stays closed for want of its password', async () => {
    expect(await inspect(body('keytool.jks', { ...JKS, keyPassword: undefined }))).toMatchObject({
      status: 200,
      body: { aliases: expect.arrayContaining(['sso', 'ec']), key: null },
    });
    expect(await inspect(body('keytool.jks', { ...JKS, keyPassword: 'wrong' }))).toMatchObject({
      status: 422,
      body: { code: 'keystore.wrong_key_password' },
    });
  });

  it('says what is wrong with a file or a password', async () => {
    expect(await inspect(body('public-key.pem'))).toMatchObject({ body: { code: 'keystore.not_a_keystore' } });
    expect(await inspect(body('keytool.jks', { keystorePassword: 'wrong' }))).toMatchObject({
      status: 422,
      body: { code: 'keystore.wrong_keystore_password' },
    });
  });

  it('is possible for a realm as well', async () => {
    expect(
      await post(`${REALM}/keys/inspect`, body('openssl-ec.p12', { keystorePassword: STORE_PASSWORD })),
    ).toMatchObject({
      status: 200,
      body: { format: 'pkcs12', aliases: ['ec'], key: { algorithm: 'EC-prime256v1' } },
    });
  });
});

describe('what is stored', () => {
  it('holds no password and no private key that is not sealed', async () => {
    await upload(body('keytool.jks', JKS));
    const foreign = { keystorePassword: FOREIGN_PASSWORD, alias: 'Schlüssel €' };
    await post(`${REALM}/keys/token-signing/upload`, body('openssl-foreign-password.p12', foreign));
    await upload(body('keytool.jks', { ...JKS, keyPassword: 'guess-4711' }), 'assertion-decryption');
    expect(await keys()).toHaveLength(4);
    const { path } = hub.dependencies.storage as unknown as { path: string };
    const database = new DatabaseSync(path);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    const octets = readFileSync(path);
    const der = referenceKeyDer('sso');
    const secrets = [
      ...[STORE_PASSWORD, KEY_PASSWORD, FOREIGN_PASSWORD, 'guess-4711', 'PRIVATE KEY'].map((text) => Buffer.from(text)),
      // A piece of the private exponent, in octets and in each alignment of base64.
      der.subarray(400, 430),
      ...[0, 1, 2].map((offset) =>
        Buffer.from(
          der
            .subarray(400 + offset, 460)
            .toString('base64')
            .slice(0, 40),
        ),
      ),
      Buffer.from(der.subarray(400, 430).toString('hex')),
    ];
    expect(secrets.filter((secret) => octets.includes(secret)).map(String)).toEqual([]);
    expect(octets.includes('sso.acme.example')).toBe(false);
    expect(octets.includes('v1.')).toBe(true);
  });
});

describe('while other keystores are read', () => {
  it('one more is refused at every place that reads them, and told to come back', async () => {
    const first = Promise.withResolvers<void>();
    const others = Array.from({ length: KEYSTORES_WAITING + 1 }, () => gate(() => first.promise));
    const sent = body('openssl-modern.p12', { keystorePassword: STORE_PASSWORD });
    for (const path of [
      `${KEYS}/inspect`,
      `${KEYS}/request-signing/upload`,
      `${REALM}/keys/inspect`,
      `${REALM}/keys/token-signing/upload`,
    ]) {
      expect(await post(path, sent)).toMatchObject({ status: 503, body: { code: 'key.busy' } });
    }
    first.resolve();
    await Promise.all(others);
    expect(await upload(sent)).toMatchObject({ status: 201 });
  });
});
