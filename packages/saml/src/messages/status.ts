/** The Status of a Response: what the identity provider says went wrong (SAML core §3.2.2). */
import { SAML_PROTOCOL } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, collapseWhiteSpace, onlyChild, optionalChild, textContent } from '../xml/xml-query.ts';

export interface ResponseStatus {
  /** The StatusCode values, the top-level one first. */
  readonly codes: readonly string[];
  /** For people; written by the sender and unverified. */
  readonly message?: string | undefined;
}

/** Nesting of StatusCodes that is read; two are usual. */
const MAX_STATUS_CODES = 5;

/**
 * Reads samlp:Status.
 *
 * @throws SamlError `xml.structure` when the Status or its StatusCode is missing or repeated.
 */
export const readStatus = (response: XmlElement): ResponseStatus => {
  const status = onlyChild(response, SAML_PROTOCOL, 'Status');
  const codes: string[] = [];
  let code: XmlElement | undefined = onlyChild(status, SAML_PROTOCOL, 'StatusCode');
  while (code !== undefined && codes.length < MAX_STATUS_CODES) {
    codes.push(collapseWhiteSpace(attributeValue(code, 'Value') ?? ''));
    code = optionalChild(code, SAML_PROTOCOL, 'StatusCode');
  }
  const message = optionalChild(status, SAML_PROTOCOL, 'StatusMessage');
  return { codes, message: message === undefined ? undefined : collapseWhiteSpace(textContent(message)) };
};
