/** Cause and remedy of what can be wrong with a SAML message before its content counts. */
import type { SamlErrorCode } from '@cordboard/saml/errors';
import { type Advice, advise } from './advice.ts';

const REPORT = 'Report it with the reference of the attempt. Messages of this kind should have been judged.';
const NOT_GENUINE =
  'Ask the administrator of the identity provider whether it sent this. No product writes such a message, so something on the way changed it, or it is an attack.';

type WireCode = Extract<SamlErrorCode, `${'message' | 'xml' | 'signature' | 'encryption'}.${string}`>;

export const samlWireAdvice: Readonly<Record<WireCode, Advice>> = {
  'message.missing': advise(
    'identity-provider',
    'Somebody opened the address of the endpoint by hand, or the answer was sent with another binding.',
    'Set the binding of the assertion consumer service to HTTP-POST.',
  ),
  'message.base64': advise(
    'identity-provider',
    'A proxy or a script on the way changed the form field.',
    'Send the answer to the assertion consumer service directly, without a proxy that rewrites forms.',
  ),
  'message.too_large': advise(
    'identity-provider',
    'The answer carries hundreds of groups or a picture.',
    'Send only the groups that the applications use, and no binary attributes.',
  ),
  'message.deflate': advise(
    'app',
    'The message was not compressed with raw DEFLATE, or it was cut off.',
    'Use the HTTP-Redirect binding as SAML bindings §3.4.4.1 says, or HTTP-POST for long messages.',
  ),
  'message.duplicate_parameter': advise(
    'app',
    'A gateway repeated a parameter of the address.',
    'Send SAMLRequest, SAMLResponse, RelayState, SigAlg and Signature at most once each.',
  ),
  'message.url_encoding': advise(
    'app',
    'Something rewrote the address on the way.',
    'Send the query string URL encoded and unchanged; a signature covers its exact characters.',
  ),
  'message.relay_state': advise(
    'identity-provider',
    'The tile or portal sends a start address that is too long, or contains control characters.',
    'Set the RelayState of the tile to the slug of an app.',
  ),
  'message.internal': advise('maintainers', 'A defect of Cordboard. The message was refused to be safe.', REPORT),

  'xml.encoding': advise(
    'identity-provider',
    'The document is UTF-16 or ISO-8859-1, or says XML 1.1.',
    'Send or save it as UTF-8 with XML 1.0.',
  ),
  'xml.syntax': advise(
    'identity-provider',
    'The message or metadata file was cut off or edited by hand.',
    'Download the metadata again and do not edit it; check for gateways that change messages.',
  ),
  'xml.doctype': advise(
    'identity-provider',
    'Usually an HTML page instead of metadata or a message; in a message, an attack.',
    'Check that the address leads to the metadata itself, not to a sign-in page.',
  ),
  'xml.processing_instruction': advise(
    'identity-provider',
    'A style sheet was added to a metadata file.',
    'Remove the processing instruction, or download the metadata again.',
  ),
  'xml.entity': advise(
    'identity-provider',
    'The document was put together by hand with HTML entities.',
    'Write the characters themselves.',
  ),
  'xml.namespace': advise(
    'administrator',
    'The document was edited by hand, or a gateway removed declarations.',
    NOT_GENUINE,
  ),
  'xml.namespace_uri': advise(
    'identity-provider',
    'A prefix is declared with a relative or empty address.',
    'Declare every namespace with its absolute URI.',
  ),
  'xml.depth': advise('administrator', 'No identity provider nests so deeply.', NOT_GENUINE),
  'xml.element_count': advise(
    'administrator',
    'No identity provider sends so many elements in one message.',
    NOT_GENUINE,
  ),
  'xml.attribute_count': advise(
    'administrator',
    'No identity provider sends so many attributes on one element.',
    NOT_GENUINE,
  ),
  'xml.namespace_count': advise(
    'administrator',
    'No identity provider declares so many namespaces on one element.',
    NOT_GENUINE,
  ),
  'xml.comment_in_text': advise(
    'administrator',
    'A comment inside a name or value, which can make two readers see two different names.',
    NOT_GENUINE,
  ),
  'xml.element_in_text': advise(
    'identity-provider',
    'A value of the message holds markup where text belongs.',
    'Map the attribute to a plain text value.',
  ),
  'xml.duplicate_id': advise(
    'administrator',
    'Two parts of the message have the same ID, as in attempts to pass a forged part off as the signed one.',
    NOT_GENUINE,
  ),
  'xml.structure': advise(
    'identity-provider',
    'A required part of the document is missing or occurs twice.',
    'Update the identity provider; for metadata, download it again.',
  ),
  'xml.canonicalization': advise(
    'administrator',
    'The signed part cannot be brought to its canonical form.',
    NOT_GENUINE,
  ),

  'signature.missing': advise(
    'identity-provider',
    'Signing is switched off for this application.',
    'Switch signing of the Response or the assertion on.',
  ),
  'signature.structure': advise(
    'administrator',
    'The signature has several references, or parts that no SAML product writes.',
    NOT_GENUINE,
  ),
  'signature.reference': advise(
    'administrator',
    'The signature covers another part of the message than the one that contains it.',
    NOT_GENUINE,
  ),
  'signature.transform': advise(
    'identity-provider',
    'The signature was made with a transform other than enveloped signature and canonicalization.',
    'Use the standard signature profile of SAML core §5.4.',
  ),
  'signature.canonicalization_method': advise(
    'identity-provider',
    'The signature asks for a canonicalization that SAML does not use.',
    'Choose exclusive canonicalization.',
  ),
  'signature.algorithm': advise(
    'identity-provider',
    'The identity provider still signs with SHA-1, or with an unusual algorithm.',
    'Choose RSA-SHA256. If that is impossible, the administrator of Cordboard can set `allowSha1` on the connection.',
  ),
  'signature.key': advise(
    'administrator',
    'The connection has no certificate for this kind of key, or its RSA key is shorter than 2048 bits.',
    "Load the identity provider's present metadata. For short keys ask for a new certificate, or set `allowRsa1024`.",
  ),
  'signature.digest': advise(
    'identity-provider',
    'The message was changed after it was signed, by a proxy, a browser extension or an attacker.',
    'Send the answer unchanged from the identity provider to the browser to Cordboard.',
  ),
  'signature.invalid': advise(
    'administrator',
    'The identity provider changed its signing certificate.',
    'Apply the settings again so that the metadata is read anew, or replace the certificate of the connection.',
  ),
  'signature.misplaced': advise(
    'administrator',
    'A signature stands in a part of the message that is not signed on its own.',
    NOT_GENUINE,
  ),

  'encryption.structure': advise(
    'identity-provider',
    'The encrypted part has an unusual form.',
    'Use the defaults of the product for encryption, or switch it off: the message travels over TLS.',
  ),
  'encryption.algorithm': advise(
    'identity-provider',
    'RSA 1.5 or 3DES is chosen for encryption.',
    'Choose RSA-OAEP for the key and AES-GCM for the content.',
  ),
  'encryption.cbc_not_signed': advise(
    'identity-provider',
    'The content is encrypted with AES-CBC and nothing verified protects it from change.',
    'Choose AES-GCM, or sign the Response. For ADFS and Entra ID the administrator of Cordboard can set `cbcSignedInside`.',
  ),
  'encryption.key': advise(
    'administrator',
    'A key or certificate that should encrypt is not RSA, or is damaged.',
    'Replace it by an RSA certificate of at least 2048 bits.',
  ),
  'encryption.no_key': advise(
    'administrator',
    'The identity provider encrypts, and the service provider has no key to decrypt with.',
    'Give the identity provider the present metadata of the service provider, with `wantEncryptedAssertions` as intended.',
  ),
  'encryption.failed': advise(
    'identity-provider',
    'The message was encrypted for an old certificate of ours, or it was damaged.',
    'Load the present metadata of the service provider.',
  ),
};
