import { describe, expect, it } from 'vitest';
import { createClockWatch } from './clock-watch.ts';

describe('the watch of the clock', () => {
  it('warns with how far it is off and what to switch on, and says when that is over', () => {
    const logged: unknown[] = [];
    const line =
      (level: string) =>
      (...said: unknown[]): void => {
        logged.push([level, ...said]);
      };
    const { onChange, toleratedMs } = createClockWatch({ warn: line('warn'), info: line('info') }, 120_000);
    expect(toleratedMs).toBe(120_000);
    onChange({ isOff: true, differing: 2, compared: 3, aheadMs: -200_000 });
    onChange({ isOff: false, differing: 1, compared: 3, aheadMs: -200_000 });
    expect(logged).toEqual([
      ['warn', { clock: { differing: 2, compared: 3, aheadMs: -200_000 } }, expect.stringContaining('(NTP)')],
      ['info', { clock: { differing: 1, compared: 3, aheadMs: -200_000 } }, expect.stringContaining('agrees')],
    ]);
  });

  it('does not blame this machine when it was compared with one server only', () => {
    const logged: unknown[] = [];
    const warn = (...said: unknown[]): void => {
      logged.push(said[1]);
    };
    const { onChange } = createClockWatch({ warn, info: warn }, 120_000);
    onChange({ isOff: true, differing: 1, compared: 1, aheadMs: -200_000 });
    expect(logged).toEqual([expect.stringContaining('If it is the wrong one')]);
  });
});
