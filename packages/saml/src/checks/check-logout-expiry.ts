/** A LogoutRequest may still be acted on. */
import { SamlError } from '../errors.ts';
import { instantText, readInstant } from '../messages/read-instant.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import type { TimeWindow } from './verification-settings.ts';

/**
 * SAML core §3.7.1: NotOnOrAfter, if there, is when the request expires; the clock skew widens it.
 *
 * @returns NotOnOrAfter as written.
 * @throws SamlError `logout.expired`, also when it is no instant
 */
export const checkLogoutExpiry = (request: XmlElement, time: TimeWindow): Date | undefined => {
  const end = readInstant(request, 'NotOnOrAfter', 'logout.expired');
  if (end === undefined) {
    return undefined;
  }
  if (time.nowMs >= end + time.clockSkewMs) {
    throw new SamlError('logout.expired', {
      expected: `before ${instantText(end + time.clockSkewMs)}`,
      received: `now ${instantText(time.nowMs)}, NotOnOrAfter ${instantText(end)}`,
    });
  }
  return new Date(end);
};
