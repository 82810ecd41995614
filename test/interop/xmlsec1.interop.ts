/** Whole messages before xmlsec1: what leaves our system, and what a product that signs with it would send us. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import {
  type IssuedSignatures,
  type IssueResponseOptions,
  issueResponse,
  loadDecryptionKey,
  loadSigningKey,
  loadVerificationKey,
  NAME_ID_PERSISTENT,
  type RequiredSignatures,
  type ResponseVerdict,
  readSpMetadata,
  verifyResponse,
} from '@cordboard/saml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyKind, type TestKeyPair, testKeyPair } from '../../packages/saml/test-support/keys.ts';
import { SAMPLE } from '../../packages/saml/test-support/sample-response.ts';
import { applyDemoCompany, prepareDemo, startDemoHub } from '../../scripts/demo/demo-parts.ts';
import { openXmlsec1, type Xmlsec1 } from '../support/xmlsec1.ts';
import { encryptionTemplate, responseTemplate } from './xmlsec1-templates.ts';

const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';

let xmlsec1: Xmlsec1;
let recipient: TestKeyPair;
beforeAll(async () => {
  xmlsec1 = openXmlsec1();
  recipient = await testKeyPair('interop-recipient');
});
afterAll(() => xmlsec1?.close());

describe('an AuthnRequest that the hub posts', () => {
  /** The hub's page that posts a request to an identity provider, and our metadata. */
  const postedRequest = async (idp: TestKeyPair): Promise<{ xml: string; certificatePem: string }> => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'cordboard-interop-'));
    const setup = await prepareDemo({ port: 0, dataFolder });
    const hub = await startDemoHub(setup);
    try {
      const manual = {
        entityId: 'https://idp.acme.example/metadata',
        loginUrl: 'https://idp.acme.example/login?a=1&b=2',
        loginBinding: 'post',
        certificates: [idp.certificatePem],
      };
      const serviceProvider = { slug: 'default', connections: [{ slug: 'idp', manual }] };
      await applyDemoCompany(hub, setup, resolvedServiceProvider.parse(serviceProvider));
      const metadata = readSpMetadata(await (await fetch(setup.spMetadataUrl)).text(), { now: setup.clock() });
      const page = await (await fetch(`${setup.agentUrl}sign-in`)).text();
      const [, request = ''] = /name="SAMLRequest" value="([^"]+)"/.exec(page) ?? [];
      return {
        xml: Buffer.from(request, 'base64').toString('utf8'),
        certificatePem: metadata.signingCertificates[0]?.pem ?? '',
      };
    } finally {
      await hub.close();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  };

  it('is verified with the certificate of our metadata, and not after a change or with another certificate', async () => {
    const other = await testKeyPair('interop-idp');
    const { xml, certificatePem } = await postedRequest(other);
    expect(xml).toContain('Destination="https://idp.acme.example/login?a=1&amp;b=2"');
    expect(xmlsec1.verify(xml, 'AuthnRequest', certificatePem)).toBeUndefined();
    const changed = xml.replace('/login?', '/logim?');
    expect(() => xmlsec1.verify(changed, 'AuthnRequest', certificatePem)).toThrow('data and digest do not match');
    expect(() => xmlsec1.verify(xml, 'AuthnRequest', other.certificatePem)).toThrow();
  });
});

const keyKinds: readonly TestKeyKind[] = ['rsa-2048', 'rsa-3072', 'ec-p256', 'ec-p384', 'ec-p521'];
const signedElements = {
  response: ['Response'],
  assertion: ['Assertion'],
  both: ['Response', 'Assertion'],
} as const;
const issuable: readonly IssuedSignatures[] = ['response', 'assertion', 'both'];
const cases = keyKinds.flatMap((kind) => issuable.map((elements) => [kind, elements] as const));

describe('a Response that we issue', () => {
  const options = (idp: TestKeyPair, elements: IssuedSignatures): IssueResponseOptions => ({
    issuer: SAMPLE.idpEntityId,
    acsUrl: SAMPLE.acsUrl,
    audiences: [SAMPLE.spEntityId],
    inResponseTo: SAMPLE.requestId,
    nameId: { value: 'ämina & "co" <1>', format: NAME_ID_PERSISTENT },
    attributes: [{ name: 'displayName', values: [{ text: 'Amina Okafor 😀\r\n' }, { text: '  ' }] }],
    authnInstant: SAMPLE.now,
    now: SAMPLE.now,
    signing: { key: loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem }), elements },
    random: randomBytes,
  });

  it.each(cases)('with a key of %s, signed %s, is verified', async (kind, elements) => {
    const idp = await testKeyPair('interop-idp', kind);
    const stranger = await testKeyPair('interop-stranger', kind);
    const { xml } = await issueResponse(options(idp, elements));
    for (const element of signedElements[elements]) {
      expect(xmlsec1.verify(xml, element, idp.certificatePem)).toBeUndefined();
      expect(xmlsec1.verifyWithKeyInfo(xml, element, idp.certificatePem)).toBeUndefined();
      expect(() => xmlsec1.verify(xml.replace('ämina', 'amina'), element, idp.certificatePem)).toThrow();
      expect(() => xmlsec1.verify(xml, element, stranger.certificatePem)).toThrow();
      expect(() => xmlsec1.verifyWithKeyInfo(xml, element, stranger.certificatePem)).toThrow();
    }
  });

  const contentAlgorithms = [`${XENC11}aes256-gcm`, `${XENC11}aes128-gcm`, `${XENC}aes256-cbc`] as const;
  it.each(contentAlgorithms)('encrypted with %s, is verified, decrypted and verified inside', async (algorithm) => {
    const idp = await testKeyPair('interop-idp');
    const encryption = { certificate: recipient.certificatePem, contentAlgorithm: algorithm };
    const { xml } = await issueResponse({ ...options(idp, 'both'), encryption });
    expect(xml).not.toContain('Okafor');
    expect(xmlsec1.verify(xml, 'Response', idp.certificatePem)).toBeUndefined();
    const plain = xmlsec1.decrypt(xml, recipient.privateKeyPem);
    expect(plain).toContain('Okafor');
    expect(xmlsec1.verify(plain, 'Assertion', idp.certificatePem)).toBeUndefined();
    expect(() => xmlsec1.verify(plain, 'Response', idp.certificatePem)).toThrow();
  });
});

const ALGORITHMS: Readonly<Record<string, { readonly signatureMethod: string; readonly digestMethod: string }>> = {
  'rsa-2048': { signatureMethod: `${DSIG_MORE}rsa-sha256`, digestMethod: `${XENC}sha256` },
  'rsa-3072': { signatureMethod: `${DSIG_MORE}rsa-sha512`, digestMethod: `${XENC}sha512` },
  'ec-p256': { signatureMethod: `${DSIG_MORE}ecdsa-sha256`, digestMethod: `${XENC}sha256` },
  'ec-p384': { signatureMethod: `${DSIG_MORE}ecdsa-sha384`, digestMethod: `${DSIG_MORE}sha384` },
  'ec-p521': { signatureMethod: `${DSIG_MORE}ecdsa-sha512`, digestMethod: `${XENC}sha512` },
};

describe('a Response that xmlsec1 signed', () => {
  interface Encryption {
    readonly contentAlgorithm: string;
    readonly sessionKey: string;
  }
  const make = (idp: TestKeyPair, elements: IssuedSignatures, encryption?: Encryption): string => {
    const signed: readonly ('Response' | 'Assertion')[] = signedElements[elements];
    const algorithms = ALGORITHMS[idp.kind];
    if (algorithms === undefined) {
      throw new Error(`no algorithms for ${idp.kind}`);
    }
    let xml = responseTemplate({ ...algorithms, signed, toBeEncrypted: encryption !== undefined });
    if (signed.includes('Assertion')) {
      xml = xmlsec1.sign(xml, 'Assertion', idp.privateKeyPem);
    }
    if (encryption !== undefined) {
      const template = encryptionTemplate(encryption.contentAlgorithm);
      const { certificatePem } = recipient;
      xml = xmlsec1.encryptAssertion(xml, { template, sessionKey: encryption.sessionKey, certificatePem });
    }
    return signed.includes('Response') ? xmlsec1.sign(xml, 'Response', idp.privateKeyPem) : xml;
  };
  const verify = (
    xml: string,
    idp: TestKeyPair,
    options: { readonly require: RequiredSignatures; readonly cbcSignedInside?: boolean },
  ): Promise<ResponseVerdict> =>
    verifyResponse(
      { xml: Buffer.from(xml, 'utf8') },
      {
        idpEntityId: SAMPLE.idpEntityId,
        verificationKeys: [loadVerificationKey(idp.certificatePem)],
        decryptionKeys: [loadDecryptionKey({ name: 'recipient', privateKeyPem: recipient.privateKeyPem })],
        acsUrls: [SAMPLE.acsUrl],
        audiences: [SAMPLE.spEntityId],
        inResponseTo: SAMPLE.requestId,
        now: SAMPLE.now,
        ...options,
      },
    );
  const accepted = (verdict: ResponseVerdict): unknown =>
    verdict.accepted
      ? { user: verdict.assertion.nameId?.value, encrypted: verdict.assertion.encrypted }
      : { code: verdict.code, received: verdict.received };

  it.each(cases)('with a key of %s, signed %s, is accepted', async (kind, elements) => {
    const idp = await testKeyPair('interop-idp', kind);
    const xml = make(idp, elements);
    expect(accepted(await verify(xml, idp, { require: elements }))).toEqual({ user: SAMPLE.user, encrypted: false });
    const changed = await verify(xml.replaceAll(SAMPLE.user, SAMPLE.attacker), idp, { require: elements });
    expect(changed).toMatchObject({ accepted: false, code: 'signature.digest' });
    const stranger = await testKeyPair('interop-stranger', kind);
    expect(await verify(xml, stranger, { require: elements })).toMatchObject({ accepted: false });
  });

  const gcm = { contentAlgorithm: `${XENC11}aes256-gcm`, sessionKey: 'aes-256' };
  const cbc = { contentAlgorithm: `${XENC}aes128-cbc`, sessionKey: 'aes-128' };
  it.each([
    ['AES-GCM', 'response', gcm],
    ['AES-GCM', 'assertion', gcm],
    ['AES-GCM', 'both', gcm],
    ['AES-CBC', 'response', cbc],
    ['AES-CBC', 'both', cbc],
  ] as const)('and encrypted with %s, signed %s, is accepted', async (_, elements, encryption) => {
    const idp = await testKeyPair('interop-idp');
    const xml = make(idp, elements, encryption);
    expect(xml).not.toContain(SAMPLE.user);
    expect(accepted(await verify(xml, idp, { require: elements }))).toEqual({ user: SAMPLE.user, encrypted: true });
  });

  it('and encrypted with AES-CBC, only the assertion signed, is accepted where that is allowed', async () => {
    const idp = await testKeyPair('interop-idp');
    const xml = make(idp, 'assertion', cbc);
    const refused = await verify(xml, idp, { require: 'assertion' });
    expect(accepted(refused)).toEqual({ code: 'encryption.cbc_not_signed', received: cbc.contentAlgorithm });
    const allowed = await verify(xml, idp, { require: 'assertion', cbcSignedInside: true });
    expect(accepted(allowed)).toEqual({ user: SAMPLE.user, encrypted: true });
  });

  it('lets no signature of one element stand for the other', async () => {
    const idp = await testKeyPair('interop-idp');
    for (const [signed, required] of [
      ['response', 'assertion'],
      ['assertion', 'response'],
      ['response', 'both'],
    ] as const) {
      const verdict = await verify(make(idp, signed), idp, { require: required });
      expect(verdict.checks.find((check) => check.status === 'failed')?.name).toBe('required-signatures');
    }
  });
});
