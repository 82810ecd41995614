/**
 * Compares the clock of the hub with those of the servers that it fetches from, by the Date of their answers (RFC 9110
 * §6.6.1). Any of them may be wrong; several that agree are a sign.
 */
import type { GuardedFetch } from './guarded-fetch.ts';

/** Servers that are remembered; the one heard of longest ago goes first. */
const MAX_SERVERS = 20;
/** A Date has whole seconds: the true instant is up to one later. */
const HALF_SECOND_MS = 500;

export interface ClockComparison {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How far our clock is ahead; negative when it is behind. */
  readonly aheadMs: number;
  readonly uncertainMs: number;
}

/** What most servers that the hub was compared with say of its clock. */
export interface ClockNews {
  /** More than half of them differ by more than is tolerated, even in the best case. */
  readonly isOff: boolean;
  readonly differing: number;
  readonly compared: number;
  /** How far our clock is ahead of the differing one heard of last; 0 when none differs. */
  readonly aheadMs: number;
}

/** Is told when the clock begins to be off, and when it is right again. */
export interface ClockWatch {
  readonly toleratedMs: number;
  readonly onChange: (news: ClockNews) => void;
}

export interface ObservedFetch {
  readonly fetch: GuardedFetch;
  /** The newest comparison with each server, oldest first. */
  readonly comparisons: () => readonly ClockComparison[];
}

const judge = (comparisons: readonly ClockComparison[], toleratedMs: number): ClockNews => {
  const differing = comparisons.filter(({ aheadMs, uncertainMs }) => Math.abs(aheadMs) - uncertainMs > toleratedMs);
  return {
    isOff: differing.length * 2 > comparisons.length,
    differing: differing.length,
    compared: comparisons.length,
    aheadMs: differing.at(-1)?.aheadMs ?? 0,
  };
};

/** @param clock epoch milliseconds */
export const observeClocks = (fetch: GuardedFetch, clock: () => number, watch?: ClockWatch): ObservedFetch => {
  const known = new Map<string, ClockComparison>();
  let wasOff = false;
  const tell = (): void => {
    if (watch !== undefined) {
      const news = judge([...known.values()], watch.toleratedMs);
      if (news.isOff !== wasOff) {
        wasOff = news.isOff;
        watch.onChange(news);
      }
    }
  };
  return {
    fetch: async (url, options) => {
      const sentAt = clock();
      const document = await fetch(url, options);
      const receivedAt = clock();
      if (document.date !== undefined && document.date !== null) {
        const { host } = new URL(document.url);
        const middle = (sentAt + receivedAt) / 2;
        known.delete(host);
        known.set(host, {
          at: receivedAt,
          aheadMs: Math.round(middle - (document.date + HALF_SECOND_MS)),
          uncertainMs: Math.ceil((receivedAt - sentAt) / 2) + HALF_SECOND_MS,
        });
        const oldest = known.size > MAX_SERVERS ? known.keys().next().value : undefined;
        if (oldest !== undefined) {
          known.delete(oldest);
        }
        tell();
      }
      return document;
    },
    comparisons: () => [...known.values()],
  };
};
