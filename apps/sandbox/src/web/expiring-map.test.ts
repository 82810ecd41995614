import { describe, expect, it } from 'vitest';
import { ExpiringMap } from './expiring-map.ts';

const makeMap = (maxEntries = 10) => {
  let nowMs = 0;
  const map = new ExpiringMap<string>({ lifetimeMs: 1000, maxEntries, clock: () => new Date(nowMs) });
  return {
    map,
    setNow: (ms: number) => {
      nowMs = ms;
    },
  };
};

describe('ExpiringMap', () => {
  it('gives a value up to the last millisecond of its life and not at its end', () => {
    const { map, setNow } = makeMap();
    map.set('a', 'value');
    setNow(999);
    expect(map.get('a')).toBe('value');
    setNow(1000);
    expect(map.get('a')).toBeUndefined();
  });

  it('gives a taken value once', () => {
    const { map } = makeMap();
    map.set('a', 'value');
    expect(map.take('a')).toBe('value');
    expect(map.take('a')).toBeUndefined();
  });

  it('drops the oldest entry when it is full', () => {
    const { map } = makeMap(2);
    for (const key of ['a', 'b', 'c']) {
      map.set(key, key);
    }
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 'b', 'c']);
  });

  it('forgets what is deleted', () => {
    const { map } = makeMap();
    map.set('a', 'value');
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
  });
});
