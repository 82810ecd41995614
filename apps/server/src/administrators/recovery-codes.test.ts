import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

describe('recovery codes', () => {
  it('are ten different ones of 80 bits, easy to read', () => {
    const codes = newRecoveryCodes(randomBytes);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(newRecoveryCodes((size) => new Uint8Array(size).fill(255))[0]).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(newRecoveryCodes((size) => new Uint8Array(size))[0]).toBe('0000-0000-0000-0000');
  });

  it('hash alike however they are typed', () => {
    const hash = hashRecoveryCode('olga', '7F3K-92QD-1W4A-0M5T');
    for (const typed of ['7f3k92qd1w4a0m5t', ' 7F3K 92QD 1W4A 0M5T ', '7F3K-92QD-lW4A-OM5T', '7F3K-92QD-IW4A-oM5T']) {
      expect(hashRecoveryCode('olga', typed)).toBe(hash);
    }
    expect(hashRecoveryCode('olga', '7F3K-92QD-1W4A-0M5S')).not.toBe(hash);
  });

  it('belong to one administrator', () => {
    expect(hashRecoveryCode('olga', 'A')).not.toBe(hashRecoveryCode('oleg', 'A'));
  });
});
