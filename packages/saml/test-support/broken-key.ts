/** Private keys that OpenSSL loads and that are none. */
import { createPrivateKey } from 'node:crypto';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** Prime numbers, exponents and coefficient of PKCS #1 (RFC 8017 §A.1.2). */
const NUMBERS_OF_FACTORS = 5;

const der = (tag: number, content: Uint8Array): Buffer => {
  const { length } = content;
  const lengths = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...lengths), content]);
};

/** A number as JWK has it, positive whatever its first bit is. */
const integer = (base64url = ''): Buffer =>
  der(INTEGER, Buffer.concat([Buffer.of(0), Buffer.from(base64url, 'base64url')]));

const numberOf = (base64url = ''): bigint => BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);

const plusTwo = (base64url = ''): string => {
  const digits = (numberOf(base64url) + 2n).toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
};

/** A key whose private exponents belong to another public one: it works, and what it makes is wrong. */
export const strangeKeyPem = (privateKeyPem: string): string => {
  const { d, dp, dq, ...rest } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const key = { ...rest, d: plusTwo(d), dp: plusTwo(dp), dq: plusTwo(dq) };
  return createPrivateKey({ key, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }).toString();
};

/** A key that cannot work: its modulus and exponents are right, its other numbers are zero. PKCS #1. */
export const brokenKeyPem = (privateKeyPem: string): string => {
  const { n, e, d } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const zeros = Array.from({ length: NUMBERS_OF_FACTORS }, () => integer());
  const octets = der(SEQUENCE, Buffer.concat([integer(), integer(n), integer(e), integer(d), ...zeros]));
  return `-----BEGIN RSA PRIVATE KEY-----\n${octets.toString('base64')}\n-----END RSA PRIVATE KEY-----\n`;
};
