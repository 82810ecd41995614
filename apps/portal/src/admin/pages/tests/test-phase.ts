/** What the page about a test says: how it stands at the hub, and what is known of its window. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';

export type TestPhase = 'progress' | 'blocked' | 'lost' | 'closed' | 'timed-out' | 'succeeded' | 'unknown' | 'failed';

/** A window that is gone may just have brought its answer: the hub is believed for a moment longer. */
export const CLOSED_GRACE_MS = 4_000;

export interface WindowFacts {
  /** `none`: this page did not open it, or was loaded again since. */
  readonly state: 'open' | 'closed' | 'blocked' | 'none';
  /** Epoch milliseconds; when it was first seen closed. */
  readonly closedAt: number | null;
}

type TestFacts = Pick<ConnectionTestView, 'state' | 'recognisedAs'>;

const unfinished = (state: 'waiting' | 'in-progress', window: WindowFacts, now: number): TestPhase => {
  if (window.state === 'blocked') {
    return state === 'waiting' ? 'blocked' : 'progress';
  }
  if (window.state === 'closed' && window.closedAt !== null && now - window.closedAt >= CLOSED_GRACE_MS) {
    return 'closed';
  }
  return window.state === 'none' && state === 'waiting' ? 'lost' : 'progress';
};

/** @param now epoch milliseconds */
export const testPhase = ({ state, recognisedAs }: TestFacts, window: WindowFacts, now: number): TestPhase => {
  switch (state) {
    case 'waiting':
    case 'in-progress':
      return unfinished(state, window, now);
    case 'succeeded':
      return recognisedAs === null ? 'unknown' : 'succeeded';
    default:
      return state;
  }
};
