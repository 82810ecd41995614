/** The person signed in recently enough for what was asked. */
import { SamlError } from '../errors.ts';
import { instantText } from '../messages/read-instant.ts';
import { aheadOfOurs } from './clock-difference.ts';
import type { TimeWindow } from './verification-settings.ts';

export interface AuthnInstantCheck {
  readonly authnInstant: Date;
  readonly maxAuthnAgeMs: number | undefined;
  readonly forceAuthnIssuedAt: Date | undefined;
  readonly time: TimeWindow;
}

/**
 * SAML core §2.7.2 and §3.4.1 (ForceAuthn), OpenID Connect core §3.1.2.1 (`max_age`): an identity provider that ignores the
 * wish is found out by AuthnInstant. Never in the future by more than the clock skew.
 *
 * @throws SamlError `assertion.authn_instant`
 */
export const checkAuthnInstant = (check: AuthnInstantCheck): void => {
  const { nowMs, clockSkewMs } = check.time;
  const instant = check.authnInstant.getTime();
  if (instant > nowMs + clockSkewMs) {
    throw new SamlError('assertion.authn_instant', {
      expected: `not after ${instantText(nowMs + clockSkewMs)}`,
      received: instantText(instant),
      hint: aheadOfOurs(instant - nowMs),
    });
  }
  const earliest = Math.max(
    check.maxAuthnAgeMs === undefined ? Number.NEGATIVE_INFINITY : nowMs - check.maxAuthnAgeMs,
    check.forceAuthnIssuedAt?.getTime() ?? Number.NEGATIVE_INFINITY,
  );
  if (instant < earliest - clockSkewMs) {
    throw new SamlError('assertion.authn_instant', {
      expected: `not before ${instantText(earliest - clockSkewMs)}`,
      received: instantText(instant),
    });
  }
};
