/** Signatures of ours beside those of a Response, before xmlsec1 and the openssl command: logout, metadata, queries. */
import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BINDING_HTTP_POST,
  buildLogoutRequest,
  buildLogoutResponse,
  encodeRedirect,
  loadSigningKey,
  NAME_ID_PERSISTENT,
  STATUS_SUCCESS,
  signXml,
  writeSpMetadata,
} from '@cordboard/saml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyKind, type TestKeyPair, testKeyPair } from '../../packages/saml/test-support/keys.ts';
import { SAMPLE } from '../../packages/saml/test-support/sample-response.ts';
import { openXmlsec1, type Xmlsec1 } from '../support/xmlsec1.ts';

const keyKinds: readonly TestKeyKind[] = ['rsa-2048', 'rsa-3072', 'ec-p256', 'ec-p384', 'ec-p521'];
const DESTINATION = 'https://idp.acme.example/logout?tenant=acme';

let xmlsec1: Xmlsec1;
let folder: string;
beforeAll(() => {
  xmlsec1 = openXmlsec1();
  folder = mkdtempSync(join(tmpdir(), 'cordboard-own-signatures-'));
});
afterAll(() => {
  xmlsec1?.close();
  rmSync(folder, { recursive: true, force: true });
});

const signingKey = (pair: TestKeyPair) =>
  loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });

const common = { issuer: SAMPLE.spEntityId, destination: DESTINATION, now: SAMPLE.now, random: randomBytes };

const logoutRequest = () =>
  buildLogoutRequest({
    ...common,
    nameId: { value: 'ämina & "co" <1>', format: NAME_ID_PERSISTENT },
    sessionIndexes: ['_session-1', '_session-2'],
  });

interface Unsigned {
  readonly id: string;
  readonly xml: string;
}

const documents: readonly (readonly [element: string, make: (pair: TestKeyPair) => Unsigned])[] = [
  ['LogoutRequest', logoutRequest],
  [
    'LogoutResponse',
    () => buildLogoutResponse({ ...common, inResponseTo: '_request', status: { codes: [STATUS_SUCCESS] } }),
  ],
  [
    'EntityDescriptor',
    ({ certificatePem }) => ({
      id: '_metadata',
      xml: writeSpMetadata({
        id: '_metadata',
        entityId: SAMPLE.spEntityId,
        keys: [{ certificate: certificatePem, use: 'signing' }],
        displayNames: [{ language: 'de', value: 'Anmeldung für „Acme“' }],
        assertionConsumerServices: [{ index: 0, binding: BINDING_HTTP_POST, location: SAMPLE.acsUrl, isDefault: true }],
        authnRequestsSigned: true,
        wantAssertionsSigned: true,
      }),
    }),
  ],
];

describe.each(documents)('a signed %s', (element, make) => {
  it.each(keyKinds)(
    'with a key of %s is verified by xmlsec1, and not after a change or with another key',
    async (kind) => {
      const pair = await testKeyPair('interop-idp', kind);
      const stranger = await testKeyPair('interop-stranger', kind);
      const { id, xml } = make(pair);
      const signed = await signXml(xml, { elementId: id, key: signingKey(pair) });
      expect(xmlsec1.verify(signed, element, pair.certificatePem)).toBeUndefined();
      const changed = signed.replace(SAMPLE.spEntityId, `${SAMPLE.spEntityId}x`);
      expect(changed).not.toBe(signed);
      expect(() => xmlsec1.verify(changed, element, pair.certificatePem)).toThrow();
      expect(() => xmlsec1.verify(signed, element, stranger.certificatePem)).toThrow();
    },
  );
});

/** One of the two numbers of an ECDSA signature as ASN.1 has it: without leading zeros, and never negative. */
const derInteger = (number: Buffer): Buffer => {
  const first = number.findIndex((octet) => octet !== 0);
  const short = number.subarray(first);
  const positive = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
  return Buffer.concat([Buffer.of(2, positive.length), positive]);
};

/** The openssl command reads ECDSA in DER; XML signatures have the two numbers one after the other (RFC 4050 §3.3). */
const toDer = (signature: Buffer): Buffer => {
  const half = signature.length / 2;
  const numbers = Buffer.concat([derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half))]);
  const length = numbers.length < 0x80 ? Buffer.of(numbers.length) : Buffer.of(0x81, numbers.length);
  return Buffer.concat([Buffer.of(0x30), length, numbers]);
};

const HASHES: Readonly<Partial<Record<TestKeyKind, string>>> = { 'ec-p384': 'sha384', 'ec-p521': 'sha512' };

/** Throws when the command does not verify. */
const opensslVerify = (octets: string, signature: Buffer, pair: TestKeyPair): string => {
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const publicKey = new X509Certificate(pair.certificatePem).publicKey.export({ type: 'spki', format: 'pem' });
  const args = ['-verify', file('key.pem', publicKey), '-signature', file('signature', signature)];
  const hash = HASHES[pair.kind] ?? 'sha256';
  return execFileSync('openssl', ['dgst', `-${hash}`, ...args, file('octets', octets)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

describe('a signed query', () => {
  it.each(keyKinds)(
    'with a key of %s is verified by openssl over the very octets of the URL, and by no other key',
    async (kind) => {
      const pair = await testKeyPair('interop-idp', kind);
      const stranger = await testKeyPair('interop-stranger', kind);
      const url = await encodeRedirect({
        destination: DESTINATION,
        parameter: 'SAMLRequest',
        message: logoutRequest().xml,
        relayState: 'a state with ä & =',
        signing: { key: signingKey(pair) },
      });
      const [, signed = '', encoded = ''] = /[?&](SAMLRequest=.*)&Signature=(.*)$/.exec(url) ?? [];
      const raw = Buffer.from(decodeURIComponent(encoded), 'base64');
      const signature = kind.startsWith('ec-') ? toDer(raw) : raw;
      expect(opensslVerify(signed, signature, pair)).toContain('Verified OK');
      expect(() => opensslVerify(signed.replace('RelayState=a', 'RelayState=b'), signature, pair)).toThrow();
      expect(() => opensslVerify(signed, signature, stranger)).toThrow();
    },
  );
});
