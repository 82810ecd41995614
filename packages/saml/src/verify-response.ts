/**
 * The verdict on a SAML Response. This file is the table of contents: every check in its order, each in a file
 * of its own under `checks/`. Up to `required-signatures` nothing that was read is trusted; from there on only
 * elements inside verified signed bytes are read, and only those values are in the answer.
 */
import { checkAssertionCount } from './checks/check-assertion-count.ts';
import { checkDecryption, type DecryptedAssertion, readSealedAssertion } from './checks/check-decryption.ts';
import { checkDestination } from './checks/check-destination.ts';
import { checkIssueInstant } from './checks/check-issue-instant.ts';
import { checkMessageEncoding } from './checks/check-message-encoding.ts';
import { CheckFailed, type CheckRecord, CheckRecorder } from './checks/check-recorder.ts';
import { checkRequiredSignatures } from './checks/check-required-signatures.ts';
import { checkResponseInResponseTo } from './checks/check-response-in-response-to.ts';
import { checkResponseIssuer } from './checks/check-response-issuer.ts';
import { checkSignature } from './checks/check-signature.ts';
import { checkSignaturePlacement } from './checks/check-signature-placement.ts';
import { checkStatus } from './checks/check-status.ts';
import { RESPONSE_CHECKS, type ResponseCheckName } from './checks/response-checks.ts';
import { type VerificationSettings, verificationSettings } from './checks/verification-settings.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { UniqueIds } from './dsig/collect-ids.ts';
import { NestedForms } from './dsig/nested-forms.ts';
import type { VerifiedSignature } from './dsig/verify-signature.ts';
import { SamlError, type SamlErrorCode } from './errors.ts';
import type { SignedBy, VerifiedAssertion } from './messages/assertion.ts';
import { peekResponse, type UnverifiedResponse } from './messages/peek-response.ts';
import { readResponse, type UnverifiedResponseMessage } from './messages/read-response.ts';
import type { VerifiedElement } from './messages/verified-element.ts';
import { checkAssertionValues } from './verify-assertion.ts';
import { UnwrapBudget } from './xenc/unwrap-budget.ts';
import { parseXml } from './xml/parse-xml.ts';
import type { XmlDocument, XmlElement } from './xml/xml-node.ts';

/** The message: the `SAMLResponse` parameter as posted, its octets, or a document that was parsed to peek into it. */
export type VerifyResponseInput =
  | { readonly samlResponse: string }
  | { readonly xml: Uint8Array }
  | { readonly document: XmlDocument };

/** All checks passed or did not apply. */
export interface AcceptedResponse {
  readonly accepted: true;
  readonly checks: readonly CheckRecord<ResponseCheckName>[];
  readonly assertion: VerifiedAssertion;
}

/** A check failed; those after it were not reached. */
export interface RefusedResponse {
  readonly accepted: false;
  readonly checks: readonly CheckRecord<ResponseCheckName>[];
  readonly code: SamlErrorCode;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  readonly hint?: string | undefined;
  /** The error as thrown, with its cause, for the log. */
  readonly failure: SamlError;
  /** What the message claims, for the trace; never an identity. */
  readonly unverified: UnverifiedResponse;
  /**
   * AES-CBC in an unsigned Response was opened, which only `cbcSignedInside` allows, and something failed before a
   * signature inside was verified. Whatever it was, `code` is `encryption.failed` and the check is `decryption`, without
   * detail; the reason is the cause of `failure`, for a log that the sender cannot see. Who may send changed ciphertexts
   * without end learns the content even so, from accepted and refused alone: the caller has to limit the rate of these
   * refusals. False for every other refusal, and so for those that a closed limit causes itself.
   */
  readonly failedInsideCbc: boolean;
}

export type ResponseVerdict = AcceptedResponse | RefusedResponse;

type Recorder = CheckRecorder<ResponseCheckName>;

/** What is known about the Response before its assertion is looked at. */
interface CheckedResponse {
  readonly response: UnverifiedResponseMessage;
  readonly ids: UniqueIds;
  readonly signature: VerifiedSignature | undefined;
  /** By the assertion that each signs. */
  readonly assertionSignatures: ReadonlyMap<XmlElement, XmlElement>;
  readonly forms: NestedForms | undefined;
}

/** The assertion once it is known to be signed. */
interface TrustedAssertion {
  readonly element: VerifiedElement;
  readonly signedBy: SignedBy;
  readonly decryptionKeyName: string | undefined;
}

const checkDocument = (run: Recorder, input: VerifyResponseInput, settings: VerificationSettings): XmlDocument => {
  if ('document' in input) {
    run.skip('message-encoding', 'the message was parsed before');
    return run.run('xml', () => input.document);
  }
  const message = 'samlResponse' in input ? input.samlResponse : input.xml;
  const octets = run.run('message-encoding', () => checkMessageEncoding(message, settings.limits));
  return run.run('xml', () => parseXml(octets, { limits: settings.limits }));
};

/** One assertion that is signed itself is what nearly every message has; of several, each is canonicalized alone. */
const nestedForms = (
  response: XmlElement,
  signatures: ReadonlyMap<XmlElement, XmlElement>,
): NestedForms | undefined => {
  const [[element, omit] = [], other] = signatures;
  return element === undefined || omit === undefined || other !== undefined
    ? undefined
    : new NestedForms(response, { element, omit });
};

const checkResponse = (
  run: Recorder,
  document: XmlDocument,
  options: VerifyResponseOptions,
  { time }: VerificationSettings,
): CheckedResponse => {
  const response = run.run('response', () => readResponse(document.root));
  const { element, issuer } = response;
  const ids = new UniqueIds();
  run.run('unique-ids', () => ids.add(element));
  const signatures = run.run('signature-placement', () => checkSignaturePlacement(response));
  run.runIf('response-issuer', issuer, 'the Response names no Issuer', (it) =>
    checkResponseIssuer(it, options.idpEntityId),
  );
  const forms = nestedForms(element, signatures.assertions);
  const signature = run.runIf('response-signature', signatures.response, 'the Response is not signed', (it) =>
    checkSignature(it, options, forms),
  );
  run.run('status', () => checkStatus(element));
  run.run('destination', () =>
    checkDestination({
      destination: response.destination,
      required: signature !== undefined,
      acsUrls: options.acsUrls,
    }),
  );
  run.run('response-in-response-to', () => checkResponseInResponseTo(response.inResponseTo, options.inResponseTo));
  run.run('response-issue-instant', () => checkIssueInstant(element, time, 'response.issue_instant'));
  return { response, ids, signature, assertionSignatures: signatures.assertions, forms };
};

const describeSigner = (response: VerifiedSignature | undefined, assertion: VerifiedSignature): SignedBy => {
  const inAssertion = response === assertion ? undefined : assertion;
  return {
    signed: response === undefined ? 'assertion' : inAssertion === undefined ? 'response' : 'both',
    keyName: assertion.key.name,
    fingerprintSha256: assertion.key.certificate?.fingerprintSha256,
    signatureMethod: assertion.signatureMethod,
    digestMethod: assertion.digestMethod,
  };
};

/** What the decryption of an assertion needs to know. */
interface OpeningContext {
  readonly options: VerifyResponseOptions;
  readonly settings: VerificationSettings;
  readonly unwraps: UnwrapBudget;
}

/** The checks after decryption: those that make the assertion, which may be anybody's, a trusted one. */
const trustOpened = (
  run: Recorder,
  { signature, assertionSignatures, forms }: CheckedResponse,
  { received, decrypted }: { readonly received: XmlElement; readonly decrypted: DecryptedAssertion | undefined },
  options: VerifyResponseOptions,
): TrustedAssertion => {
  const assertion = decrypted?.element ?? received;
  const inner = run.runIf(
    'assertion-signature',
    decrypted === undefined ? assertionSignatures.get(received) : decrypted.signature,
    'the assertion is not signed itself',
    (it) => checkSignature(it, options, forms),
  );
  const { element, signature: deciding } = run.run('required-signatures', () =>
    checkRequiredSignatures({
      assertion,
      responseSignature: signature,
      assertionSignature: inner,
      require: options.require ?? 'either',
    }),
  );
  return { element, signedBy: describeSigner(signature, deciding), decryptionKeyName: decrypted?.keyName };
};

const trustAssertion = (
  run: Recorder,
  checked: CheckedResponse,
  received: XmlElement,
  { options, settings, unwraps }: OpeningContext,
): Promise<TrustedAssertion> | TrustedAssertion => {
  if (received.localName !== 'EncryptedAssertion') {
    run.skip('decryption', 'the assertion is not encrypted');
    return trustOpened(run, checked, { received, decrypted: undefined }, options);
  }
  // Set before the first key is used: until then a failure tells only what everybody sees.
  let malleable = false;
  const open = (): Promise<DecryptedAssertion> => {
    const sealed = readSealedAssertion({
      encrypted: received,
      keys: options.decryptionKeys ?? [],
      responseVerified: checked.signature !== undefined,
      cbcSignedInside: options.cbcSignedInside ?? false,
      limits: settings.limits,
      unwraps,
    });
    malleable = sealed.malleable;
    return checkDecryption(sealed, checked.ids);
  };
  return run.runConcealed(
    async () => {
      const decrypted = await run.runAsync('decryption', open);
      return trustOpened(run, checked, { received, decrypted }, options);
    },
    (cause) => (malleable ? new SamlError('encryption.failed', { cause }) : undefined),
  );
};

const checkValues = async (
  run: Recorder,
  checked: CheckedResponse,
  trusted: TrustedAssertion,
  context: OpeningContext,
): Promise<VerifiedAssertion> => {
  // An unsigned Response proves nothing, so what it says does not get any further.
  const signedResponse = checked.signature === undefined ? undefined : checked.response;
  const values = await checkAssertionValues(run, {
    element: trusted.element,
    signedResponse,
    ids: checked.ids,
    ...context,
  });
  return {
    ...values,
    signedBy: trusted.signedBy,
    encrypted: trusted.decryptionKeyName !== undefined,
    decryptionKeyName: trusted.decryptionKeyName,
  };
};

/** One of several assertions of a Response, with the records of the checks on it. */
interface Candidate {
  readonly branch: Recorder;
  readonly trusted: TrustedAssertion;
}

/** Each of several assertions has to be genuine, whichever of them counts in the end. */
const openAll = async (
  run: Recorder,
  checked: CheckedResponse,
  assertions: readonly XmlElement[],
  context: OpeningContext,
): Promise<readonly Candidate[]> => {
  const candidates: Candidate[] = [];
  for (const assertion of assertions) {
    const branch = run.fork();
    try {
      candidates.push({ branch, trusted: await trustAssertion(branch, checked, assertion, context) });
    } catch (error) {
      run.adopt(branch);
      throw error;
    }
  }
  return candidates;
};

/** A Response that has been accepted now is refused as too old from then on, whichever of its assertions counts. */
const lastUse = ({ nowMs, maxLifetimeMs, clockSkewMs }: VerificationSettings['time']): Date =>
  new Date(nowMs + maxLifetimeMs + 2 * clockSkewMs);

/** The first assertion that passes; when none does, the refusal of the first one. */
const judgeSeveral = async (
  run: Recorder,
  checked: CheckedResponse,
  candidates: readonly Candidate[],
  context: OpeningContext,
): Promise<VerifiedAssertion> => {
  const refusals: { readonly branch: Recorder; readonly error: CheckFailed }[] = [];
  for (const { branch, trusted } of candidates) {
    try {
      const assertion = await checkValues(branch, checked, trusted, context);
      run.adopt(branch);
      return { ...assertion, responseUsableUntil: lastUse(context.settings.time) };
    } catch (error) {
      if (!(error instanceof CheckFailed)) {
        throw error;
      }
      refusals.push({ branch, error });
    }
  }
  const [first] = refusals;
  if (first === undefined) {
    throw new Error('there was no assertion to judge');
  }
  run.adopt(first.branch);
  throw first.error;
};

const judge = async (
  run: Recorder,
  document: XmlDocument,
  options: VerifyResponseOptions,
  settings: VerificationSettings,
): Promise<VerifiedAssertion> => {
  const checked = checkResponse(run, document, options, settings);
  const context = { options, settings, unwraps: new UnwrapBudget() };
  const [assertion, ...others] = run.run('assertion-count', () =>
    checkAssertionCount(checked.response, checked.signature !== undefined),
  );
  if (others.length === 0) {
    return await checkValues(run, checked, await trustAssertion(run, checked, assertion, context), context);
  }
  const candidates = await openAll(run, checked, [assertion, ...others], context);
  return await judgeSeveral(run, checked, candidates, context);
};

const refuse = (run: Recorder, error: unknown, document: XmlDocument | undefined): RefusedResponse => {
  const failure = error instanceof CheckFailed ? error.failure : new SamlError('message.internal', { cause: error });
  return {
    accepted: false,
    checks: run.records(),
    code: failure.code,
    expected: failure.expected,
    received: failure.received,
    hint: failure.hint,
    failure,
    unverified: document === undefined ? {} : peekResponse(document),
    failedInsideCbc: error instanceof CheckFailed && error.concealed,
  };
};

/**
 * Judges a SAML Response (SAML profiles §4.1.4.3) and gives its assertion only when every check passed.
 *
 * Bad input never throws: it is a refusal that names the failed check. A defect in a check is a refusal with
 * `message.internal`.
 *
 * @throws RangeError when the options are impossible: a clock skew above 300 s, an invalid date.
 *
 * @example
 * const verdict = await verifyResponse({ samlResponse }, { idpEntityId, verificationKeys, acsUrls, audiences, inResponseTo, now });
 * if (verdict.accepted) signIn(verdict.assertion.nameId);
 */
export const verifyResponse = async (
  input: VerifyResponseInput,
  options: VerifyResponseOptions,
): Promise<ResponseVerdict> => {
  const settings = verificationSettings(options);
  const run: Recorder = new CheckRecorder(RESPONSE_CHECKS);
  let document: XmlDocument | undefined;
  try {
    document = checkDocument(run, input, settings);
    const assertion = await judge(run, document, options, settings);
    return { accepted: true, checks: run.records(), assertion };
  } catch (error) {
    return refuse(run, error, document);
  }
};
