/**
 * The verdict on a LogoutRequest or LogoutResponse: every check in its order, as in `verify-response.ts`. The signature of
 * these messages covers all of them, so there is no part to be told from another.
 */
import { type DecodedMessage, type MessageInput, parseMessage, receiveMessage } from './bindings/decode-message.ts';
import { checkIssueInstant } from './checks/check-issue-instant.ts';
import { checkLogoutInResponseTo, checkLogoutStatus } from './checks/check-logout-answer.ts';
import { checkLogoutExpiry } from './checks/check-logout-expiry.ts';
import { checkLogoutNameId } from './checks/check-logout-name-id.ts';
import { checkMessageDestination } from './checks/check-message-destination.ts';
import { checkMessageIssuer } from './checks/check-message-issuer.ts';
import { checkMessageSignatures, checkMessageSigned, type MessageSigner } from './checks/check-message-signatures.ts';
import { CheckFailed, type CheckRecord, CheckRecorder } from './checks/check-recorder.ts';
import { LOGOUT_REQUEST_CHECKS, LOGOUT_RESPONSE_CHECKS, type LogoutCheckName } from './checks/logout-checks.ts';
import {
  DEFAULT_CLOCK_SKEW_MS,
  requireText,
  requireTimeWindow,
  type TimeWindow,
} from './checks/verification-settings.ts';
import { UniqueIds } from './dsig/collect-ids.ts';
import { assertSignaturePlacement } from './dsig/find-signature.ts';
import type { VerificationKey } from './dsig/verification-key.ts';
import { SamlError, type SamlErrorCode } from './errors.ts';
import type { LogoutRequest, LogoutResponse } from './messages/logout.ts';
import { peekResponse, type UnverifiedResponse } from './messages/peek-response.ts';
import { readOptionalUri } from './messages/read-instant.ts';
import {
  type LogoutMessageName,
  type LogoutMessageParts,
  readLogoutMessage,
  readSessionIndexes,
} from './messages/read-logout.ts';
import type { DecryptionKey } from './xenc/decryption-key.ts';
import { UnwrapBudget } from './xenc/unwrap-budget.ts';
import { MESSAGE_LIMITS, type XmlElement, type XmlLimits } from './xml/xml-node.ts';

/** The message as it came in, or decoded before by `decodeLogoutMessage`. */
export type LogoutInput = MessageInput | { readonly decoded: DecodedMessage };

export interface VerifyLogoutOptions {
  /** Whom the message is expected from. */
  readonly peerEntityId: string;
  /** The signing keys of the peer; tried in order. */
  readonly verificationKeys: readonly VerificationKey[];
  /** Our SingleLogoutService URLs, aliases included. */
  readonly sloUrls: readonly string[];
  /** A message without any signature is accepted. Default false. */
  readonly allowUnsigned?: boolean;
  readonly now: Date;
  /** Milliseconds, 0 to 300,000; default 120,000. */
  readonly clockSkewMs?: number;
  /** How old the message may be, in milliseconds; default one hour. */
  readonly maxAgeMs?: number;
  readonly allowSha1?: boolean;
  readonly allowRsa1024?: boolean;
  readonly limits?: XmlLimits;
}

export interface VerifyLogoutRequestOptions extends VerifyLogoutOptions {
  /** Our keys for an encrypted NameID; tried in order. */
  readonly decryptionKeys?: readonly DecryptionKey[];
}

export interface VerifyLogoutResponseOptions extends VerifyLogoutOptions {
  /** The ID of the LogoutRequest that was sent. */
  readonly inResponseTo: string;
}

/** What an accepted logout message adds to its values. */
export interface VerifiedLogout {
  /** Absent only where `allowUnsigned` let an unsigned message through. */
  readonly signer: MessageSigner | undefined;
}

export interface VerifiedLogoutRequest extends LogoutRequest, VerifiedLogout {
  /** The name of our key that opened the NameID; absent when it was plain. */
  readonly decryptionKeyName: string | undefined;
}

export interface VerifiedLogoutResponse extends LogoutResponse, VerifiedLogout {}

/** A check failed; those after it were not reached. */
export interface RefusedLogout {
  readonly accepted: false;
  readonly checks: readonly CheckRecord<LogoutCheckName>[];
  readonly code: SamlErrorCode;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly hint?: string | undefined;
  /** The error as thrown, with its cause, for the log. */
  readonly failure: SamlError;
  /** What the message claims, for the trace; nothing to act on. */
  readonly unverified: UnverifiedResponse;
}

/** All checks passed. */
export interface AcceptedLogout<Message> {
  readonly accepted: true;
  readonly checks: readonly CheckRecord<LogoutCheckName>[];
  readonly message: Message;
}

export type LogoutRequestVerdict = AcceptedLogout<VerifiedLogoutRequest> | RefusedLogout;
export type LogoutResponseVerdict = AcceptedLogout<VerifiedLogoutResponse> | RefusedLogout;

const DEFAULT_MAX_AGE_MS = 60 * 60 * 1000;

type Recorder = CheckRecorder<LogoutCheckName>;

const PARAMETERS = { LogoutRequest: 'SAMLRequest', LogoutResponse: 'SAMLResponse' } as const;

/** A logout message before anything was verified: good for finding the peer, and for nothing else. */
export interface DecodedLogoutMessage extends DecodedMessage {
  readonly unverified: UnverifiedResponse;
}

/**
 * Decodes a logout message without trusting it, so that the caller can find the peer by its claimed Issuer.
 *
 * @throws SamlError `message.*`, `xml.*`, `signature.structure`
 */
export const decodeLogoutMessage = (
  input: MessageInput,
  name: LogoutMessageName,
  limits: XmlLimits = MESSAGE_LIMITS,
): DecodedLogoutMessage => {
  const decoded = parseMessage(receiveMessage(input, PARAMETERS[name], limits), limits);
  return { ...decoded, unverified: peekResponse({ root: decoded.element }) };
};

/** What both kinds of messages have passed. */
interface CheckedMessage extends LogoutMessageParts {
  readonly issueInstant: Date;
  readonly signer: MessageSigner | undefined;
  readonly ids: UniqueIds;
}

interface Judgement {
  readonly run: Recorder;
  readonly options: VerifyLogoutOptions;
  readonly time: TimeWindow;
  /** Is told the root as soon as there is one, for the trace of a refusal. */
  readonly sawRoot: (root: XmlElement) => void;
}

const decode = (
  run: Recorder,
  input: LogoutInput,
  name: LogoutMessageName,
  limits: XmlLimits | undefined,
): DecodedMessage => {
  if ('decoded' in input) {
    run.skip('message-encoding', 'the message was decoded before');
    return run.run('xml', () => input.decoded);
  }
  const received = run.run('message-encoding', () => receiveMessage(input, PARAMETERS[name], limits));
  return run.run('xml', () => parseMessage(received, limits));
};

const checkMessage = (
  { run, options, time, sawRoot }: Judgement,
  input: LogoutInput,
  name: LogoutMessageName,
): CheckedMessage => {
  const decoded = decode(run, input, name, options.limits);
  const { element } = decoded;
  sawRoot(element);
  const parts = run.run('message', () => readLogoutMessage(element, name));
  const ids = new UniqueIds();
  run.run('unique-ids', () => ids.add(element));
  run.run('signature-placement', () => assertSignaturePlacement(element, [element]));
  run.run('issuer', () => checkMessageIssuer(parts.issuer, options.peerEntityId, 'logout.issuer'));
  const signer = run.run('signature', () =>
    checkMessageSignatures(decoded, {
      keys: options.verificationKeys,
      allowSha1: options.allowSha1 ?? false,
      allowRsa1024: options.allowRsa1024 ?? false,
    }),
  );
  run.run('required-signature', () =>
    checkMessageSigned(signer, { allowUnsigned: options.allowUnsigned ?? false, code: 'logout.not_signed' }),
  );
  run.run('destination', () =>
    checkMessageDestination({
      destination: parts.destination,
      required: signer !== undefined,
      accepted: options.sloUrls,
      code: 'logout.destination',
    }),
  );
  const issueInstant = run.run('issue-instant', () => checkIssueInstant(element, time, 'logout.issue_instant'));
  return { ...parts, issueInstant: new Date(issueInstant), signer, ids };
};

/** Runs the checks and makes a verdict of their outcome; a defect in a check is a refusal with `message.internal`. */
const judge = async <Message>(
  names: readonly LogoutCheckName[],
  options: VerifyLogoutOptions,
  work: (judgement: Judgement) => Promise<Message>,
): Promise<AcceptedLogout<Message> | RefusedLogout> => {
  requireText('peerEntityId', [options.peerEntityId]);
  requireText('sloUrls', options.sloUrls);
  const time = requireTimeWindow(
    options.now,
    options.clockSkewMs ?? DEFAULT_CLOCK_SKEW_MS,
    options.maxAgeMs ?? DEFAULT_MAX_AGE_MS,
  );
  const run: Recorder = new CheckRecorder(names);
  let root: XmlElement | undefined;
  const sawRoot = (element: XmlElement): void => {
    root = element;
  };
  try {
    const message = await work({ run, options, time, sawRoot });
    return { accepted: true, checks: run.records(), message };
  } catch (error) {
    const failure = error instanceof CheckFailed ? error.failure : new SamlError('message.internal', { cause: error });
    return {
      accepted: false,
      checks: run.records(),
      code: failure.code,
      expected: failure.expected,
      received: failure.received,
      hint: failure.hint,
      failure,
      unverified: root === undefined ? {} : peekResponse({ root }),
    };
  }
};

/**
 * Judges a LogoutRequest (SAML core §3.7.1, profiles §4.4.4.1). Its ID is for one use: the caller remembers it until the
 * request is too old to be accepted.
 *
 * Bad input never throws: it is a refusal that names the failed check.
 *
 * @throws RangeError when the options are impossible: a clock skew above 300 s, an invalid date, an empty name.
 *
 * @example
 * const verdict = await verifyLogoutRequest({ rawQuery }, { peerEntityId, verificationKeys, sloUrls, now });
 * if (verdict.accepted) endSessions(verdict.message.nameId, verdict.message.sessionIndexes);
 */
export const verifyLogoutRequest = (
  input: LogoutInput,
  options: VerifyLogoutRequestOptions,
): Promise<LogoutRequestVerdict> =>
  judge(LOGOUT_REQUEST_CHECKS, options, async (judgement) => {
    const { run, time } = judgement;
    const message = checkMessage(judgement, input, 'LogoutRequest');
    const { element, id, issuer, issueInstant, destination, signer } = message;
    const notOnOrAfter = run.run('expiry', () => checkLogoutExpiry(element, time));
    const { nameId, decryptionKeyName } = await run.runAsync('name-id', () =>
      checkLogoutNameId(element, {
        keys: options.decryptionKeys ?? [],
        limits: options.limits ?? MESSAGE_LIMITS,
        unwraps: new UnwrapBudget(),
        ids: message.ids,
        signed: signer !== undefined,
      }),
    );
    const sessionIndexes = run.run('session-indexes', () => readSessionIndexes(element));
    return {
      id,
      issuer,
      issueInstant,
      destination,
      notOnOrAfter,
      reason: readOptionalUri(element, 'Reason'),
      nameId,
      sessionIndexes,
      signer,
      decryptionKeyName,
    };
  });

/**
 * Judges a LogoutResponse (SAML core §3.7.2, profiles §4.4.4.2) to a request of ours.
 *
 * Bad input never throws: it is a refusal that names the failed check.
 *
 * @throws RangeError when the options are impossible: a clock skew above 300 s, an invalid date, an empty name.
 */
export const verifyLogoutResponse = async (
  input: LogoutInput,
  options: VerifyLogoutResponseOptions,
): Promise<LogoutResponseVerdict> => {
  requireText('inResponseTo', [options.inResponseTo]);
  return judge(LOGOUT_RESPONSE_CHECKS, options, async (judgement) => {
    const { run } = judgement;
    const { element, id, issuer, issueInstant, destination, signer } = checkMessage(judgement, input, 'LogoutResponse');
    const inResponseTo = run.run('in-response-to', () => checkLogoutInResponseTo(element, options.inResponseTo));
    const { status, partial } = run.run('status', () => checkLogoutStatus(element));
    return { id, issuer, issueInstant, destination, inResponseTo, status, partial, signer };
  });
};
