/** How long a certificate is still valid, and when to say so. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Days before its end at which a certificate is spoken of again, each more urgent than the one before. */
export const EXPIRY_WARNING_DAYS = [60, 30, 14, 7, 1] as const;

/** 0: it is over. */
export type ExpiryWarning = (typeof EXPIRY_WARNING_DAYS)[number] | 0;

export interface CertificateExpiry {
  /** Whole days that are left; negative when it is over. */
  readonly daysLeft: number;
  /** The smallest limit that has been reached, null while it is far off. */
  readonly warning: ExpiryWarning | null;
}

/** A certificate is valid at its very notAfter (RFC 5280 §4.1.2.5). */
export const certificateExpiry = (notAfter: number, now: number): CertificateExpiry => {
  const left = notAfter - now;
  const reached = EXPIRY_WARNING_DAYS.filter((days) => left <= days * DAY_MS);
  return { daysLeft: Math.floor(left / DAY_MS), warning: left < 0 ? 0 : (reached.at(-1) ?? null) };
};
