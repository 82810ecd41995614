/** The assertion is valid at this instant, and holds no condition that is not understood. */
import { SamlError } from '../errors.ts';
import type { Conditions } from '../messages/read-conditions.ts';
import { instantText } from '../messages/read-instant.ts';
import { aheadOfOurs, endedBefore } from './clock-difference.ts';
import type { TimeWindow } from './verification-settings.ts';

/**
 * SAML core §2.5.1.2: valid from NotBefore on and until just before NotOnOrAfter; the clock skew widens both ends.
 *
 * @throws SamlError `assertion.not_yet_valid`, `assertion.expired`, `assertion.conditions` when the window is empty
 */
export const checkConditions = ({ notBefore, notOnOrAfter }: Conditions, time: TimeWindow): void => {
  const now = (): string => `now ${instantText(time.nowMs)}`;
  if (notBefore !== undefined && notOnOrAfter !== undefined && notBefore >= notOnOrAfter) {
    throw new SamlError('assertion.conditions', {
      expected: 'NotBefore earlier than NotOnOrAfter',
      received: `${instantText(notBefore)} and ${instantText(notOnOrAfter)}`,
    });
  }
  if (notBefore !== undefined && time.nowMs < notBefore - time.clockSkewMs) {
    throw new SamlError('assertion.not_yet_valid', {
      expected: `not before ${instantText(notBefore - time.clockSkewMs)}`,
      received: `${now()}, Conditions NotBefore ${instantText(notBefore)}`,
      hint: aheadOfOurs(notBefore - time.nowMs),
    });
  }
  if (notOnOrAfter !== undefined && time.nowMs >= notOnOrAfter + time.clockSkewMs) {
    throw new SamlError('assertion.expired', {
      expected: `before ${instantText(notOnOrAfter + time.clockSkewMs)}`,
      received: `${now()}, Conditions NotOnOrAfter ${instantText(notOnOrAfter)}`,
      hint: endedBefore(time.nowMs - notOnOrAfter),
    });
  }
};
