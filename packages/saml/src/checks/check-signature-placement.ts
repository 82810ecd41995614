/** Signatures stand only where they sign: directly in the Response and directly in its assertions. */
import { assertSignaturePlacement, signatureOf } from '../dsig/find-signature.ts';
import type { UnverifiedResponseMessage } from '../messages/read-response.ts';
import type { XmlElement } from '../xml/xml-node.ts';

/** The ds:Signature elements that have to verify. */
export interface PlacedSignatures {
  readonly response: XmlElement | undefined;
  /** By the assertion that each signs. */
  readonly assertions: ReadonlyMap<XmlElement, XmlElement>;
}

/**
 * SAML core §5.4.1: a signature is enveloped by what it signs. One elsewhere, such as in Extensions, Advice or ds:Object,
 * has no business in a Response and is how wrapping attacks keep the genuine one.
 *
 * @throws SamlError `signature.misplaced`, `signature.structure`
 */
export const checkSignaturePlacement = (response: UnverifiedResponseMessage): PlacedSignatures => {
  const { element, assertions } = response;
  assertSignaturePlacement(element, [element, ...assertions]);
  const signatures = new Map<XmlElement, XmlElement>();
  for (const assertion of assertions) {
    const signature = signatureOf(assertion);
    if (signature !== undefined) {
      signatures.set(assertion, signature);
    }
  }
  return { response: signatureOf(element), assertions: signatures };
};
