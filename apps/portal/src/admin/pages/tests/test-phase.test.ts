import { describe, expect, it } from 'vitest';
import { CLOSED_GRACE_MS, testPhase, type WindowFacts } from './test-phase.ts';

const NOW = 1_000_000;
const window = (state: WindowFacts['state'], closedAt: number | null = null): WindowFacts => ({ state, closedAt });
const test = (state: Parameters<typeof testPhase>[0]['state'], recognisedAs: string | null = null) => ({
  state,
  recognisedAs,
});

describe('testPhase', () => {
  it.each(['open', 'none', 'closed', 'blocked'] as const)(
    'believes the hub alone once it knows, window %s',
    (state) => {
      expect(testPhase(test('succeeded', 'ada'), window(state, 0), NOW)).toBe('succeeded');
      expect(testPhase(test('succeeded'), window(state, 0), NOW)).toBe('unknown');
      expect(testPhase(test('failed'), window(state, 0), NOW)).toBe('failed');
      expect(testPhase(test('timed-out'), window(state, 0), NOW)).toBe('timed-out');
    },
  );

  it('waits while the window is open', () => {
    expect(testPhase(test('waiting'), window('open'), NOW)).toBe('progress');
    expect(testPhase(test('in-progress'), window('open'), NOW)).toBe('progress');
  });

  it('says that it is not finished only some seconds after the window was closed', () => {
    const closed = window('closed', NOW);
    expect(testPhase(test('in-progress'), closed, NOW + CLOSED_GRACE_MS - 1)).toBe('progress');
    expect(testPhase(test('in-progress'), closed, NOW + CLOSED_GRACE_MS)).toBe('closed');
    expect(testPhase(test('waiting'), closed, NOW + CLOSED_GRACE_MS)).toBe('closed');
  });

  it('offers the same tab until the test has set off', () => {
    expect(testPhase(test('waiting'), window('blocked'), NOW)).toBe('blocked');
    expect(testPhase(test('in-progress'), window('blocked'), NOW)).toBe('progress');
  });

  it('knows no window after it was loaded again', () => {
    expect(testPhase(test('waiting'), window('none'), NOW)).toBe('lost');
    expect(testPhase(test('in-progress'), window('none'), NOW)).toBe('progress');
  });
});
