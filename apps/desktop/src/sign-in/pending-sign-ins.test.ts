import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPendingSignIns, SIGN_IN_LIFETIME_MS } from './pending-sign-ins.ts';

const setUp = () => {
  let nowMs = 0;
  const make = () => createPendingSignIns({ clock: () => new Date(nowMs), random: randomBytes });
  const setNow = (ms: number): void => {
    nowMs = ms;
  };
  return { make, pending: make(), setNow };
};

/** The text with one bit of one octet changed. */
const withFlippedBit = (text: string, at: number): string => {
  const octets = Buffer.from(text, 'base64url');
  octets[at] = (octets[at] ?? 0) ^ 1;
  return octets.toString('base64url');
};

describe('pending sign-ins', () => {
  it('makes secrets of 256 bits that all differ, and a binding that shows none of them', () => {
    const { pending } = setUp();
    const [one, other] = [pending.begin(), pending.begin()];
    const values = [...Object.values(one.secrets), ...Object.values(other.secrets)];
    expect(values.every((value) => /^[\w-]{43}$/.test(value))).toBe(true);
    expect(new Set([...values, one.binding, other.binding]).size).toBe(8);
    const shown = Buffer.from(one.binding, 'base64url');
    expect(values.filter((value) => shown.includes(Buffer.from(value, 'base64url')))).toEqual([]);
    // Small, because a browser sends one for each sign-in that it has begun.
    expect(one.binding).toMatch(/^[\w-]{1,150}$/);
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

  it('keeps sign-ins whatever number others begin', () => {
    const { pending } = setUp();
    const mine = pending.begin();
    for (let begun = 0; begun < 60_000; begun += 1) {
      pending.begin();
    }
    expect(pending.take(mine.secrets.state, mine.binding)).toEqual(mine.secrets);
  });

  it('gives nothing for a binding that was changed in any octet, shortened or lengthened', () => {
    const { pending } = setUp();
    const { secrets, binding } = pending.begin();
    const { length } = Buffer.from(binding, 'base64url');
    const changed = Array.from({ length }, (_, at) => withFlippedBit(binding, at));
    for (const wrong of [
      ...changed,
      binding.slice(0, -4),
      `${binding}AAAA`,
      binding.slice(0, 20),
      '',
      '!',
      'A'.repeat(40),
    ]) {
      expect(pending.take(secrets.state, wrong)).toBeUndefined();
    }
    expect(pending.take(secrets.state, binding)).toEqual(secrets);
  });

  it('gives nothing for what another process sealed', () => {
    const { make, pending } = setUp();
    const { secrets, binding } = make().begin();
    expect(pending.take(secrets.state, binding)).toBeUndefined();
  });

  it('refuses a replay to the last millisecond in which the binding would open', () => {
    const { pending, setNow } = setUp();
    const { secrets, binding } = pending.begin();
    expect(pending.take(secrets.state, binding)).toEqual(secrets);
    for (const ms of [1, SIGN_IN_LIFETIME_MS - 1, SIGN_IN_LIFETIME_MS, SIGN_IN_LIFETIME_MS * 3]) {
      setNow(ms);
      const next = pending.begin();
      expect(pending.take(next.secrets.state, next.binding)).toEqual(next.secrets);
      expect(pending.take(secrets.state, binding)).toBeUndefined();
    }
  });

  it('gives the secrets again when nobody was signed in with them', () => {
    const { pending } = setUp();
    const { secrets, binding } = pending.begin();
    expect(pending.take(secrets.state, binding)).toEqual(secrets);
    expect(pending.take(secrets.state, binding)).toBeUndefined();
    pending.release(secrets.state);
    expect(pending.take(secrets.state, binding)).toEqual(secrets);
  });
});
