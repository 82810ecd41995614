/** Elements marked as verified without a signature, for tests of what reads them. */
import type { VerifiedElement } from '../src/messages/verified-element.ts';
import { parseXml } from '../src/xml/parse-xml.ts';
import { SAML_NS } from './sample-response.ts';

/** Parses a piece of XML in which `saml`, `xs` and `xsi` are declared, and vouches for it. */
export const verifiedXml = (xml: string): VerifiedElement => {
  const declarations = `xmlns:saml="${SAML_NS}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  const { root } = parseXml(`<wrapper ${declarations}>${xml}</wrapper>`);
  const [element] = root.children;
  if (element?.kind !== 'element') {
    throw new Error('the piece is no element');
  }
  return element as VerifiedElement;
};
