/**
 * Every refusal of the kernel, by stable code.
 *
 * A code is `<area>.<problem>`; removing or renaming one is a breaking change. The text beside it
 * says in one line what was found, for logs and for `docs/errors.md`, which a test keeps equal to
 * this catalogue.
 */
export const samlErrorCatalogue = {
  // Octets to text
  'message.missing': 'The parameter that carries the SAML message is absent or empty.',
  'message.base64': 'The message is not base64.',
  'message.too_large': 'The message is larger than the limit.',
  'message.deflate': 'The message cannot be inflated, or inflates past the limit.',
  'message.duplicate_parameter': 'A SAML parameter occurs more than once in the query.',
  'message.url_encoding': 'The query string is not URL encoded, or holds too many parameters.',
  'message.relay_state': 'The RelayState is too long, or holds control characters.',
  'message.internal': 'The message could not be judged because of a defect in the verifier.',
  // XML
  'xml.encoding': 'The document is not UTF-8, or declares another encoding or XML version.',
  'xml.syntax': 'The document is not well-formed XML.',
  'xml.doctype': 'The document contains a DOCTYPE or another markup declaration.',
  'xml.processing_instruction': 'The document contains a processing instruction.',
  'xml.entity': 'The document refers to an entity other than the five predefined ones.',
  'xml.namespace': 'A namespace declaration or prefix breaks the rules for namespaces in XML.',
  'xml.namespace_uri': 'A namespace URI is not an absolute URI.',
  'xml.depth': 'Elements are nested deeper than the limit.',
  'xml.element_count': 'The document has more elements than the limit.',
  'xml.attribute_count': 'An element has more attributes than the limit.',
  'xml.namespace_count': 'An element has more namespace declarations than the limit.',
  'xml.comment_in_text': 'A comment stands inside an element whose text is read.',
  'xml.element_in_text': 'A child element stands where only text is allowed.',
  'xml.duplicate_id': 'Two elements carry the same ID.',
  'xml.structure': 'A required element or attribute is missing, repeated or out of place.',
  'xml.canonicalization': 'The canonical form cannot be computed.',
  // XML signature
  'signature.missing': 'What has to be signed carries no signature.',
  'signature.structure': 'The signature does not have the one shape that is accepted.',
  'signature.reference': 'The signature does not refer to the element that contains it.',
  'signature.transform': 'The signature uses a transform that is not accepted.',
  'signature.canonicalization_method': 'The signature uses a canonicalization method that is not accepted.',
  'signature.algorithm': 'The signature or digest algorithm is not accepted.',
  'signature.key': 'No trusted key fits the signature algorithm, or the key is too weak.',
  'signature.digest': 'The signed content was changed after it was signed.',
  'signature.invalid': 'The signature was not made by a trusted key.',
  'signature.misplaced': 'A signature stands where none is expected.',
  // XML encryption
  'encryption.structure': 'The encrypted element does not have a shape that is accepted.',
  'encryption.algorithm': 'The encryption algorithm is not accepted.',
  'encryption.cbc_not_signed': 'AES-CBC is accepted only inside a verified signature.',
  'encryption.key': 'A key or certificate for encryption cannot be used.',
  'encryption.no_key': 'The message is encrypted and no decryption key is configured.',
  'encryption.failed': 'The encrypted element cannot be decrypted with any of our keys.',
  // Response
  'response.root': 'The message is not a SAML 2.0 Response.',
  'response.version': 'The SAML version is not 2.0.',
  'response.status': 'The identity provider answered with an error status.',
  'response.issuer': 'The Response was issued by another identity provider.',
  'response.destination': 'The Response was addressed to another endpoint.',
  'response.in_response_to': 'The Response answers another request.',
  'response.unsolicited': 'The Response answers no request, and this connection accepts only answers.',
  'response.issue_instant': 'The Response has no valid issue time, or one outside the time window.',
  'response.assertion_count': 'The Response contains no assertion, or several that its own signature does not cover.',
  'response.not_signed': 'The Response is not signed as this connection requires.',
  // Assertion
  'assertion.version': 'The version of the assertion is not 2.0.',
  'assertion.not_signed': 'The assertion is not signed as this connection requires.',
  'assertion.issuer': 'The assertion was issued by another identity provider.',
  'assertion.issue_instant': 'The assertion has no valid issue time, or one outside the time window.',
  'assertion.subject': 'The assertion names no subject.',
  'assertion.name_id': 'The NameID of the assertion is missing, repeated or too long.',
  'assertion.subject_confirmation': 'No bearer confirmation of the subject is valid.',
  'assertion.recipient': 'The assertion was made for another endpoint.',
  'assertion.in_response_to': 'The assertion answers another request.',
  'assertion.expired': 'The assertion is no longer valid.',
  'assertion.not_yet_valid': 'The assertion is not valid yet.',
  'assertion.lifetime': 'The assertion is valid for longer than the limit.',
  'assertion.conditions': 'The conditions of the assertion contain something that is not understood.',
  'assertion.audience': 'The assertion was made for another audience.',
  'assertion.authn_statement': 'The assertion does not say how and when the person signed in.',
  'assertion.session_expired': 'The session at the identity provider is already over.',
  'assertion.authn_instant': 'The person signed in too long ago for what was asked.',
  'assertion.authn_context': 'The person did not sign in in one of the ways that were asked for.',
  'assertion.attribute': 'An attribute of the assertion cannot be read.',
  // AuthnRequest
  'request.root': 'The message is not a SAML 2.0 AuthnRequest.',
  'request.issuer': 'The AuthnRequest was issued by another service provider.',
  'request.destination': 'The AuthnRequest was addressed to another endpoint.',
  'request.acs': 'The AuthnRequest asks for an answer at an endpoint that is not registered.',
  'request.not_signed': 'The AuthnRequest is not signed as required.',
  'request.issue_instant': 'The AuthnRequest has no valid issue time, or one outside the time window.',
  'request.options': 'The options for an AuthnRequest contradict each other.',
  // LogoutRequest and LogoutResponse
  'logout.root': 'The message is not the SAML 2.0 logout message that was expected.',
  'logout.issuer': 'The logout message was issued by somebody else.',
  'logout.destination': 'The logout message was addressed to another endpoint.',
  'logout.not_signed': 'The logout message is not signed as required.',
  'logout.issue_instant': 'The logout message has no valid issue time, or one outside the time window.',
  'logout.expired': 'The LogoutRequest is past its NotOnOrAfter.',
  'logout.name_id': 'The LogoutRequest does not name one person.',
  'logout.in_response_to': 'The LogoutResponse answers another request.',
  'logout.status': 'The other side answered the logout with an error status.',
  // Metadata
  'metadata.root': 'The document is not SAML 2.0 metadata.',
  'metadata.entity_not_found': 'The metadata does not describe the entity that was asked for.',
  'metadata.entity_choice': 'The metadata describes several entities and none was chosen.',
  'metadata.role': 'The metadata does not describe the role that was asked for.',
  'metadata.endpoint': 'An endpoint of the metadata is missing, unsafe or not a URL.',
  'metadata.certificate': 'A certificate of the metadata cannot be read, or none is there.',
  'metadata.expired': 'The metadata is past its validUntil.',
  'metadata.value': 'A value of the metadata is not what the schema allows.',
} as const;

/** A stable code of the kernel, `<area>.<problem>`. */
export type SamlErrorCode = keyof typeof samlErrorCatalogue;

/** What a refusal says beyond its code, for the administrator: never shown to the person signing in. */
export interface SamlErrorDetail {
  /** What would have been accepted, in the words of the message. */
  readonly expected?: string | undefined;
  /** What was found instead. */
  readonly received?: string | undefined;
  /** Names a near miss, such as a trailing slash. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** Longest `expected` or `received` that is kept: a hostile message must not fill the log. */
const MAX_DETAIL_LENGTH = 500;

const shorten = (value: string): string =>
  value.length > MAX_DETAIL_LENGTH ? `${value.slice(0, MAX_DETAIL_LENGTH)}…` : value;

/** The one error class of the kernel. `code` is stable; `expected` and `received` are for people. */
export class SamlError extends Error {
  override readonly name = 'SamlError';
  readonly code: SamlErrorCode;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly hint: string | undefined;

  constructor(code: SamlErrorCode, detail: SamlErrorDetail = {}) {
    super(`${code}: ${samlErrorCatalogue[code]}`, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.expected = detail.expected === undefined ? undefined : shorten(detail.expected);
    this.received = detail.received === undefined ? undefined : shorten(detail.received);
    this.hint = detail.hint;
  }
}
