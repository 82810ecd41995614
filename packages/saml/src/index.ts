/**
 * The public face of the kernel: verify and issue SAML messages, read and write metadata, the two bindings, keys.
 * What is not exported here is internal.
 */

// Bindings
export type { DecodedMessage, MessageInput } from './bindings/decode-message.ts';
export {
  decodePostMessage,
  type PostFormOptions,
  type PostFormTexts,
  postForm,
  type SamlParameter,
} from './bindings/post-binding.ts';
export {
  decodeRedirect,
  type EncodeRedirectOptions,
  encodeRedirect,
  type RedirectMessage,
  type RedirectSignature,
  type RedirectSigning,
  type VerifyRedirectOptions,
  verifyRedirectSignature,
} from './bindings/redirect-binding.ts';
export { assertRelayState, MAX_CREATED_RELAY_STATE_BYTES, readRelayState } from './bindings/relay-state.ts';
// Verifying a Response
export { AUTHN_REQUEST_CHECKS, type AuthnRequestCheckName } from './checks/authn-request-checks.ts';
export type { MessageSigner } from './checks/check-message-signatures.ts';
export type { CheckRecord, CheckStatus } from './checks/check-recorder.ts';
export type { RegisteredAcs } from './checks/check-requested-acs.ts';
export { LOGOUT_REQUEST_CHECKS, LOGOUT_RESPONSE_CHECKS, type LogoutCheckName } from './checks/logout-checks.ts';
export { nearMiss } from './checks/near-miss.ts';
export { RESPONSE_CHECKS, type ResponseCheckName } from './checks/response-checks.ts';
export type { RequiredSignatures, Unsolicited, VerifyResponseOptions } from './checks/verify-response-options.ts';
// Keys, signatures, encryption
export {
  type AlgorithmOptions,
  RSA_SHA256,
  RSA_SHA384,
  RSA_SHA512,
  SHA256,
  SHA384,
  SHA512,
} from './dsig/algorithms.ts';
export { type CertificateFacts, certificateFacts } from './dsig/key-material.ts';
export { type SignXmlOptions, signXml } from './dsig/sign-xml.ts';
export { loadSigningKey, type SigningKey, type SigningKeyMaterial } from './dsig/signing-key.ts';
export {
  type LoadVerificationKeyOptions,
  loadVerificationKey,
  type VerificationKey,
} from './dsig/verification-key.ts';
// Errors
export { SamlError, type SamlErrorCode, type SamlErrorDetail, samlErrorCatalogue } from './errors.ts';
// Issuing
export {
  type IssuedResponse,
  type IssuedSignatures,
  type IssueErrorResponseOptions,
  type IssueResponseOptions,
  type IssueSigning,
  issueErrorResponse,
  issueResponse,
} from './issue-response.ts';
// Messages
export type {
  Attribute,
  AttributeValue,
  AuthnStatement,
  NameId,
  ProxyRestriction,
  SignedBy,
  VerifiedAssertion,
} from './messages/assertion.ts';
export type {
  AuthnContextComparison,
  AuthnRequest,
  NameIdPolicy,
  RequestedAuthnContext,
} from './messages/authn-request.ts';
export {
  type BuildAuthnRequestOptions,
  type BuiltAuthnRequest,
  buildAuthnRequest,
} from './messages/build-authn-request.ts';
export {
  type BuildLogoutRequestOptions,
  type BuildLogoutResponseOptions,
  type BuiltLogoutMessage,
  buildLogoutRequest,
  buildLogoutResponse,
} from './messages/build-logout.ts';
export type { LogoutRequest, LogoutResponse } from './messages/logout.ts';
export { peekResponse, type UnverifiedResponse } from './messages/peek-response.ts';
export {
  ATTRIBUTE_NAME_BASIC,
  ATTRIBUTE_NAME_UNSPECIFIED,
  ATTRIBUTE_NAME_URI,
  AUTHN_CONTEXT_PASSWORD,
  AUTHN_CONTEXT_PASSWORD_PROTECTED_TRANSPORT,
  AUTHN_CONTEXT_UNSPECIFIED,
  BINDING_HTTP_POST,
  BINDING_HTTP_REDIRECT,
  LOGOUT_REASON_ADMIN,
  LOGOUT_REASON_USER,
  NAME_ID_EMAIL,
  NAME_ID_PERSISTENT,
  NAME_ID_TRANSIENT,
  NAME_ID_UNSPECIFIED,
  STATUS_AUTHN_FAILED,
  STATUS_INVALID_NAME_ID_POLICY,
  STATUS_NO_AUTHN_CONTEXT,
  STATUS_NO_PASSIVE,
  STATUS_PARTIAL_LOGOUT,
  STATUS_REQUEST_DENIED,
  STATUS_REQUESTER,
  STATUS_RESPONDER,
  STATUS_SUCCESS,
  STATUS_UNKNOWN_PRINCIPAL,
} from './messages/saml-constants.ts';
export { createSamlId, type RandomBytes } from './messages/saml-id.ts';
export type { ResponseStatus } from './messages/status.ts';
// Metadata
export { defaultAcs } from './metadata/default-acs.ts';
export { describeIdpChanges, describeSpChanges, type MetadataChange } from './metadata/describe-changes.ts';
export type { MetadataCertificate } from './metadata/metadata-certificate.ts';
export type { MetadataWarning, MetadataWarningCode } from './metadata/metadata-warning.ts';
export type { Endpoint, IndexedEndpoint } from './metadata/read-endpoints.ts';
export { listMetadataEntities, type MetadataEntity, type ReadMetadataOptions } from './metadata/read-entity.ts';
export { type IdpMetadata, readIdpMetadata } from './metadata/read-idp-metadata.ts';
export { type LocalizedText, preferredText } from './metadata/read-names.ts';
export { readSpMetadata, type SpMetadata } from './metadata/read-sp-metadata.ts';
export type { MetadataSigner } from './metadata/verify-metadata-signature.ts';
export type { EntityDescription, KeyDescription } from './metadata/write-entity.ts';
export { type IdpDescription, writeIdpMetadata } from './metadata/write-idp-metadata.ts';
export { type SpDescription, writeSpMetadata } from './metadata/write-sp-metadata.ts';
export { type ReplayEntriesOptions, type ReplayEntry, replayEntries } from './replay-entries.ts';
export {
  type AcceptedAuthnRequest,
  type AuthnRequestInput,
  type AuthnRequestVerdict,
  type DecodedAuthnRequest,
  decodeAuthnRequest,
  judgeAuthnRequest,
  type RefusedAuthnRequest,
  type RegisteredServiceProvider,
  type VerifiedAuthnRequest,
  type VerifyAuthnRequestOptions,
  verifyAuthnRequest,
} from './verify-authn-request.ts';
export {
  type AcceptedLogout,
  type DecodedLogoutMessage,
  decodeLogoutMessage,
  type LogoutInput,
  type LogoutRequestVerdict,
  type LogoutResponseVerdict,
  type RefusedLogout,
  type VerifiedLogoutRequest,
  type VerifiedLogoutResponse,
  type VerifyLogoutOptions,
  type VerifyLogoutRequestOptions,
  type VerifyLogoutResponseOptions,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from './verify-logout.ts';
export {
  type AcceptedResponse,
  type RefusedResponse,
  type ResponseVerdict,
  type VerifyResponseInput,
  verifyResponse,
} from './verify-response.ts';
export {
  SIGNED_XML_CHECKS,
  type SignedElement,
  type SignedXmlCheckName,
  type SignedXmlVerdict,
  type VerifySignedXmlOptions,
  verifySignedXml,
} from './verify-signed-xml.ts';
export { type DecryptionKey, type DecryptionKeySource, loadDecryptionKey } from './xenc/decryption-key.ts';
export { type EncryptElementOptions, encryptElement } from './xenc/encrypt-element.ts';
export { encryptedKeyFingerprints } from './xenc/encrypted-key-fingerprints.ts';
export type { ContentAlgorithmUri, KeyTransportUri, OaepHash } from './xenc/encryption-algorithms.ts';
export type { KeyPlace } from './xml/key-place.ts';

// XML, for callers that peek into a message before they know what to verify it with
export { parseXml } from './xml/parse-xml.ts';
export {
  FEDERATION_LIMITS,
  MESSAGE_LIMITS,
  METADATA_LIMITS,
  type XmlDocument,
  type XmlLimits,
} from './xml/xml-node.ts';
