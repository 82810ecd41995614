/** How long certificates still hold, for a bar of twelve months. */
import type { Status } from '../../parts/status-icon.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
const YEAR_DAYS = 365;
const MONTH_DAYS = 30;
/** Notices begin here. */
const SOON_DAYS = 60;
const COUNTED_IN_DAYS = 90;

export interface Expiry {
  /** Whole days; negative once it has expired. */
  readonly days: number;
  readonly status: Extract<Status, 'ok' | 'warn' | 'bad'>;
  /** Of twelve months, 0 to 1. */
  readonly share: number;
  readonly unit: 'expired' | 'days' | 'months';
  readonly count: number;
}

export const expiryOf = (validUntil: number, now: number): Expiry => {
  const days = Math.floor((validUntil - now) / DAY_MS);
  const share = Math.min(1, Math.max(0, days / YEAR_DAYS));
  if (validUntil <= now) {
    return { days, status: 'bad', share: 0, unit: 'expired', count: 0 };
  }
  const status = days <= SOON_DAYS ? 'warn' : 'ok';
  return days < COUNTED_IN_DAYS
    ? { days, status, share, unit: 'days', count: days }
    : { days, status, share, unit: 'months', count: Math.floor(days / MONTH_DAYS) };
};
