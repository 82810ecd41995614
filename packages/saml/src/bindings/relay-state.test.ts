import { describe, expect, it } from 'vitest';
import { assertRelayState, readRelayState } from './relay-state.ts';

const refusal = expect.objectContaining({ code: 'message.relay_state' });

describe('assertRelayState', () => {
  it.each([
    ['one byte', 'a'],
    ['80 bytes', 'a'.repeat(80)],
    ['40 letters of two bytes', 'é'.repeat(40)],
    ['a space', 'a b'],
    ['quotes, which only the page has to escape', `"'<>&`],
  ])('accepts %s', (_name, value) => {
    expect(assertRelayState(value)).toBe(value);
  });

  it.each([
    ['nothing', ''],
    ['81 bytes', 'a'.repeat(81)],
    ['41 letters of two bytes', 'é'.repeat(41)],
    ['a line break', 'a\r\nb'],
    ['a NUL', 'a\u0000'],
    ['DEL', 'a\u007f'],
  ])('refuses %s', (_name, value) => {
    expect(() => assertRelayState(value)).toThrow(refusal);
  });
});

describe('readRelayState', () => {
  it('reads absent and empty alike', () => {
    expect(readRelayState(undefined)).toBeUndefined();
    expect(readRelayState('')).toBeUndefined();
  });

  it('keeps a long deep link as it is', () => {
    const link = `https://eu.console.aws.example/connect/federate/1?destination=%2Fconnect%2Fccp-v2&x=${'y'.repeat(100)}`;
    expect(readRelayState(link)).toBe(link);
  });

  it('keeps white space and line breaks as they are', () => {
    expect(readRelayState(' a\r\n')).toBe(' a\r\n');
  });

  it('accepts 8 KiB and refuses one byte more', () => {
    expect(readRelayState('a'.repeat(8192))).toHaveLength(8192);
    expect(() => readRelayState('a'.repeat(8193))).toThrow(refusal);
  });
});
