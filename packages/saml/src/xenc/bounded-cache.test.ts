import { describe, expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

describe('BoundedCache', () => {
  it('makes a value once', () => {
    const cache = new BoundedCache<object>(2);
    const first = cache.get('a', () => ({}));
    expect(cache.get('a', () => ({}))).toBe(first);
  });

  it('forgets the oldest past its capacity, and nothing at it', () => {
    const cache = new BoundedCache<object>(2);
    const first = cache.get('a', () => ({}));
    const second = cache.get('b', () => ({}));
    expect(cache.get('a', () => ({}))).toBe(first);
    cache.get('c', () => ({}));
    expect(cache.size).toBe(2);
    expect(cache.get('b', () => ({}))).toBe(second);
    expect(cache.get('a', () => ({}))).not.toBe(first);
  });

  it('keeps nothing when a value cannot be made', () => {
    const cache = new BoundedCache<object>(1);
    const failing = (): object => {
      throw new Error('no');
    };
    expect(() => cache.get('a', failing)).toThrow('no');
    expect(cache.size).toBe(0);
  });
});
