/**
 * The identity provider's side of an AuthnRequest: decode, find the service provider by its claimed Issuer, verify, and
 * choose the ACS URL among the registered ones. Every check in its order, as in `verify-response.ts`.
 */
import { type DecodedMessage, parseMessage, receiveMessage } from './bindings/decode-message.ts';
import { AUTHN_REQUEST_CHECKS, type AuthnRequestCheckName } from './checks/authn-request-checks.ts';
import { checkIssueInstant } from './checks/check-issue-instant.ts';
import { checkMessageDestination } from './checks/check-message-destination.ts';
import { checkMessageIssuer } from './checks/check-message-issuer.ts';
import { checkMessageSignatures, checkMessageSigned, type MessageSigner } from './checks/check-message-signatures.ts';
import { CheckFailed, type CheckRecord, CheckRecorder } from './checks/check-recorder.ts';
import { checkRequestedAcs, type RegisteredAcs } from './checks/check-requested-acs.ts';
import {
  DEFAULT_CLOCK_SKEW_MS,
  requireText,
  requireTimeWindow,
  type TimeWindow,
} from './checks/verification-settings.ts';
import { assertUniqueIds } from './dsig/collect-ids.ts';
import { assertSignaturePlacement } from './dsig/find-signature.ts';
import type { VerificationKey } from './dsig/verification-key.ts';
import { SamlError, type SamlErrorCode } from './errors.ts';
import type { AuthnRequest } from './messages/authn-request.ts';
import { readAuthnRequest } from './messages/read-authn-request.ts';
import { MESSAGE_LIMITS, type XmlLimits } from './xml/xml-node.ts';

/** The message as it came in: the form field of a POST, the raw query string of a GET, or the octets of the XML. */
export type AuthnRequestInput =
  | { readonly samlRequest: string }
  | { readonly rawQuery: string }
  | { readonly xml: Uint8Array };

/** A request that was read and not verified: good for finding the service provider, and for nothing else. */
export interface DecodedAuthnRequest extends DecodedMessage {
  readonly unverified: AuthnRequest;
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
  readonly limits?: XmlLimits;
}

/** A request that may be answered, at `acsUrl` and nowhere else. */
export interface VerifiedAuthnRequest extends AuthnRequest {
  readonly acsUrl: string;
  readonly signed: boolean;
  /** Which key vouches for it; absent when it is not signed. */
  readonly signer: MessageSigner | undefined;
}

/** All checks passed. */
export interface AcceptedAuthnRequest {
  readonly accepted: true;
  readonly checks: readonly CheckRecord<AuthnRequestCheckName>[];
  readonly request: VerifiedAuthnRequest;
}

/** A check failed; those after it were not reached. */
export interface RefusedAuthnRequest {
  readonly accepted: false;
  readonly checks: readonly CheckRecord<AuthnRequestCheckName>[];
  readonly code: SamlErrorCode;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly hint?: string | undefined;
  /** The error as thrown, with its cause, for the log. */
  readonly failure: SamlError;
}

export type AuthnRequestVerdict = AcceptedAuthnRequest | RefusedAuthnRequest;

type Recorder = CheckRecorder<AuthnRequestCheckName>;

const DEFAULT_MAX_AGE_MS = 60 * 60 * 1000;

const receive = (input: AuthnRequestInput, limits: XmlLimits): ReturnType<typeof receiveMessage> =>
  receiveMessage('samlRequest' in input ? { posted: input.samlRequest } : input, 'SAMLRequest', limits);

/**
 * Decodes and reads an AuthnRequest without trusting it.
 *
 * @throws SamlError `message.*`, `xml.*`, `request.root`, `request.issue_instant`, `request.options`
 */
export const decodeAuthnRequest = (
  input: AuthnRequestInput,
  limits: XmlLimits = MESSAGE_LIMITS,
): DecodedAuthnRequest => {
  const decoded = parseMessage(receive(input, limits), limits);
  return { ...decoded, unverified: readAuthnRequest(decoded.element) };
};

const decode = (
  run: Recorder,
  input: AuthnRequestInput | DecodedAuthnRequest,
  limits: XmlLimits,
): DecodedAuthnRequest => {
  if ('unverified' in input) {
    run.skip('message-encoding', 'the message was decoded before');
    run.run('xml', () => input.element);
    return run.run('message', () => input);
  }
  const received = run.run('message-encoding', () => receive(input, limits));
  const message = run.run('xml', () => parseMessage(received, limits));
  return { ...message, unverified: run.run('message', () => readAuthnRequest(message.element)) };
};

const judge = (
  run: Recorder,
  input: AuthnRequestInput | DecodedAuthnRequest,
  options: VerifyAuthnRequestOptions,
  time: TimeWindow,
): VerifiedAuthnRequest => {
  const { serviceProvider, ssoUrls } = options;
  const decoded = decode(run, input, options.limits ?? MESSAGE_LIMITS);
  const { element, unverified: request } = decoded;
  run.run('unique-ids', () => assertUniqueIds(element));
  run.run('signature-placement', () => assertSignaturePlacement(element, [element]));
  run.run('issuer', () => checkMessageIssuer(request.issuer, serviceProvider.entityId, 'request.issuer'));
  // Every signature that is present has to verify, whether one is required or not.
  const signer = run.run('signature', () =>
    checkMessageSignatures(decoded, {
      keys: serviceProvider.verificationKeys,
      allowSha1: options.allowSha1 ?? false,
      allowRsa1024: options.allowRsa1024 ?? false,
    }),
  );
  const allowUnsigned = !(options.requireSigned ?? true);
  run.run('required-signature', () => checkMessageSigned(signer, { allowUnsigned, code: 'request.not_signed' }));
  const signed = signer !== undefined;
  run.run('destination', () =>
    checkMessageDestination({
      destination: request.destination,
      required: signed,
      accepted: ssoUrls,
      code: 'request.destination',
    }),
  );
  run.run('issue-instant', () => checkIssueInstant(element, time, 'request.issue_instant'));
  return { ...request, acsUrl: run.run('acs', () => checkRequestedAcs(request, serviceProvider.acs)), signed, signer };
};

/**
 * Judges an AuthnRequest against the registration of the service provider (SAML core §3.4.1, bindings §3.4, §3.5).
 *
 * Bad input never throws: it is a refusal that names the failed check.
 *
 * @throws RangeError when the options are impossible: a clock skew above 300 s, an invalid date, an empty name.
 */
export const judgeAuthnRequest = (
  input: AuthnRequestInput | DecodedAuthnRequest,
  options: VerifyAuthnRequestOptions,
): AuthnRequestVerdict => {
  requireText('entityId', [options.serviceProvider.entityId]);
  requireText('ssoUrls', options.ssoUrls);
  const time = requireTimeWindow(
    options.now,
    options.clockSkewMs ?? DEFAULT_CLOCK_SKEW_MS,
    options.maxAgeMs ?? DEFAULT_MAX_AGE_MS,
  );
  const run: Recorder = new CheckRecorder(AUTHN_REQUEST_CHECKS);
  try {
    const request = judge(run, input, options, time);
    return { accepted: true, checks: run.records(), request };
  } catch (error) {
    const failure = error instanceof CheckFailed ? error.failure : new SamlError('message.internal', { cause: error });
    const { code, expected, received, hint } = failure;
    return { accepted: false, checks: run.records(), code, expected, received, hint, failure };
  }
};

/**
 * The same for a caller that wants the request or an error.
 *
 * @throws SamlError `request.*`, `signature.*`, `xml.duplicate_id`; RangeError when the options are impossible
 */
export const verifyAuthnRequest = (
  decoded: DecodedAuthnRequest,
  options: VerifyAuthnRequestOptions,
): VerifiedAuthnRequest => {
  const verdict = judgeAuthnRequest(decoded, options);
  if (!verdict.accepted) {
    throw verdict.failure;
  }
  return verdict.request;
};
