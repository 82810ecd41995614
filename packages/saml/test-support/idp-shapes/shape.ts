/**
 * What the generators of genuine Responses share. Each vendor file writes messages in the form that the product is publicly
 * known for (prefixes, order, attribute style, line breaks, namespace placement); all values and keys are made here.
 */
import type { VerifyResponseOptions } from '../../src/checks/verify-response-options.ts';
import { type TestKeyPair, testKeyPair } from '../keys.ts';
import type { SignatureStyle } from '../sign-template.ts';
import { signElement } from '../sign-template.ts';

export interface ShapeWorld {
  readonly now: Date;
  readonly acsUrl: string;
  readonly spEntityId: string;
  /** The request that is answered; absent for an answer to no request. */
  readonly requestId: string | undefined;
  readonly signing: TestKeyPair;
  /** Of the service provider. */
  readonly encryption: TestKeyPair;
}

export interface ExpectedIdentity {
  readonly nameId: string | undefined;
  readonly format?: string | undefined;
  /** Attribute name to values. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** A message that has to be accepted, and what has to be read from it. */
export interface GenuineResponse {
  readonly name: string;
  readonly xml: string;
  readonly idpEntityId: string;
  readonly options?: Partial<VerifyResponseOptions>;
  readonly expected: ExpectedIdentity;
}

export type IdpShape = (world: ShapeWorld) => readonly GenuineResponse[];

export const shapeWorld = async (requestId: string | undefined): Promise<ShapeWorld> => ({
  now: new Date('2026-03-02T09:00:00.123Z'),
  acsUrl: 'https://sso.example.com/e/acme/production/agents/saml/default/acs',
  spEntityId: 'https://sso.example.com/e/acme/production/agents/saml/default/metadata',
  requestId,
  signing: await testKeyPair('idp-shapes'),
  encryption: await testKeyPair('sp-encryption'),
});

/** An instant relative to the world's, with milliseconds. */
export const instant = (world: ShapeWorld, offsetMs = 0): string =>
  new Date(world.now.getTime() + offsetMs).toISOString();

/** The same without milliseconds. */
export const second = (world: ShapeWorld, offsetMs = 0): string => instant(world, offsetMs).replace(/\.\d{3}Z$/, 'Z');

/** ` InResponseTo="…"`, or nothing in an answer to no request. */
export const inResponseTo = (world: ShapeWorld): string =>
  world.requestId === undefined ? '' : ` InResponseTo="${world.requestId}"`;

export const certificateXml = (world: ShapeWorld, prefix: string, lineEnd?: string): string => {
  const tag = (name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
  const base64 = world.signing.certificateBase64;
  const text = lineEnd === undefined ? base64 : (base64.match(/.{1,76}/g) ?? []).join(lineEnd);
  return `<${tag('X509Data')}><${tag('X509Certificate')}>${text}</${tag('X509Certificate')}></${tag('X509Data')}>`;
};

/** Signs the element with this ID in a product's style. */
export const signAs = (world: ShapeWorld, xml: string, id: string, style: SignatureStyle): string =>
  signElement(xml, { id, privateKeyPem: world.signing.privateKeyPem, style });

export const MINUTE = 60_000;
export const HOUR: number = 60 * MINUTE;
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
export const BEARER_METHOD = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
export const PASSWORD_TRANSPORT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
export const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
export const UNSPECIFIED_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
export const TRANSIENT_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
export const PERSISTENT_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
export const BASIC_NAME = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
export const URI_NAME = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
export const UNSPECIFIED_NAME = 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified';
