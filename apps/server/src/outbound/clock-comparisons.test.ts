import { describe, expect, it } from 'vitest';
import { observeClocks } from './clock-comparisons.ts';
import type { GuardedFetch } from './guarded-fetch.ts';

const NOW = Date.UTC(2030, 0, 15, 12);

/** A fetch that takes two seconds of our clock, of servers whose dates the test names. */
const observe = (dates: Readonly<Record<string, number | null>>) => {
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
  return observeClocks(fetch, () => now);
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
