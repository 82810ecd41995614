import { describe, expect, it } from 'vitest';
import { type ClockNews, type ClockWatch, observeClocks } from './clock-comparisons.ts';
import type { GuardedFetch } from './guarded-fetch.ts';

const NOW = Date.UTC(2030, 0, 15, 12);

/** A fetch that takes two seconds of our clock, of servers whose dates the test names. */
const observe = (dates: Readonly<Record<string, number | null>>, watch?: ClockWatch) => {
  let now = NOW;
  const fetch: GuardedFetch = (url) => {
    now += 2000;
    return Promise.resolve({
      url,
      contentType: null,
      body: new Uint8Array(),
      date: dates[new URL(url).hostname] ?? null,
    });
  };
  return observeClocks(fetch, () => now, watch);
};

describe('observeClocks', () => {
  it('compares with the middle of the request, and says how sure it can be', async () => {
    const { fetch, comparisons } = observe({ 'right.example': NOW + 1000, 'late.example': NOW - 60_000 });
    expect(comparisons()).toEqual([]);
    await fetch('https://right.example/metadata');
    expect(comparisons()).toEqual([{ at: NOW + 2000, aheadMs: -500, uncertainMs: 1500 }]);
    await fetch('https://late.example/metadata');
    expect(comparisons()[1]).toEqual({ at: NOW + 4000, aheadMs: 62_500, uncertainMs: 1500 });
  });

  it('remembers the newest of each server, and of 20 servers', async () => {
    const names = Array.from({ length: 25 }, (_value, index) => `s${index}.example`);
    const { fetch, comparisons } = observe(Object.fromEntries(names.map((name) => [name, NOW])));
    for (const name of [...names, 's24.example']) {
      await fetch(`https://${name}/`);
    }
    expect(comparisons()).toHaveLength(20);
    expect(comparisons().at(-1)?.at).toBe(NOW + 26 * 2000);
  });

  it('learns nothing of a server that gives no date, and passes its answer on', async () => {
    const { fetch, comparisons } = observe({});
    expect(await fetch('https://silent.example/')).toMatchObject({ url: 'https://silent.example/' });
    expect(comparisons()).toEqual([]);
  });
});

describe('a watch of the clock', () => {
  const TOLERATED_MS = 120_000;
  /** The middle of a request lies a second after it begins; a Date counts as half a second later than it says. */
  const behindBy = (index: number, ms: number): number => NOW + index * 2000 + 500 - ms;

  const visit = async (dates: readonly number[]): Promise<readonly ClockNews[]> => {
    const heard: ClockNews[] = [];
    const named = Object.fromEntries(dates.map((date, index) => [`s${index}.example`, date]));
    const { fetch } = observe(named, { toleratedMs: TOLERATED_MS, onChange: (news) => heard.push(news) });
    for (const name of Object.keys(named)) {
      await fetch(`https://${name}/metadata`);
    }
    return heard;
  };

  it('tells once when most servers surely differ, and again when they do not any more', async () => {
    const far = 10 * 60_000;
    expect(await visit([behindBy(0, far), behindBy(1, far), behindBy(2, 0), behindBy(3, 0)])).toEqual([
      { isOff: true, differing: 1, compared: 1, aheadMs: far },
      { isOff: false, differing: 2, compared: 4, aheadMs: far },
    ]);
  });

  it('tells nothing while as many agree as differ, nor of a difference that is not sure', async () => {
    expect(await visit([behindBy(0, 0), behindBy(1, -10 * 60_000)])).toEqual([]);
    expect(await visit([behindBy(0, TOLERATED_MS + 1500)])).toEqual([]);
    expect(await visit([behindBy(0, TOLERATED_MS + 1501)])).toEqual([
      { isOff: true, differing: 1, compared: 1, aheadMs: TOLERATED_MS + 1501 },
    ]);
    expect(await visit([behindBy(0, -TOLERATED_MS - 1501)])).toMatchObject([{ aheadMs: -TOLERATED_MS - 1501 }]);
  });
});
