/**
 * Builds the AuthnRequest that sends a person to the identity provider. The text is unsigned: the
 * Redirect binding signs the query, the POST binding signs the text.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_PROTOCOL } from '../xml/namespaces.ts';
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { formatXsDateTime } from '../xml/xs-date-time.ts';
import type { NameIdPolicy, RequestedAuthnContext } from './authn-request.ts';
import { BINDING_HTTP_POST, SAML_VERSION } from './saml-constants.ts';
import { createSamlId, type RandomBytes } from './saml-id.ts';

export interface BuildAuthnRequestOptions {
  /** Our entity ID. */
  readonly issuer: string;
  /** The identity provider's SingleSignOnService location. */
  readonly destination: string;
  /** Where the answer goes, by URL; exactly one of this and `acsIndex`, or neither for the default of our metadata. */
  readonly acsUrl?: string | undefined;
  /** Where the answer goes, by the index in our metadata (0 to 65,535). */
  readonly acsIndex?: number | undefined;
  /** The binding of the answer; only beside `acsUrl`, where it is HTTP-POST by default. */
  readonly protocolBinding?: string | undefined;
  readonly forceAuthn?: boolean | undefined;
  readonly isPassive?: boolean | undefined;
  /** Left out unless given: some identity providers refuse formats that they do not know. */
  readonly nameIdPolicy?: NameIdPolicy | undefined;
  /** Left out unless given: a class that the person's method does not match is an error at the identity provider. */
  readonly requestedAuthnContext?: RequestedAuthnContext | undefined;
  readonly providerName?: string | undefined;
  readonly now: Date;
  readonly random: RandomBytes;
}

/** A request that was built; `id` is what the answer's InResponseTo must name. */
export interface BuiltAuthnRequest {
  readonly id: string;
  readonly issueInstant: Date;
  readonly xml: string;
}

const optionError = (expected: string, received: string): SamlError =>
  new SamlError('request.options', { expected, received });

const assertConsistent = (options: BuildAuthnRequestOptions): void => {
  const { acsIndex, acsUrl, protocolBinding, requestedAuthnContext } = options;
  if (acsIndex !== undefined && (acsUrl !== undefined || protocolBinding !== undefined)) {
    throw optionError('an ACS index alone, or a URL', 'both');
  }
  if (acsIndex !== undefined && (!Number.isInteger(acsIndex) || acsIndex < 0 || acsIndex > 65_535)) {
    throw optionError('an ACS index from 0 to 65535', String(acsIndex));
  }
  if (options.forceAuthn === true && options.isPassive === true) {
    throw optionError('ForceAuthn or IsPassive', 'both');
  }
  if (requestedAuthnContext?.classRefs.length === 0) {
    throw optionError('at least one AuthnContextClassRef', 'none');
  }
};

const nameIdPolicyXml = (policy: NameIdPolicy): XmlText =>
  tag('samlp:NameIDPolicy', {
    Format: policy.format,
    SPNameQualifier: policy.spNameQualifier,
    AllowCreate: policy.allowCreate === undefined ? undefined : String(policy.allowCreate),
  });

const requestedAuthnContextXml = (context: RequestedAuthnContext): XmlText =>
  tag(
    'samlp:RequestedAuthnContext',
    { Comparison: context.comparison },
    ...context.classRefs.map((classRef) => tag('saml:AuthnContextClassRef', {}, escapeText(classRef))),
  );

const acsAttributes = (options: BuildAuthnRequestOptions): Record<string, string | undefined> => ({
  ProtocolBinding: options.protocolBinding ?? (options.acsUrl === undefined ? undefined : BINDING_HTTP_POST),
  AssertionConsumerServiceURL: options.acsUrl,
  AssertionConsumerServiceIndex: options.acsIndex === undefined ? undefined : String(options.acsIndex),
});

/**
 * Builds an AuthnRequest (SAML core §3.4.1, profiles §4.1.4.1).
 *
 * @throws SamlError `request.options` when the options contradict each other.
 *
 * @example
 * const { id, xml } = buildAuthnRequest({ issuer, destination, acsUrl, now: new Date(), random: randomBytes });
 */
export const buildAuthnRequest = (options: BuildAuthnRequestOptions): BuiltAuthnRequest => {
  assertConsistent(options);
  const id = createSamlId(options.random);
  const { nameIdPolicy, requestedAuthnContext } = options;
  const xml = tag(
    'samlp:AuthnRequest',
    {
      'xmlns:samlp': SAML_PROTOCOL,
      'xmlns:saml': SAML_ASSERTION,
      ID: id,
      Version: SAML_VERSION,
      IssueInstant: formatXsDateTime(options.now.getTime()),
      Destination: options.destination,
      ForceAuthn: options.forceAuthn === true ? 'true' : undefined,
      IsPassive: options.isPassive === true ? 'true' : undefined,
      ...acsAttributes(options),
      ProviderName: options.providerName,
    },
    tag('saml:Issuer', {}, escapeText(options.issuer)),
    ...(nameIdPolicy === undefined ? [] : [nameIdPolicyXml(nameIdPolicy)]),
    ...(requestedAuthnContext === undefined ? [] : [requestedAuthnContextXml(requestedAuthnContext)]),
  );
  return { id, issueInstant: options.now, xml };
};
