/**
 * The identity provider's side of an AuthnRequest: decode, find the service provider by its claimed Issuer, verify, and
 * choose the ACS URL among the registered ones. The sandbox identity provider and SAML apps use it.
 */
import { decodePostMessage } from './bindings/post-binding.ts';
import { decodeRedirect, type RedirectMessage, verifyRedirectSignature } from './bindings/redirect-binding.ts';
import { checkIssueInstant } from './checks/check-issue-instant.ts';
import { nearMiss } from './checks/near-miss.ts';
import { DEFAULT_CLOCK_SKEW_MS, requireTimeWindow } from './checks/verification-settings.ts';
import { assertUniqueIds } from './dsig/collect-ids.ts';
import { assertSignaturePlacement, signatureOf } from './dsig/find-signature.ts';
import type { VerificationKey } from './dsig/verification-key.ts';
import { verifySignature } from './dsig/verify-signature.ts';
import { SamlError } from './errors.ts';
import type { AuthnRequest } from './messages/authn-request.ts';
import { readAuthnRequest } from './messages/read-authn-request.ts';
import { BINDING_HTTP_POST } from './messages/saml-constants.ts';
import { defaultAcs } from './metadata/default-acs.ts';
import { parseXml } from './xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement, type XmlLimits } from './xml/xml-node.ts';

/** The message as it came in: the form field of a POST, or the raw query string of a GET. */
export type AuthnRequestInput = { readonly samlRequest: string } | { readonly rawQuery: string };

/** A request that was read and not verified: good for finding the service provider, and for nothing else. */
export interface DecodedAuthnRequest {
  readonly unverified: AuthnRequest;
  readonly element: XmlElement;
  /** Set when it came by the Redirect binding, whose signature covers the query. */
  readonly redirect: RedirectMessage | undefined;
}

/** One registered AssertionConsumerService. */
export interface RegisteredAcs {
  readonly url: string;
  readonly index?: number | undefined;
  readonly isDefault?: boolean | undefined;
  /** Default HTTP-POST. */
  readonly binding?: string | undefined;
}

/** What is registered about the service provider. */
export interface RegisteredServiceProvider {
  readonly entityId: string;
  readonly acs: readonly RegisteredAcs[];
  readonly verificationKeys: readonly VerificationKey[];
}

export interface VerifyAuthnRequestOptions {
  readonly serviceProvider: RegisteredServiceProvider;
  /** Our SingleSignOnService URLs, aliases included. */
  readonly ssoUrls: readonly string[];
  /** An unsigned request is refused. Default true. */
  readonly requireSigned?: boolean;
  readonly now: Date;
  /** Milliseconds; default 120,000. */
  readonly clockSkewMs?: number;
  /** How old a request may be, in milliseconds; default one hour, as people leave sign-in pages open. */
  readonly maxAgeMs?: number;
  readonly allowSha1?: boolean;
  readonly allowRsa1024?: boolean;
}

/** A request that may be answered, at `acsUrl` and nowhere else. */
export interface VerifiedAuthnRequest extends AuthnRequest {
  readonly acsUrl: string;
  readonly signed: boolean;
}

const DEFAULT_MAX_AGE_MS = 60 * 60 * 1000;

/**
 * Decodes and reads an AuthnRequest without trusting it.
 *
 * @throws SamlError `message.*`, `xml.*`, `request.root`, `request.issue_instant`, `request.options`
 */
export const decodeAuthnRequest = (
  input: AuthnRequestInput,
  limits: XmlLimits = MESSAGE_LIMITS,
): DecodedAuthnRequest => {
  const redirect = 'rawQuery' in input ? decodeRedirect(input.rawQuery, limits) : undefined;
  if (redirect !== undefined && redirect.parameter !== 'SAMLRequest') {
    throw new SamlError('message.missing', { expected: 'SAMLRequest', received: redirect.parameter });
  }
  const octets =
    redirect === undefined
      ? decodePostMessage('samlRequest' in input ? input.samlRequest : '', limits)
      : redirect.octets;
  const { root } = parseXml(octets, { limits });
  return { unverified: readAuthnRequest(root), element: root, redirect };
};

const assertEqual = (
  code: 'request.issuer' | 'request.destination',
  accepted: readonly string[],
  received: string,
): void => {
  if (!accepted.includes(received)) {
    throw new SamlError(code, { expected: accepted.join(' or '), received, hint: nearMiss(accepted, received) });
  }
};

/** Every signature that is present has to verify, whether one is required or not. */
const verifySignatures = ({ element, redirect }: DecodedAuthnRequest, options: VerifyAuthnRequestOptions): boolean => {
  const keys = {
    keys: options.serviceProvider.verificationKeys,
    allowSha1: options.allowSha1 ?? false,
    allowRsa1024: options.allowRsa1024 ?? false,
  };
  assertUniqueIds(element);
  assertSignaturePlacement(element, [element]);
  const signature = signatureOf(element);
  if (signature !== undefined) {
    verifySignature(signature, keys);
  }
  if (redirect?.signature !== undefined) {
    verifyRedirectSignature(redirect, keys);
  }
  const signed = signature !== undefined || redirect?.signature !== undefined;
  if (!signed && (options.requireSigned ?? true)) {
    throw new SamlError('request.not_signed', { expected: 'a signature of the service provider', received: 'none' });
  }
  return signed;
};

/**
 * SAML profiles §4.1.4.1: an answer goes to a registered endpoint only, whatever the request asks for.
 *
 * @throws SamlError `request.acs`
 */
const chooseAcs = (request: AuthnRequest, { acs }: RegisteredServiceProvider): string => {
  const post = acs.filter(({ binding }) => (binding ?? BINDING_HTTP_POST) === BINDING_HTTP_POST);
  const registered = post.map(({ url }) => url);
  const refuse = (received: string): SamlError =>
    new SamlError('request.acs', {
      expected: registered.join(' or '),
      received,
      hint: nearMiss(registered, received),
    });
  if (request.protocolBinding !== undefined && request.protocolBinding !== BINDING_HTTP_POST) {
    throw refuse(`the binding ${request.protocolBinding}`);
  }
  if (request.acsUrl !== undefined) {
    if (!registered.includes(request.acsUrl)) {
      throw refuse(request.acsUrl);
    }
    return request.acsUrl;
  }
  const chosen =
    request.acsIndex === undefined ? defaultAcs(post) : post.find(({ index }) => index === request.acsIndex);
  if (chosen === undefined) {
    throw refuse(request.acsIndex === undefined ? 'no endpoint at all' : `index ${request.acsIndex}`);
  }
  return chosen.url;
};

/**
 * Verifies a decoded AuthnRequest against the registration of the service provider (SAML core §3.4.1, bindings §3.4, §3.5).
 *
 * @throws SamlError `request.*`, `signature.*`, `xml.duplicate_id`; RangeError when the options are impossible
 */
export const verifyAuthnRequest = (
  decoded: DecodedAuthnRequest,
  options: VerifyAuthnRequestOptions,
): VerifiedAuthnRequest => {
  const { unverified: request, element } = decoded;
  assertEqual('request.issuer', [options.serviceProvider.entityId], request.issuer);
  const signed = verifySignatures(decoded, options);
  if (request.destination !== undefined) {
    assertEqual('request.destination', options.ssoUrls, request.destination);
  } else if (signed) {
    throw new SamlError('request.destination', {
      expected: options.ssoUrls.join(' or '),
      received: 'no Destination, which a signed request needs',
    });
  }
  const time = requireTimeWindow(
    options.now,
    options.clockSkewMs ?? DEFAULT_CLOCK_SKEW_MS,
    options.maxAgeMs ?? DEFAULT_MAX_AGE_MS,
  );
  checkIssueInstant(element, time, 'request.issue_instant');
  return { ...request, acsUrl: chooseAcs(request, options.serviceProvider), signed };
};
