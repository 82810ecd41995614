import { describe, expect, it } from 'vitest';
import { assertRate, callerOfAddress, TooManyRequests } from './assert-rate.ts';
import { createRateLimiter } from './rate-limiter.ts';

const limiterOf = (perMinute: number, maxCallers?: number) => {
  const time = { now: 1_000_000 };
  const limiter = createRateLimiter({
    perMinute,
    clock: () => time.now,
    ...(maxCallers !== undefined && { maxCallers }),
  });
  const allowed = (caller: string, times: number): number =>
    Array.from({ length: times }, () => limiter.take(caller)).filter((wait) => wait === 0).length;
  return { limiter, time, allowed };
};

describe('a rate limiter', () => {
  it('allows as many at once as in a minute, and no more', () => {
    const { allowed } = limiterOf(60);
    expect(allowed('a', 60)).toBe(60);
    expect(allowed('a', 10)).toBe(0);
  });

  it('allows more as time goes by, evenly, up to a full minute', () => {
    const { time, allowed } = limiterOf(60);
    allowed('a', 60);
    time.now += 999;
    expect(allowed('a', 5)).toBe(0);
    time.now += 1;
    expect(allowed('a', 5)).toBe(1);
    time.now += 10_000;
    expect(allowed('a', 100)).toBe(10);
    time.now += 24 * 60 * 60_000;
    expect(allowed('a', 100)).toBe(60);
  });

  it('says after how many seconds there is one again', () => {
    const { limiter, time, allowed } = limiterOf(6);
    allowed('a', 6);
    expect(limiter.take('a')).toBe(10);
    time.now += 3_500;
    expect(limiter.take('a')).toBe(7);
    time.now += 6_499;
    expect(limiter.take('a')).toBe(1);
    time.now += 1;
    expect(limiter.take('a')).toBe(0);
  });

  it('counts each caller alone', () => {
    const { allowed } = limiterOf(3);
    expect(allowed('a', 5)).toBe(3);
    expect(allowed('b', 5)).toBe(3);
  });

  it('fills nothing when the clock is set back, and goes on from there', () => {
    const { time, allowed } = limiterOf(60);
    allowed('a', 60);
    time.now -= 3_600_000;
    expect(allowed('a', 1)).toBe(0);
    time.now += 1_000;
    expect(allowed('a', 5)).toBe(1);
  });

  it('remembers a limited number of callers, and forgets first who was quiet for longest', () => {
    const { limiter, allowed } = limiterOf(1, 3);
    for (const caller of ['a', 'b', 'c', 'a', 'd']) {
      limiter.take(caller);
    }
    // `b` was forgotten when `d` came; `a` had called again.
    expect([allowed('a', 1), allowed('c', 1), allowed('d', 1)]).toEqual([0, 0, 0]);
    expect(allowed('b', 1)).toBe(1);
  });

  it('does not slow down with many callers', () => {
    const { limiter } = limiterOf(10, 1000);
    for (let n = 0; n < 100_000; n += 1) {
      expect(limiter.take(`caller ${n}`)).toBe(0);
    }
  });
});

describe('assertRate', () => {
  it('throws what says when to come again', () => {
    const { limiter } = limiterOf(1);
    assertRate(limiter, 'a');
    expect(() => assertRate(limiter, 'a')).toThrow(TooManyRequests);
    try {
      assertRate(limiter, 'a');
    } catch (error) {
      expect(error).toMatchObject({ code: 'http.too_many', expected: 'at most 1 a minute', retryAfterSeconds: 60 });
    }
  });
});

describe('callerOfAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s for %s', (address, caller) => {
    expect(callerOfAddress(address)).toBe(caller);
  });

  it('tells networks apart', () => {
    expect(callerOfAddress('2001:db8:1:2::1')).toBe(callerOfAddress('2001:db8:1:2:ffff::1'));
    expect(callerOfAddress('2001:db8:1:2::1')).not.toBe(callerOfAddress('2001:db8:1:3::1'));
  });
});
