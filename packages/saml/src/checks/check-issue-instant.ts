/** A message or assertion was issued at a plausible time. */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { instantText, requireInstant } from '../messages/read-instant.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { aheadOfOurs } from './clock-difference.ts';
import type { TimeWindow } from './verification-settings.ts';

/**
 * SAML core §2.3.3, §3.2.2: IssueInstant is required. It must not lie in the future by more than the clock skew, nor
 * further in the past than the longest lifetime.
 *
 * @returns Epoch milliseconds.
 * @throws SamlError `code`
 */
export const checkIssueInstant = (element: XmlElement, time: TimeWindow, code: SamlErrorCode): number => {
  const instant = requireInstant(element, 'IssueInstant', code);
  const received = (): string => instantText(instant);
  if (instant > time.nowMs + time.clockSkewMs) {
    throw new SamlError(code, {
      expected: `not after ${instantText(time.nowMs + time.clockSkewMs)}`,
      received: received(),
      hint: aheadOfOurs(instant - time.nowMs),
    });
  }
  const earliest = time.nowMs - time.maxLifetimeMs - time.clockSkewMs;
  if (instant < earliest) {
    throw new SamlError(code, { expected: `not before ${instantText(earliest)}`, received: received() });
  }
  return instant;
};
