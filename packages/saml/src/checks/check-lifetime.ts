/** The assertion cannot be used for longer than the limit. */
import { SamlError } from '../errors.ts';
import { instantText } from '../messages/read-instant.ts';

export interface LifetimeCheck {
  readonly issueInstant: number;
  /** NotOnOrAfter of the Conditions, if any. */
  readonly conditionsEnd: number | undefined;
  /** The latest NotOnOrAfter of all bearer confirmations. */
  readonly confirmationEnd: number;
  readonly maxLifetimeMs: number;
}

/**
 * An assertion must be remembered until nobody can use it any more (SAML profiles §4.1.4.5), so its use is bounded. It ends
 * with the earlier of Conditions and confirmation.
 *
 * @returns The instant from which the assertion is no longer acceptable, without clock skew, in epoch milliseconds.
 * @throws SamlError `assertion.lifetime`
 */
export const checkLifetime = (check: LifetimeCheck): number => {
  const end = Math.min(check.confirmationEnd, check.conditionsEnd ?? check.confirmationEnd);
  if (end - check.issueInstant > check.maxLifetimeMs) {
    throw new SamlError('assertion.lifetime', {
      expected: `no use after ${instantText(check.issueInstant + check.maxLifetimeMs)}`,
      received: instantText(end),
    });
  }
  return end;
};
