/** The options of `verifyResponse` with every default filled in, as the checks take them. */
import { MESSAGE_LIMITS, type XmlLimits } from '../xml/xml-node.ts';
import type { Unsolicited, VerifyResponseOptions } from './verify-response-options.ts';

export const DEFAULT_CLOCK_SKEW_MS = 120_000;
const MAX_CLOCK_SKEW_MS = 300_000;
const DEFAULT_MAX_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The instant of judgement and how much clocks may differ, all in milliseconds. */
export interface TimeWindow {
  readonly nowMs: number;
  readonly clockSkewMs: number;
  readonly maxLifetimeMs: number;
}

/** The answer that is waited for: a request's ID, an unsolicited one, or none at all. */
export type ExpectedAnswer = string | Unsolicited | undefined;

export interface VerificationSettings {
  readonly time: TimeWindow;
  readonly limits: XmlLimits;
}

const requireNumber = (name: string, value: number, max = Number.MAX_SAFE_INTEGER): void => {
  // Written so that NaN fails, which every comparison of the checks would let pass.
  if (!(value >= 0 && value <= max)) {
    throw new RangeError(`${name} must be 0 to ${max}, not ${value}`);
  }
};

/**
 * Refuses names that an absent value of a message would equal.
 *
 * @throws RangeError when one is empty or no text.
 */
export const requireText = (name: string, values: readonly unknown[]): void => {
  if (values.some((value) => typeof value !== 'string' || value === '')) {
    throw new RangeError(`${name} must not be empty, as an absent value would equal it`);
  }
};

/**
 * Checks the numbers that instants are compared with.
 *
 * @throws RangeError when one is negative, too large or NaN, or `now` is no date.
 */
export const requireTimeWindow = (now: Date, clockSkewMs: number, maxLifetimeMs: number): TimeWindow => {
  const nowMs = now.getTime();
  if (Number.isNaN(nowMs)) {
    throw new RangeError('now is not a date');
  }
  requireNumber('clockSkewMs', clockSkewMs, MAX_CLOCK_SKEW_MS);
  requireNumber('maxLifetimeMs', maxLifetimeMs);
  return { nowMs, clockSkewMs, maxLifetimeMs };
};

/**
 * Fills in the defaults of what has one.
 *
 * @throws RangeError when an option is impossible: a clock skew that is not between 0 and 300 seconds, an invalid date,
 * an empty name. This is a defect of the caller, and each of these would make a check pass that should not.
 */
export const verificationSettings = (options: VerifyResponseOptions): VerificationSettings => {
  const { inResponseTo, maxAuthnAgeMs, forceAuthnIssuedAt } = options;
  requireText('idpEntityId', [options.idpEntityId]);
  requireText('audiences', options.audiences);
  requireText('acsUrls', options.acsUrls);
  requireText('inResponseTo', typeof inResponseTo === 'string' ? [inResponseTo] : []);
  requireNumber('maxAuthnAgeMs', maxAuthnAgeMs ?? 0);
  if (Number.isNaN(forceAuthnIssuedAt?.getTime() ?? 0)) {
    throw new RangeError('forceAuthnIssuedAt is not a date');
  }
  return {
    time: requireTimeWindow(
      options.now,
      options.clockSkewMs ?? DEFAULT_CLOCK_SKEW_MS,
      options.maxLifetimeMs ?? DEFAULT_MAX_LIFETIME_MS,
    ),
    limits: options.limits ?? MESSAGE_LIMITS,
  };
};
