import { describe, expect, it } from 'vitest';
import { differenceFrom, isOff, judgeClock } from './judge-clock.ts';

const toleratedMs = 120_000;
const server = (aheadMs: number, uncertainMs = 500) => ({ at: 0, aheadMs, uncertainMs });
const judge = (ahead: readonly number[], browserAheadMs = 0) =>
  judgeClock(
    { toleratedMs, comparisons: ahead.map((aheadMs) => server(aheadMs)) },
    { aheadMs: browserAheadMs, uncertainMs: 0 },
  );

describe('differenceFrom', () => {
  it('compares with the middle of the request, and is as unsure as half of it is long', () => {
    expect(differenceFrom(1_000, 5_000, 2_000)).toEqual({ aheadMs: 3_500, uncertainMs: 500 });
    expect(differenceFrom(1_000, 500, 1_001)).toEqual({ aheadMs: -500, uncertainMs: 1 });
  });
});

describe('isOff', () => {
  it.each([
    [120_000, 0, false],
    [120_001, 0, true],
    [-120_000, 0, false],
    [-120_001, 0, true],
    [120_500, 500, false],
    [120_501, 500, true],
  ])('of %i ms, unsure by %i, is %s', (aheadMs, uncertainMs, off) => {
    expect(isOff({ aheadMs, uncertainMs }, toleratedMs)).toBe(off);
  });
});

describe('judgeClock', () => {
  it('finds the clock right when all agree, and when there is only the browser', () => {
    expect(judge([0, -300, 100])).toBe('right');
    expect(judge([])).toBe('right');
  });

  it('blames the hub when most servers differ from it, whatever the browser says', () => {
    expect(judge([300_000, 301_000, 0])).toBe('hub-wrong');
    expect(judge([-300_000])).toBe('hub-wrong');
    expect(judge([300_000], 300_000)).toBe('hub-wrong');
  });

  it('blames the browser when most servers agree with the hub', () => {
    expect(judge([0], 300_000)).toBe('browser-wrong');
    expect(judge([0, 0, 300_000], -300_000)).toBe('browser-wrong');
  });

  it('leaves it open who is wrong when nothing or half of the servers speak for the hub', () => {
    expect(judge([], 300_000)).toBe('browser-or-hub-wrong');
    expect(judge([0, 300_000], 300_000)).toBe('browser-or-hub-wrong');
  });

  it('blames other servers when half of them or fewer differ', () => {
    expect(judge([0, 300_000])).toBe('other-wrong');
    expect(judge([0, 0, 300_000])).toBe('other-wrong');
  });
});
