/** The messages that are measured. They are made here and now, so that no clock has to be turned back for anybody. */
import { randomBytes } from 'node:crypto';
import { type IssuedSignatures, issueResponse, loadSigningKey, NAME_ID_PERSISTENT } from '@cordboard/saml';
import { type TestKeyPair, testKeyPair } from '../../packages/saml/test-support/keys.ts';

export const IDP = 'https://idp.example/metadata';
export const SP = 'https://sso.example/saml/default/metadata';
export const ACS = 'https://sso.example/saml/default/acs';
export const SSO = 'https://idp.example/sso';
export const REQUEST_ID = '_0123456789abcdef0123456789abcdef';
export const NAME_ID = 'n-4711';

const DEFAULT_ATTRIBUTES = 12;
const LIFETIME_MS = 60 * 60 * 1000;

export interface BenchKeys {
  readonly idp: TestKeyPair;
  readonly sp: TestKeyPair;
  /** Whom nobody trusts. */
  readonly stranger: TestKeyPair;
}

export const benchKeys = async (): Promise<BenchKeys> => {
  const [idp, sp, stranger] = await Promise.all([
    testKeyPair('bench-idp'),
    testKeyPair('bench-sp'),
    testKeyPair('bench-stranger'),
  ]);
  return { idp, sp, stranger };
};

export interface ResponseShape {
  readonly elements: IssuedSignatures;
  /** OAEP and AES-256-GCM. */
  readonly encrypted: boolean;
  /** Of the XML, in octets; met as closely as attributes of one length can. */
  readonly targetBytes: number;
  /** Default: 12. */
  readonly attributes?: number;
}

export interface BenchMessage extends ResponseShape {
  readonly xml: string;
  readonly samlResponse: string;
  /** Not to be accepted: another NameID under the genuine signatures, or, where it is encrypted, the signatures of a stranger. */
  readonly tampered: string;
  /** Not to be accepted: the outer of two signatures is broken, and nothing else. */
  readonly outerTampered: string | undefined;
}

const issue = async (keys: BenchKeys, signer: TestKeyPair, shape: ResponseShape, padding: number): Promise<string> => {
  const now = new Date();
  const { xml } = await issueResponse({
    issuer: IDP,
    acsUrl: ACS,
    audiences: [SP],
    inResponseTo: REQUEST_ID,
    nameId: { value: NAME_ID, format: NAME_ID_PERSISTENT },
    attributes: Array.from({ length: shape.attributes ?? DEFAULT_ATTRIBUTES }, (_, index) => ({
      name: `urn:example:attribute:${index}`,
      values: [{ text: `value ${index} ${'x'.repeat(padding)}` }],
    })),
    authnInstant: now,
    sessionIndex: 'session-1',
    now,
    lifetimeMs: LIFETIME_MS,
    signing: {
      key: loadSigningKey({ privateKeyPem: signer.privateKeyPem, certificate: signer.certificatePem }),
      elements: shape.elements,
    },
    encryption: shape.encrypted ? { certificate: keys.sp.certificatePem } : undefined,
    random: (size) => randomBytes(size),
  });
  return xml;
};

const toBase64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

/** A Response of this shape, and one that looks like it and is to be refused. */
export const makeMessage = async (keys: BenchKeys, shape: ResponseShape): Promise<BenchMessage> => {
  const small = await issue(keys, keys.idp, shape, 0);
  // What is encrypted is written in base64, which makes four characters of three.
  const room = (shape.targetBytes - small.length) * (shape.encrypted ? 3 / 4 : 1);
  const padding = Math.max(0, Math.floor(room / (shape.attributes ?? DEFAULT_ATTRIBUTES)));
  const xml = await issue(keys, keys.idp, shape, padding);
  const tampered = shape.encrypted
    ? await issue(keys, keys.stranger, shape, padding)
    : xml.replace(`>${NAME_ID}<`, '>n-4712<');
  // The first instant is that of the Response; another millisecond of it is as true as the genuine one.
  const outer = xml.replace(
    /(IssueInstant="[^"]*\.\d\d)(\d)Z/,
    (_, start, digit) => `${start}${(Number(digit) + 1) % 10}Z`,
  );
  return {
    ...shape,
    xml,
    samlResponse: toBase64(xml),
    tampered: toBase64(tampered),
    outerTampered: shape.elements === 'both' ? toBase64(outer) : undefined,
  };
};
