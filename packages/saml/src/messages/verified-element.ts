/**
 * The type that separates verified from unverified: readers of identity take a `VerifiedElement`
 * only, and the functions here are the only ones that make one, from a verified signature.
 */
import type { VerifiedSignature } from '../dsig/verify-signature.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { isInside } from '../xml/xml-query.ts';

declare const verified: unique symbol;

/** An element that lies inside the bytes of a verified signature. */
export type VerifiedElement = XmlElement & { readonly [verified]: true };

/**
 * Marks an element as verified, when the signature covers it: it is the signed element or inside it.
 *
 * @throws Error when it is not; this is a defect of the caller and no property of a message.
 */
export const verifiedBy = (element: XmlElement, signature: VerifiedSignature): VerifiedElement => {
  if (element !== signature.element && !isInside(element, signature.element)) {
    throw new Error('an element outside the signed bytes was taken for verified');
  }
  return element as VerifiedElement;
};

/** What was decrypted from ciphertext inside a verified element is as verified as the ciphertext. */
export const verifiedWithin = (element: XmlElement, enclosing: VerifiedElement): VerifiedElement => {
  if (!isInside(element, enclosing)) {
    throw new Error('a decrypted element outside the signed bytes was taken for verified');
  }
  return element as VerifiedElement;
};

/** A child of a verified element is verified. */
export const verifiedChild = (child: XmlElement, parent: VerifiedElement): VerifiedElement => {
  if (child.parent !== parent) {
    throw new Error('an element of another parent was taken for verified');
  }
  return child as VerifiedElement;
};
