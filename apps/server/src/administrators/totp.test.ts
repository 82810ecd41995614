import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base32, matchTotp, newTotpSecret, otpauthUri, totpCode, totpStep } from './totp.ts';

/** RFC 6238 Appendix B, SHA-1: the last six of its eight digits. */
const VECTORS: readonly (readonly [seconds: number, code: string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const SECRET = Buffer.from('12345678901234567890');
const STEP = 30_000;
const NOW = 1_234_567_890_000;

describe('totpCode', () => {
  it.each(VECTORS)('is right at second %i of the RFC', (seconds, code) => {
    expect(totpCode(SECRET, totpStep(seconds * 1000))).toBe(code);
  });

  it('keeps leading zeros', () => expect(totpCode(SECRET, totpStep(NOW))).toHaveLength(6));
});

describe('matchTotp', () => {
  const step = totpStep(NOW);

  it.each([-1, 0, 1])('takes the code of step %i from now, and tells the step', (offset) => {
    expect(matchTotp(SECRET, totpCode(SECRET, step + offset), NOW)).toBe(step + offset);
  });

  it.each([-2, 2])('refuses the code of step %i from now', (offset) => {
    expect(matchTotp(SECRET, totpCode(SECRET, step + offset), NOW)).toBeNull();
  });

  it('goes by the step, to the millisecond', () => {
    const code = totpCode(SECRET, step);
    expect(matchTotp(SECRET, code, (step + 2) * STEP - 1)).toBe(step);
    expect(matchTotp(SECRET, code, (step + 2) * STEP)).toBeNull();
    expect(matchTotp(SECRET, code, (step - 1) * STEP)).toBe(step);
    expect(matchTotp(SECRET, code, (step - 1) * STEP - 1)).toBeNull();
  });

  it.each(['', '5924', '0059240', '00592x', ' 005924', '005924 ', '００５９２４'])('refuses %j', (code) => {
    expect(matchTotp(SECRET, code, NOW)).toBeNull();
  });

  it('works at the beginning of time', () => expect(matchTotp(SECRET, totpCode(SECRET, 0), 0)).toBe(0));
});

describe('base32', () => {
  // RFC 4648 §10, without padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as %s', (plain, encoded) => expect(base32(Buffer.from(plain))).toBe(encoded));
});

describe('otpauthUri', () => {
  it('holds what an app needs, readable for all of them', () => {
    const uri = otpauthUri(SECRET, 'olga+admin@acme.example', 'Cordboard of Acme');
    expect(uri).toBe(
      'otpauth://totp/Cordboard%20of%20Acme:olga%2Badmin%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=Cordboard%20of%20Acme&algorithm=SHA1&digits=6&period=30',
    );
  });

  it('is about a secret of 160 bits', () => expect(newTotpSecret(randomBytes)).toHaveLength(20));
});
