/**
 * Builds LogoutRequest and LogoutResponse. The text is unsigned: the Redirect binding signs the query, for the POST
 * binding `signXml` signs the text. Logout messages have to be signed on both (SAML profiles §4.4.4.1, §4.4.4.2).
 */
import { type EncryptElementOptions, encryptElement } from '../xenc/encrypt-element.ts';
import { SAML_ASSERTION, SAML_PROTOCOL } from '../xml/namespaces.ts';
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { formatXsDateTime } from '../xml/xs-date-time.ts';
import type { NameId } from './assertion.ts';
import { nameIdXml } from './name-id-xml.ts';
import { SAML_VERSION } from './saml-constants.ts';
import { createSamlId, type RandomBytes } from './saml-id.ts';
import type { ResponseStatus } from './status.ts';
import { statusXml } from './status-xml.ts';

/** A logout message that was built; `id` is what the answer to a request must name. */
export interface BuiltLogoutMessage {
  readonly id: string;
  readonly issueInstant: Date;
  readonly xml: string;
}

export interface BuildLogoutRequestOptions {
  /** Our entity ID. */
  readonly issuer: string;
  /** The SingleLogoutService location of the other side. */
  readonly destination: string;
  /** The person, with the very NameID of the sign-in, qualifiers included. */
  readonly nameId: NameId;
  /** The NameID is encrypted when this is given. */
  readonly encryption?: Omit<EncryptElementOptions, 'wrapper'> | undefined;
  /** The sessions to end; none means all. */
  readonly sessionIndexes?: readonly string[] | undefined;
  /** A URI. */
  readonly reason?: string | undefined;
  /** How long the request may be acted on, in milliseconds; default 5 minutes. */
  readonly lifetimeMs?: number | undefined;
  readonly now: Date;
  readonly random: RandomBytes;
}

export interface BuildLogoutResponseOptions {
  /** Our entity ID. */
  readonly issuer: string;
  /** The ResponseLocation of the other side's SingleLogoutService, or its Location. */
  readonly destination: string;
  /** The ID of the request that is answered. */
  readonly inResponseTo: string;
  /** The top-level code and those inside it. */
  readonly status: ResponseStatus;
  readonly now: Date;
  readonly random: RandomBytes;
}

const DEFAULT_LIFETIME_MS = 5 * 60 * 1000;

const DECLARATIONS = { 'xmlns:samlp': SAML_PROTOCOL, 'xmlns:saml': SAML_ASSERTION };

const issuerXml = (issuer: string): XmlText => tag('saml:Issuer', {}, escapeText(issuer));

const principalXml = ({ nameId, encryption }: BuildLogoutRequestOptions): XmlText =>
  encryption === undefined
    ? nameIdXml(nameId)
    : encryptElement(nameIdXml(nameId, { 'xmlns:saml': SAML_ASSERTION }), { ...encryption, wrapper: 'EncryptedID' });

/**
 * Builds a LogoutRequest (SAML core §3.7.1).
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry; `encryption.key`
 *
 * @example
 * const { id, xml } = buildLogoutRequest({ issuer, destination, nameId, sessionIndexes, now: new Date(), random: randomBytes });
 */
export const buildLogoutRequest = (options: BuildLogoutRequestOptions): BuiltLogoutMessage => {
  const id = createSamlId(options.random);
  const now = options.now.getTime();
  const xml = tag(
    'samlp:LogoutRequest',
    {
      ...DECLARATIONS,
      ID: id,
      Version: SAML_VERSION,
      IssueInstant: formatXsDateTime(now),
      Destination: options.destination,
      NotOnOrAfter: formatXsDateTime(now + (options.lifetimeMs ?? DEFAULT_LIFETIME_MS)),
      Reason: options.reason,
    },
    issuerXml(options.issuer),
    principalXml(options),
    ...(options.sessionIndexes ?? []).map((index) => tag('samlp:SessionIndex', {}, escapeText(index))),
  );
  return { id, issueInstant: options.now, xml };
};

/**
 * Builds a LogoutResponse (SAML core §3.7.2).
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry
 */
export const buildLogoutResponse = (options: BuildLogoutResponseOptions): BuiltLogoutMessage => {
  const id = createSamlId(options.random);
  const xml = tag(
    'samlp:LogoutResponse',
    {
      ...DECLARATIONS,
      ID: id,
      Version: SAML_VERSION,
      IssueInstant: formatXsDateTime(options.now.getTime()),
      Destination: options.destination,
      InResponseTo: options.inResponseTo,
    },
    issuerXml(options.issuer),
    statusXml(options.status),
  );
  return { id, issueInstant: options.now, xml };
};
