/** Tells whoever runs the hub's machine that its clock is wrong, before people are refused for it. */
import type { Logger } from 'pino';
import type { ClockWatch } from './clock-comparisons.ts';

/**
 * Warns once in the log when most servers differ by more than is tolerated, and says when that is over.
 *
 * @param toleratedMs milliseconds
 */
export const createClockWatch = (logger: Pick<Logger, 'warn' | 'info'>, toleratedMs: number): ClockWatch => ({
  toleratedMs,
  onChange: ({ isOff, ...clock }) => {
    if (isOff) {
      // One server alone may be the one that is wrong, and a company chooses which servers are asked.
      const words =
        clock.compared === 1
          ? 'The clock of this machine differs from the one server that it was compared with. If it is the wrong one, sign-ins are refused as too old or too new: check that time synchronisation (NTP) is on.'
          : 'The clock of this machine differs from most servers that it was compared with: sign-ins are refused as too old or too new. Switch time synchronisation (NTP) on.';
      logger.warn({ clock }, words);
    } else {
      logger.info({ clock }, 'The clock of this machine agrees with most servers again.');
    }
  },
});
