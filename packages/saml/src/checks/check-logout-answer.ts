/** A LogoutResponse answers our request, and says that the sender's session is over. */
import { SamlError } from '../errors.ts';
import { readOptionalUri } from '../messages/read-instant.ts';
import { STATUS_PARTIAL_LOGOUT, STATUS_SUCCESS } from '../messages/saml-constants.ts';
import { type ResponseStatus, readStatus } from '../messages/status.ts';
import type { XmlElement } from '../xml/xml-node.ts';

/**
 * SAML core §3.2.2: InResponseTo names the request that is answered.
 *
 * @throws SamlError `logout.in_response_to`
 */
export const checkLogoutInResponseTo = (response: XmlElement, expected: string): string => {
  const received = readOptionalUri(response, 'InResponseTo');
  if (received !== expected) {
    throw new SamlError('logout.in_response_to', { expected, received: received ?? 'no InResponseTo' });
  }
  return received;
};

/** What a LogoutResponse says about the outcome. */
export interface LogoutOutcome {
  readonly status: ResponseStatus;
  readonly partial: boolean;
}

/**
 * SAML core §3.7.3.2: the top-level code is Success; PartialLogout inside it says that not everybody could be told.
 *
 * @throws SamlError `logout.status` with the codes and the message of the sender; `xml.structure`
 */
export const checkLogoutStatus = (response: XmlElement): LogoutOutcome => {
  const status = readStatus(response);
  const [top, ...inner] = status.codes;
  if (top !== STATUS_SUCCESS) {
    const names = status.codes.map((code) => code.slice(code.lastIndexOf(':') + 1)).join(' / ');
    throw new SamlError('logout.status', {
      expected: 'Success',
      received: status.message === undefined || status.message === '' ? names : `${names}: ${status.message}`,
    });
  }
  return { status, partial: inner.includes(STATUS_PARTIAL_LOGOUT) };
};
