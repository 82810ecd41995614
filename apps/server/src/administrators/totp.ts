/** One-time passwords by time (RFC 6238): HMAC-SHA-1, six digits, 30 seconds. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after the present one that are taken as well: clocks differ, and people type slowly. */
const WINDOW = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Makes a secret of the length that RFC 4226 §4 recommends. */
export const newTotpSecret = (random: (size: number) => Uint8Array): Uint8Array => random(SECRET_BYTES);

/** RFC 4648 §6, without padding: how authenticator apps take a secret. */
export const base32 = (octets: Uint8Array): string => {
  let text = '';
  let bits = 0;
  let pending = 0;
  for (const octet of octets) {
    pending = (pending << 8) | octet;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(pending >> bits) & 31];
    }
    pending &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(pending << (5 - bits)) & 31];
};

/** The step of an instant, in epoch milliseconds. */
export const totpStep = (now: number): number => Math.floor(now / STEP_MS);

/** The code of one step (RFC 4226 §5.3). */
export const totpCode = (secret: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 15;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, '0');
};

/** The step that a code belongs to, within one of the present; null when it is wrong. The caller uses it up. */
export const matchTotp = (secret: Uint8Array, code: string, now: number): number | null => {
  if (!/^\d{6}$/.test(code)) return null;
  const present = totpStep(now);
  let found: number | null = null;
  for (let step = Math.max(0, present - WINDOW); step <= present + WINDOW; step += 1) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) found = step;
  }
  return found;
};

/** What the QR code holds. */
export const otpauthUri = (secret: Uint8Array, login: string, issuer: string): string => {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  const query = new URLSearchParams({
    secret: base32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(STEP_MS / 1000),
  });
  // Apps read a plus sign as itself.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
};
