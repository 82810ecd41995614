/** Which clock is wrong: the hub's, this browser's or another server's. All times in milliseconds. */
import type { Clock } from '@cordboard/contract/admin-api/clock';

export interface Difference {
  /** How far the hub is ahead of the other clock; negative when it is behind. */
  readonly aheadMs: number;
  /** The true difference is at most so far from it. */
  readonly uncertainMs: number;
}

export type ClockVerdict =
  /** Nothing differs by more than is tolerated. */
  | 'right'
  /** Most of the servers that it was compared with say so. */
  | 'hub-wrong'
  /** The servers agree with the hub, and the browser does not. */
  | 'browser-wrong'
  /** The browser differs, and nothing else was compared. */
  | 'browser-or-hub-wrong'
  /** Some servers differ, most do not. */
  | 'other-wrong';

/** As the browser sees it: when it asked, what the hub's clock said, and when it knew. Epoch milliseconds. */
export const differenceFrom = (sentAt: number, hubNow: number, receivedAt: number): Difference => ({
  aheadMs: Math.round(hubNow - (sentAt + receivedAt) / 2),
  uncertainMs: Math.ceil(Math.abs(receivedAt - sentAt) / 2),
});

/** Certainly more than is tolerated. */
export const isOff = ({ aheadMs, uncertainMs }: Difference, toleratedMs: number): boolean =>
  Math.abs(aheadMs) - uncertainMs > toleratedMs;

export const judgeClock = (
  { toleratedMs, comparisons }: Pick<Clock, 'toleratedMs' | 'comparisons'>,
  browser: Difference,
): ClockVerdict => {
  const off = comparisons.filter((comparison) => isOff(comparison, toleratedMs)).length;
  if (off * 2 > comparisons.length) {
    return 'hub-wrong';
  }
  if (isOff(browser, toleratedMs)) {
    // As many for the one as for the other prove neither.
    return off * 2 < comparisons.length ? 'browser-wrong' : 'browser-or-hub-wrong';
  }
  return off > 0 ? 'other-wrong' : 'right';
};
