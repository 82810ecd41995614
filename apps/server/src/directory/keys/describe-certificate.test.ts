import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../../packages/saml/test-support/keys.ts';
import {
  type CertificateDescription,
  certificateDer,
  certificateText,
  certificateWarnings,
  describeCertificate,
} from './describe-certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let pem: string;
let described: CertificateDescription;
const NOW = Date.UTC(2030, 0, 15);

beforeAll(async () => {
  pem = (await testKeyPair('describe-certificate')).certificatePem;
  described = describeCertificate(pem, NOW);
});

describe('a certificate', () => {
  it('is described with its names, dates and fingerprints', () => {
    const certificate = new X509Certificate(pem);
    expect(described).toMatchObject({
      subject: 'CN=describe-certificate',
      issuer: 'CN=describe-certificate',
      serialNumber: certificate.serialNumber,
      signatureAlgorithm: 'sha256WithRSAEncryption',
      notBefore: certificate.validFromDate.getTime(),
      notAfter: certificate.validToDate.getTime(),
      daysLeft: Math.floor((certificate.validToDate.getTime() - NOW) / DAY_MS),
    });
    expect(described.fingerprintSha256).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(described.fingerprintSha1).toMatch(/^[0-9a-f]{40}$/);
  });

  it('is one PEM text in lines of 64, and the same octets in DER', () => {
    const oneLine = pem.replace(/\n/g, '').replace('E-----', 'E-----\n').replace('-----END', '\n-----END');
    for (const given of [pem, oneLine, `${pem}\n\n`]) {
      expect(certificateText(given)).toMatch(
        /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n$/,
      );
      expect(certificateText(given)).toBe(certificateText(pem));
    }
    expect(Buffer.from(certificateDer(pem)).equals(new X509Certificate(pem).raw)).toBe(true);
  });
});

describe('what is to be known of a certificate', () => {
  const warningsAt = (now: number, part: Partial<CertificateDescription> = {}) =>
    certificateWarnings({ ...described, ...part }, now);

  it('is nothing for an ordinary one', () => {
    expect(warningsAt(NOW)).toEqual([]);
  });

  it('is when it expires, in words', () => {
    const textAt = (now: number) => warningsAt(now)[0]?.text;
    const end = described.notAfter;
    const day = new Date(end).toISOString().slice(0, 10);
    expect(textAt(end - 12 * DAY_MS)).toBe(`The certificate expires in 12 days, on ${day}.`);
    expect(textAt(end - DAY_MS)).toBe(`The certificate expires in 1 day, on ${day}.`);
    expect(textAt(end)).toBe(`The certificate expires in less than a day, on ${day}.`);
    expect(textAt(end + 1)).toContain(`expired on ${day}`);
    expect(warningsAt(end).map(({ code }) => code)).toEqual(['expires-soon']);
    expect(warningsAt(end + 1).map(({ code }) => code)).toEqual(['expired']);
  });

  it('is that it is not valid yet, to the millisecond', () => {
    expect(warningsAt(described.notBefore)).toEqual([]);
    expect(warningsAt(described.notBefore - 1).map(({ code }) => code)).toEqual(['not-yet-valid']);
  });

  it.each([
    ['sha1WithRSAEncryption', ['sha1-certificate']],
    ['ecdsa-with-SHA1', ['sha1-certificate']],
    ['md5WithRSAEncryption', ['sha1-certificate']],
    ['sha512WithRSAEncryption', []],
    ['RSASSA-PSS', []],
  ])('is how it was signed: %s', (signatureAlgorithm, codes) => {
    expect(warningsAt(NOW, { signatureAlgorithm }).map(({ code }) => code)).toEqual(codes);
  });
});
