/**
 * Issues SAML Responses, as an identity provider does: with an assertion, or with an error status. The order is
 * write, sign the assertion, encrypt it, write the Response around it, sign that.
 */
import { signXml } from './dsig/sign-xml.ts';
import type { SigningKey } from './dsig/signing-key.ts';
import type { Attribute, NameId } from './messages/assertion.ts';
import { buildAssertion } from './messages/build-assertion.ts';
import { buildResponse } from './messages/build-response.ts';
import { STATUS_SUCCESS } from './messages/saml-constants.ts';
import { createSamlId, type RandomBytes } from './messages/saml-id.ts';
import type { ResponseStatus } from './messages/status.ts';
import { type EncryptElementOptions, encryptElement } from './xenc/encrypt-element.ts';
import { trustedXml } from './xml/xml-writer.ts';

/** What carries a signature in an issued message. */
export type IssuedSignatures = 'response' | 'assertion' | 'both';

export interface IssueSigning {
  readonly key: SigningKey;
  /** Default `both`. */
  readonly elements?: IssuedSignatures;
  /** URI; by default RSA or ECDSA with SHA-256, as the key is. */
  readonly signatureMethod?: string | undefined;
  /** URI; default SHA-256. */
  readonly digestMethod?: string | undefined;
  /** The certificate is put into KeyInfo. Default true. */
  readonly includeCertificate?: boolean | undefined;
}

export interface IssueResponseOptions {
  /** The entity ID of the identity provider. */
  readonly issuer: string;
  /** The ACS URL; Destination and Recipient. */
  readonly acsUrl: string;
  readonly audiences: readonly string[];
  /** The ID of the request that is answered; absent in an unsolicited answer. */
  readonly inResponseTo?: string | undefined;
  readonly nameId?: NameId | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
  readonly authnInstant: Date;
  readonly authnContextClassRef?: string | undefined;
  readonly authenticatingAuthorities?: readonly string[] | undefined;
  readonly sessionIndex?: string | undefined;
  readonly sessionNotOnOrAfter?: Date | undefined;
  readonly now: Date;
  /** How long the assertion can be used, in milliseconds; default 5 minutes. */
  readonly lifetimeMs?: number | undefined;
  /** How far NotBefore lies before `now`, in milliseconds; default 30 seconds, for clocks that are behind. */
  readonly notBeforeMarginMs?: number | undefined;
  readonly signing: IssueSigning;
  /** The assertion is encrypted when this is given. */
  readonly encryption?: Omit<EncryptElementOptions, 'wrapper'> | undefined;
  readonly random: RandomBytes;
}

export interface IssuedResponse {
  readonly xml: string;
  /** Base64 of `xml`, the value of the SAMLResponse parameter. */
  readonly samlResponse: string;
  readonly responseId: string;
  /** Absent in an error response. */
  readonly assertionId: string | undefined;
}

const DEFAULT_LIFETIME_MS = 5 * 60 * 1000;
const DEFAULT_NOT_BEFORE_MARGIN_MS = 30 * 1000;

const addMs = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

const sign = (xml: string, elementId: string, signing: IssueSigning): Promise<string> =>
  signXml(xml, {
    elementId,
    key: signing.key,
    ...(signing.signatureMethod !== undefined && { signatureMethod: signing.signatureMethod }),
    ...(signing.digestMethod !== undefined && { digestMethod: signing.digestMethod }),
    includeCertificate: signing.includeCertificate ?? true,
  });

const issueAssertion = async (id: string, options: IssueResponseOptions): Promise<string> => {
  const { now, signing } = options;
  const xml = buildAssertion({
    id,
    issuer: options.issuer,
    issueInstant: now,
    nameId: options.nameId,
    recipient: options.acsUrl,
    inResponseTo: options.inResponseTo,
    notBefore: addMs(now, -(options.notBeforeMarginMs ?? DEFAULT_NOT_BEFORE_MARGIN_MS)),
    notOnOrAfter: addMs(now, options.lifetimeMs ?? DEFAULT_LIFETIME_MS),
    audiences: options.audiences,
    authn: {
      authnInstant: options.authnInstant,
      sessionIndex: options.sessionIndex,
      sessionNotOnOrAfter: options.sessionNotOnOrAfter,
      authnContextClassRef: options.authnContextClassRef,
      authenticatingAuthorities: options.authenticatingAuthorities ?? [],
    },
    attributes: options.attributes ?? [],
  });
  const signed = signing.elements === 'response' ? xml : await sign(xml, id, signing);
  return options.encryption === undefined
    ? signed
    : encryptElement(signed, { ...options.encryption, wrapper: 'EncryptedAssertion' });
};

const encode = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

/**
 * Issues a Response with one assertion for the web browser profile (SAML profiles §4.1.4.2).
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry; `signature.*` and `encryption.*` when
 * the keys do not fit the algorithms.
 */
export const issueResponse = async (options: IssueResponseOptions): Promise<IssuedResponse> => {
  const responseId = createSamlId(options.random);
  const assertionId = createSamlId(options.random);
  const assertion = await issueAssertion(assertionId, options);
  const response = buildResponse({
    id: responseId,
    issuer: options.issuer,
    issueInstant: options.now,
    destination: options.acsUrl,
    inResponseTo: options.inResponseTo,
    status: { codes: [STATUS_SUCCESS] },
    assertion: trustedXml(assertion),
  });
  const xml = options.signing.elements === 'assertion' ? response : await sign(response, responseId, options.signing);
  return { xml, samlResponse: encode(xml), responseId, assertionId };
};

/** An error answer to a request (SAML core §3.2.2). */
export interface IssueErrorResponseOptions {
  readonly issuer: string;
  readonly acsUrl: string;
  readonly inResponseTo?: string | undefined;
  /** The top-level code and those inside it, and a message for people. */
  readonly status: ResponseStatus;
  readonly now: Date;
  /** The Response is signed when this is given. */
  readonly signing?: Omit<IssueSigning, 'elements'> | undefined;
  readonly random: RandomBytes;
}

/**
 * Issues a Response that carries an error status and no assertion.
 *
 * @throws SamlError as `issueResponse`
 */
export const issueErrorResponse = async (options: IssueErrorResponseOptions): Promise<IssuedResponse> => {
  const responseId = createSamlId(options.random);
  const response = buildResponse({
    id: responseId,
    issuer: options.issuer,
    issueInstant: options.now,
    destination: options.acsUrl,
    inResponseTo: options.inResponseTo,
    status: options.status,
    assertion: undefined,
  });
  const xml = options.signing === undefined ? response : await sign(response, responseId, options.signing);
  return { xml, samlResponse: encode(xml), responseId, assertionId: undefined };
};
