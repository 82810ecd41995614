import { describe, expect, it } from 'vitest';
import { certificateExpiry, EXPIRY_WARNING_DAYS } from './certificate-expiry.ts';

const NOW = Date.UTC(2030, 0, 15);
const DAY_MS = 24 * 60 * 60 * 1000;

describe('the expiry of a certificate', () => {
  it.each(EXPIRY_WARNING_DAYS)('is warned of from %i days before on, to the millisecond', (days) => {
    const notAfter = NOW + days * DAY_MS;
    expect(certificateExpiry(notAfter, NOW)).toEqual({ daysLeft: days, warning: days });
    const before = certificateExpiry(notAfter, NOW - 1).warning;
    expect(before === null || before > days).toBe(true);
  });

  it('is far off at first, and over after its very end', () => {
    expect(certificateExpiry(NOW + 60 * DAY_MS + 1, NOW).warning).toBeNull();
    expect(certificateExpiry(NOW, NOW)).toEqual({ daysLeft: 0, warning: 1 });
    expect(certificateExpiry(NOW, NOW + 1)).toEqual({ daysLeft: -1, warning: 0 });
    expect(certificateExpiry(NOW, NOW + 3 * DAY_MS)).toEqual({ daysLeft: -3, warning: 0 });
  });
});
