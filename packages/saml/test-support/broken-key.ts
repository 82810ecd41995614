/** A private key that OpenSSL loads and cannot work with: its modulus and exponents are right, its other numbers are zero. */
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

/** PKCS #1 in PEM, made of an RSA key. */
export const brokenKeyPem = (privateKeyPem: string): string => {
  const { n, e, d } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  const zeros = Array.from({ length: NUMBERS_OF_FACTORS }, () => integer());
  const octets = der(SEQUENCE, Buffer.concat([integer(), integer(n), integer(e), integer(d), ...zeros]));
  return `-----BEGIN RSA PRIVATE KEY-----\n${octets.toString('base64')}\n-----END RSA PRIVATE KEY-----\n`;
};
