import { describe, expect, it } from 'vitest';
import { certificatesFromFile, certificatesFromText } from './read-certificate.ts';

const BASE64 = `MIID${'A'.repeat(122)}==`;
const pem = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

describe('certificatesFromText', () => {
  it('takes PEM with what stands around it, one or several', () => {
    expect(certificatesFromText(`Bag Attributes\n${pem(BASE64)}`)).toEqual([pem(BASE64)]);
    expect(certificatesFromText(pem(BASE64) + pem(BASE64))).toHaveLength(2);
  });

  it('takes the base64 alone, with line breaks or without', () => {
    expect(certificatesFromText(BASE64)).toEqual([pem(BASE64)]);
    expect(certificatesFromText(` ${BASE64.slice(0, 50)}\r\n${BASE64.slice(50)} `)).toEqual([pem(BASE64)]);
  });

  it.each(['', 'hello', 'MIID', `${BASE64}!`, '-----BEGIN CERTIFICATE-----', '<X509Certificate>'])(
    'refuses %j',
    (text) => {
      expect(certificatesFromText(text)).toEqual([]);
    },
  );
});

describe('certificatesFromFile', () => {
  it('takes a binary certificate', () => {
    const octets = Uint8Array.from(atob(BASE64), (character) => character.charCodeAt(0));
    expect(certificatesFromFile(octets)).toEqual([pem(BASE64)]);
  });

  it('takes a text file', () => {
    expect(certificatesFromFile(new TextEncoder().encode(pem(BASE64)))).toEqual([pem(BASE64)]);
  });

  it('refuses what is none, and what is too large', () => {
    expect(certificatesFromFile(new TextEncoder().encode('hello'))).toEqual([]);
    expect(certificatesFromFile(new Uint8Array(20_001).fill(0x30))).toEqual([]);
    expect(certificatesFromFile(new Uint8Array())).toEqual([]);
  });
});
