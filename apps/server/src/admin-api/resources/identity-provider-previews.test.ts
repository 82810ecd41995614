import { previewIdentityProvider } from '@cordboard/contract/admin-api/identity-provider-trust';
import { BINDING_HTTP_POST, writeSpMetadata } from '@cordboard/saml';
import { idpSamples } from '@cordboard/vendors/idp-samples';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { entitiesDocument, idpDocument, makeCertificate } from '../../../test-support/idp-document.ts';
import { connectionRecord, realmContext } from '../../../test-support/realm-fixture.ts';
import { CordboardError } from '../../errors.ts';
import { identityProviderPreviewRoutes } from './identity-provider-previews.ts';

const PREVIEWS =
  '/companies/acme/environments/production/realms/agents/service-providers/default/identity-provider-previews';
const URL_OF_IT = 'https://idp.example/metadata.xml';
const DAY = 24 * 60 * 60 * 1000;

type Preview = z.infer<(typeof previewIdentityProvider)['response']>;

let api: AdminApiFixture;
let certificate: string;
/** What addresses answer. */
let pages: Map<string, string | CordboardError>;

beforeEach(async () => {
  pages = new Map();
  api = await createAdminApiFixture({
    routes: [previewIdentityProvider],
    bound: identityProviderPreviewRoutes,
    change: {
      fetch: async (url) => {
        const page = pages.get(url) ?? new CordboardError('fetch.failed', { received: 'HTTP 404' });
        if (page instanceof CordboardError) {
          throw page;
        }
        return { url, contentType: null, body: Buffer.from(page) };
      },
    },
  });
  await seedCompanies(api.storage);
  certificate = await makeCertificate({
    name: 'first',
    notBefore: new Date(API_NOW - DAY),
    notAfter: new Date(API_NOW + 400 * DAY),
  });
  const connection = connectionRecord('okta');
  const { view } = realmContext([
    {
      ...connection,
      identityProvider: { ...connection.identityProvider, signingCertificates: [certificate] },
      source: { kind: 'url', url: URL_OF_IT, fetchedAt: API_NOW },
    },
  ]);
  await api.storage.write(async (writer) => {
    await writer.putRealm({ ...view.realm, environmentId: 'acme/production' });
    for (const serviceProvider of view.serviceProviders) await writer.putServiceProvider(serviceProvider);
    for (const each of view.connections) await writer.putConnection(each);
  });
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
});

afterEach(() => api.close());

const send = (body: unknown): Promise<ApiAnswer> => api.send(`POST ${PREVIEWS}`, { as: 'owner', body });

const previewOf = async (body: unknown): Promise<Preview> => {
  const answer = await send(body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Preview;
};

const document = (change: Partial<Parameters<typeof idpDocument>[0]> = {}): string =>
  idpDocument({ certificates: [certificate], signOut: 'https://idp.example/out', ...change });

describe('the preview of an identity provider', () => {
  it('describes a document, and stores nothing', async () => {
    const body = await previewOf({ source: { text: document({ wantAuthnRequestsSigned: true }) } });
    expect(body).toMatchObject({
      entities: [],
      identityProvider: {
        entityId: 'https://idp.example/metadata',
        signIn: [{ binding: 'redirect', url: 'https://idp.example/okta/sso' }],
        signOut: [{ binding: 'redirect', url: 'https://idp.example/out', responseUrl: null }],
        wantAuthnRequestsSigned: true,
        validUntil: null,
        certificates: [
          {
            subject: 'CN=first',
            issuer: 'CN=first',
            sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
            sha1: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
            notAfter: API_NOW + 400 * DAY,
            daysLeft: 400,
            key: 'RSA 2048',
            signatureAlgorithm: expect.stringMatching(/sha256/i),
          },
        ],
      },
      warnings: [{ code: 'does-not-update', level: 'note' }],
      changes: null,
    });
    expect(await api.storage.read.listAuditEvents({ chain: 'acme', limit: 5 })).toEqual([]);
    expect(await api.storage.read.findStagedIdentityProvider('connection-okta')).toBeNull();
  });

  it('reads an address, and takes single values', async () => {
    pages.set(URL_OF_IT, document());
    expect((await previewOf({ source: { url: URL_OF_IT } })).warnings).toEqual([]);
    const manual = { entityId: 'urn:idp', loginUrl: 'https://idp.example/in', certificates: [certificate] };
    expect((await previewOf({ source: { manual } })).identityProvider).toMatchObject({
      entityId: 'urn:idp',
      signIn: [{ binding: 'redirect', url: 'https://idp.example/in' }],
    });
  });

  it('guesses the vendor, with presets and their reasons', async () => {
    const { vendor } = await previewOf({ source: { text: idpSamples['entra-id'].metadataXml } });
    expect(vendor).toMatchObject({ id: 'entra-id', connection: { cbcSignedInside: true, require: 'either' } });
    expect(vendor?.reasons.find(({ setting }) => setting === 'cbcSignedInside')?.reason).toContain('AES-CBC');
    expect((await previewOf({ source: { text: document() } })).vendor?.id).toBe('generic');
  });

  it('asks which one is meant when there are several', async () => {
    const text = entitiesDocument(document(), document({ entityId: 'https://other.example/idp' }));
    const body = await previewOf({ source: { text } });
    expect(body.entities).toEqual(['https://idp.example/metadata', 'https://other.example/idp']);
    expect(body).toMatchObject({ identityProvider: null, warnings: [{ code: 'choose-identity-provider' }] });
    const chosen = await previewOf({ source: { text }, entityId: 'https://other.example/idp' });
    expect(chosen.identityProvider?.entityId).toBe('https://other.example/idp');
  });

  it('says in words what would change, and what needs a test', async () => {
    const second = await makeCertificate({
      name: 'second',
      notBefore: new Date(API_NOW),
      notAfter: new Date(API_NOW + 90 * DAY),
    });
    const text = document({ certificates: [second], signIn: 'https://idp.example/new' });
    const { changes } = await previewOf({ source: { text }, connection: 'okta' });
    expect(changes?.map(({ field, needsTest }) => [field, needsTest])).toEqual([
      ['entity-id', true],
      ['sign-in', true],
      ['sign-in', true],
      ['sign-out', false],
      ['certificate', true],
      ['certificate', true],
      ['source', true],
    ]);
    expect(changes?.[4]).toMatchObject({ what: 'The signing certificate goes', to: null });
    expect(changes?.[5]).toMatchObject({
      from: null,
      to: expect.stringMatching(/^CN=second, SHA-256 .*, until 2030-04-15$/),
    });
  });

  it('finds nothing to change in what is trusted already', async () => {
    pages.set(URL_OF_IT, idpDocument({ entityId: 'https://idp.example/okta', certificates: [certificate] }));
    expect((await previewOf({ source: { url: URL_OF_IT }, connection: 'okta' })).changes).toEqual([]);
  });

  it('needs no test for certificates that the address announces', async () => {
    const third = await makeCertificate({
      name: 'third',
      notBefore: new Date(API_NOW),
      notAfter: new Date(API_NOW + DAY),
    });
    pages.set(URL_OF_IT, idpDocument({ entityId: 'https://idp.example/okta', certificates: [certificate, third] }));
    const { changes } = await previewOf({ source: { url: URL_OF_IT }, connection: 'okta' });
    expect(changes).toMatchObject([{ field: 'certificate', from: null, needsTest: false }]);
  });
});

describe('what is no metadata of an identity provider', () => {
  const serviceProvider = writeSpMetadata({
    entityId: 'https://sso.example/sp',
    keys: [],
    assertionConsumerServices: [{ index: 0, binding: BINDING_HTTP_POST, location: 'https://sso.example/acs' }],
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
  });
  const nobody =
    '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:x"><md:PDPDescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>';

  it.each([
    ['a login page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'trust.html'],
    ['a page with a byte order mark and a comment', '\ufeff<!-- x -->\n<HTML lang="en"></HTML>', 'trust.html'],
    ['a well-formed page', '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', 'trust.html'],
    ['JSON', '{"issuer":"https://idp.example"}', 'trust.not_xml'],
    ['half a document', '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"', 'trust.not_xml'],
    ['another document', '<a/>', 'metadata.root'],
    ['our own side', serviceProvider, 'trust.service_provider'],
    ['another role', nobody, 'trust.no_identity_provider'],
  ])('is refused as what it is: %s', async (_, text, code) => {
    const answer = await send({ source: { text } });
    expect(answer).toMatchObject({
      status: 422,
      body: { code, expected: expect.any(String), received: expect.any(String) },
    });
    pages.set(URL_OF_IT, text);
    expect(await send({ source: { url: URL_OF_IT } })).toMatchObject({ status: 422, body: { code } });
  });

  it('is refused past its end, to the millisecond', async () => {
    const text = (validUntil: number): string => document({ validUntil: new Date(validUntil) });
    expect(await send({ source: { text: text(API_NOW) } })).toMatchObject({
      status: 422,
      body: { code: 'metadata.expired' },
    });
    expect((await previewOf({ source: { text: text(API_NOW + 1) } })).identityProvider?.validUntil).toBe(API_NOW + 1);
  });

  it.each([
    [new CordboardError('fetch.failed', { received: 'ECONNREFUSED' })],
    [new CordboardError('fetch.blocked_address', { received: '10.0.0.1' })],
    [new CordboardError('fetch.too_large', { expected: 'at most 1048576 bytes', received: 'more' })],
    [new CordboardError('fetch.timeout', { received: 'https://idp.example' })],
  ])('is refused with what the fetch says: %s', async (error) => {
    pages.set(URL_OF_IT, error);
    const { code, received } = error;
    expect(await send({ source: { url: URL_OF_IT } })).toMatchObject({ status: 422, body: { code, received } });
  });

  it('is refused without a signing certificate, an entity that was named, or a usable certificate', async () => {
    const without = document().replace(/<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/, '');
    expect(await send({ source: { text: without } })).toMatchObject({ body: { code: 'metadata.certificate' } });
    const soap = document().replace(
      /(SingleSignOnService Binding=")[^"]+/,
      '$1urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
    );
    expect(await send({ source: { text: soap } })).toMatchObject({ body: { code: 'metadata.endpoint' } });
    expect(await send({ source: { text: document() }, entityId: 'urn:other' })).toMatchObject({
      body: { code: 'metadata.entity_not_found' },
    });
    const manual = { entityId: 'urn:idp', loginUrl: 'https://idp.example/in', certificates: ['MIIB'] };
    expect(await send({ source: { manual } })).toMatchObject({ status: 422, body: { code: 'trust.certificate' } });
  });

  it('is refused past the limits', async () => {
    expect(await send({ source: { text: 'a'.repeat(1024 * 1024 + 1) } })).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid' },
    });
    expect(await send({ source: { text: 'a'.repeat(1600 * 1024) } })).toMatchObject({ status: 413 });
  });
});

describe('the place of a preview', () => {
  it('has to exist, before anything is fetched', async () => {
    let fetched = 0;
    pages.get = () => {
      fetched += 1;
      return undefined;
    };
    const other = PREVIEWS.replace('/default/', '/other/');
    const body = { source: { url: URL_OF_IT } };
    expect(await api.send(`POST ${other}`, { as: 'owner', body })).toMatchObject({ status: 404 });
    expect(await send({ ...body, connection: 'unknown' })).toMatchObject({ status: 404 });
    expect(fetched).toBe(0);
  });

  it('is for those who may change the directory', async () => {
    api.addAdministrator('auditor', { role: 'auditor', companyId: 'acme', environmentId: null });
    const body = { source: { text: document() } };
    expect(await api.send(`POST ${PREVIEWS}`, { as: 'auditor', body })).toMatchObject({ status: 403 });
    expect(
      await api.send(`POST ${PREVIEWS}`, { as: 'owner', body, headers: { origin: 'https://evil.example' } }),
    ).toMatchObject({
      status: 403,
    });
  });
});
