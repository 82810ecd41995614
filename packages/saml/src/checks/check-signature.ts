/** A signature that is present verifies with a key of the connection. */
import type { NestedForms } from '../dsig/nested-forms.ts';
import { type VerifiedSignature, verifySignature } from '../dsig/verify-signature.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import type { VerifyResponseOptions } from './verify-response-options.ts';

/**
 * SAML core §5, xmldsig-core §3.2. Every signature that a message carries has to verify, wanted or not: one that does not
 * means that the message was changed or is not from this identity provider.
 *
 * @throws SamlError `signature.*`, `xml.canonicalization`
 */
export const checkSignature = (
  signature: XmlElement,
  options: Pick<VerifyResponseOptions, 'verificationKeys' | 'allowSha1' | 'allowRsa1024'>,
  forms?: NestedForms,
): VerifiedSignature =>
  verifySignature(signature, {
    keys: options.verificationKeys,
    allowSha1: options.allowSha1 ?? false,
    allowRsa1024: options.allowRsa1024 ?? false,
    forms,
  });
