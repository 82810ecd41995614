import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPendingSignIns, SIGN_IN_LIFETIME_MS } from './pending-sign-ins.ts';

const setUp = () => {
  let nowMs = 0;
  const pending = createPendingSignIns({ clock: () => new Date(nowMs), random: randomBytes });
  const setNow = (ms: number): void => {
    nowMs = ms;
  };
  return { pending, setNow };
};

describe('pending sign-ins', () => {
  it('makes secrets of 256 bits that all differ', () => {
    const { secrets, binding } = setUp().pending.begin();
    const values = [...Object.values(secrets), binding];
    expect(values.every((value) => /^[\w-]{43}$/.test(value))).toBe(true);
    expect(new Set(values).size).toBe(4);
  });

  it('gives the secrets once, to the browser that began', () => {
    const { pending } = setUp();
    const { secrets, binding } = pending.begin();
    expect(pending.take(secrets.state, binding)).toEqual(secrets);
    expect(pending.take(secrets.state, binding)).toBeUndefined();
  });

  it('gives nothing to another browser, which does not use the sign-in up', () => {
    const { pending } = setUp();
    const mine = pending.begin();
    const other = pending.begin();
    expect(pending.take(mine.secrets.state, other.binding)).toBeUndefined();
    expect(pending.take(mine.secrets.state, undefined)).toBeUndefined();
    expect(pending.take('unknown', mine.binding)).toBeUndefined();
    expect(pending.take(mine.secrets.state, mine.binding)).toEqual(mine.secrets);
  });

  it('keeps a sign-in to its last millisecond and not longer', () => {
    const { pending, setNow } = setUp();
    const one = pending.begin();
    const other = pending.begin();
    setNow(SIGN_IN_LIFETIME_MS - 1);
    expect(pending.take(one.secrets.state, one.binding)).toEqual(one.secrets);
    setNow(SIGN_IN_LIFETIME_MS);
    expect(pending.take(other.secrets.state, other.binding)).toBeUndefined();
  });
});
