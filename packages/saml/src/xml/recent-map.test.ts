import { describe, expect, it } from 'vitest';
import { RecentMap } from './recent-map.ts';

describe('RecentMap', () => {
  it('makes each thing once', () => {
    const map = new RecentMap<object>(2);
    const a = map.getOrMake('a', () => ({}));
    expect(map.getOrMake('a', () => ({}))).toBe(a);
    expect(map.getOrMake('b', () => ({}))).not.toBe(a);
  });

  it('holds as many as it may, and forgets what was not used for longest', () => {
    const map = new RecentMap<object>(2);
    const a = map.getOrMake('a', () => ({}));
    const b = map.getOrMake('b', () => ({}));
    expect(map.getOrMake('a', () => ({}))).toBe(a);
    const c = map.getOrMake('c', () => ({}));
    expect(map.getOrMake('a', () => ({}))).toBe(a);
    expect(map.getOrMake('c', () => ({}))).toBe(c);
    expect(map.getOrMake('b', () => ({}))).not.toBe(b);
  });
});
