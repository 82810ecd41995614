/** The identity provider says that it succeeded. */
import { SamlError } from '../errors.ts';
import { STATUS_SUCCESS } from '../messages/saml-constants.ts';
import { readStatus } from '../messages/status.ts';
import type { XmlElement } from '../xml/xml-node.ts';

const STATUS_PREFIX = 'urn:oasis:names:tc:SAML:2.0:status:';

const shortName = (code: string): string => (code.startsWith(STATUS_PREFIX) ? code.slice(STATUS_PREFIX.length) : code);

/**
 * SAML core §3.2.2.2: only the top-level code Success means that there is an assertion to look at.
 *
 * @throws SamlError `response.status` with the codes and the message of the identity provider; `xml.structure`
 */
export const checkStatus = (response: XmlElement): void => {
  const { codes, message } = readStatus(response);
  if (codes[0] !== STATUS_SUCCESS) {
    const names = codes.map(shortName).join(' / ');
    throw new SamlError('response.status', {
      expected: 'Success',
      received: message === undefined || message === '' ? names : `${names}: ${message}`,
    });
  }
};
