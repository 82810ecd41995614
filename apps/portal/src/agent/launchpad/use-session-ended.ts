/** Tells the launchpad once, when the session ends: no running clock, so nothing is announced in between. */
import { useEffect, useState } from 'react';

/** Browsers fire a timer with a longer delay at once. */
const longestDelayMs = 2 ** 31 - 1;

/**
 * True from the moment at which the session ends.
 * @param remainingMs from the hub's clock when the page was made, so the browser's clock does not matter
 */
export function useSessionEnded(remainingMs: number): boolean {
  const [ended, setEnded] = useState(remainingMs <= 0);
  useEffect(() => {
    if (ended || remainingMs > longestDelayMs) return;
    const timer = setTimeout(() => setEnded(true), remainingMs);
    return () => clearTimeout(timer);
  }, [ended, remainingMs]);
  return ended;
}
