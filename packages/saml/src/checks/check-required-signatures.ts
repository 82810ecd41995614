/** What the connection demands to be signed is signed; from here on only signed bytes are read. */
import type { VerifiedSignature } from '../dsig/verify-signature.ts';
import { SamlError } from '../errors.ts';
import { type VerifiedElement, verifiedBy } from '../messages/verified-element.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import type { RequiredSignatures } from './verify-response-options.ts';

export interface RequiredSignaturesCheck {
  readonly assertion: XmlElement;
  /** Each present only if it verified. */
  readonly responseSignature: VerifiedSignature | undefined;
  readonly assertionSignature: VerifiedSignature | undefined;
  readonly require: RequiredSignatures;
}

export interface SignedAssertion {
  readonly element: VerifiedElement;
  readonly signature: VerifiedSignature;
}

const notSigned = (part: 'response' | 'assertion', received: string): SamlError =>
  new SamlError(`${part}.not_signed`, { expected: `a signature of the identity provider on the ${part}`, received });

/**
 * SAML profiles §4.1.4.2, §4.1.4.5: with the POST binding the assertion has to be protected by a signature on itself or on
 * the Response. Encryption is no signature.
 *
 * @returns The assertion, marked as verified, and the signature that makes it so.
 * @throws SamlError `response.not_signed`, `assertion.not_signed`
 */
export const checkRequiredSignatures = (check: RequiredSignaturesCheck): SignedAssertion => {
  const { assertion, responseSignature, assertionSignature, require } = check;
  const found =
    responseSignature === undefined
      ? `${assertionSignature === undefined ? 'neither is' : 'only the assertion is'} signed`
      : `${assertionSignature === undefined ? 'only the response is' : 'both are'} signed`;
  if (responseSignature === undefined && (require === 'response' || require === 'both')) {
    throw notSigned('response', found);
  }
  if (assertionSignature === undefined && (require === 'assertion' || require === 'both')) {
    throw notSigned('assertion', found);
  }
  // The signature of the assertion itself says more than one around it, so it is the one that is named.
  const signature = assertionSignature ?? responseSignature;
  if (signature === undefined) {
    throw notSigned('assertion', found);
  }
  return { element: verifiedBy(assertion, signature), signature };
};
