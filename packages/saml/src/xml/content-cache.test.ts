import { describe, expect, it } from 'vitest';
import { ContentCache } from './content-cache.ts';

describe('ContentCache', () => {
  it('makes each thing once', () => {
    const cache = new ContentCache<object>(2);
    const first = cache.getOrMake(['a', undefined], () => ({}));
    expect(cache.getOrMake(['a', undefined], () => ({}))).toBe(first);
    expect(cache.getOrMake([Buffer.from('a'), undefined], () => ({}))).toBe(first);
    expect(cache.getOrMake([undefined, 'a'], () => ({}))).not.toBe(first);
    expect(cache.getOrMake(['a', ''], () => ({}))).not.toBe(first);
  });

  it('forgets what was not used for longest', () => {
    const cache = new ContentCache<object>(2);
    const a = cache.getOrMake(['a'], () => ({}));
    const b = cache.getOrMake(['b'], () => ({}));
    cache.getOrMake(['a'], () => ({}));
    cache.getOrMake(['c'], () => ({}));
    expect(cache.getOrMake(['a'], () => ({}))).toBe(a);
    expect(cache.getOrMake(['b'], () => ({}))).not.toBe(b);
  });

  it('keeps nothing of what could not be made', () => {
    const cache = new ContentCache<string>(2);
    const failing = (): string => {
      throw new Error('unreadable');
    };
    expect(() => cache.getOrMake(['a'], failing)).toThrow('unreadable');
    expect(cache.getOrMake(['a'], () => 'made')).toBe('made');
  });
});
