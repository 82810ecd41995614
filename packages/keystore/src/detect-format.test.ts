import { describe, expect, it } from 'vitest';
import { integer, sequence } from '../test-support/der-writer.ts';
import { fixture } from '../test-support/fixtures.ts';
import { codeOf, refusalOf } from '../test-support/refusal.ts';
import { detectFormat, type KeystoreFormat } from './detect-format.ts';
import { KEYSTORE_LIMITS } from './limits.ts';

describe('detectFormat', () => {
  const files: readonly (readonly [string, KeystoreFormat])[] = [
    ['keytool.jks', 'jks'],
    ['keytool.jceks', 'jceks'],
    ['keytool-17.p12', 'pkcs12'],
    ['openssl-legacy.p12', 'pkcs12'],
    ['keytool-default.jks', 'pkcs12'],
    ['pem-pkcs8.pem', 'pem'],
    ['pem-pkcs8-aes.pem', 'pem'],
    ['pem-pkcs1.pem', 'pem'],
    ['pem-sec1.pem', 'pem'],
  ];
  it.each(files)('finds %s to be %s', (name, format) => {
    expect(detectFormat(fixture(name))).toBe(format);
  });

  it('looks at the content within a larger buffer', () => {
    const file = fixture('keytool.jks');
    const padded = Buffer.concat([Buffer.alloc(3), file]);
    expect(detectFormat(new Uint8Array(padded).subarray(3))).toBe('jks');
  });

  it('knows PKCS#12 by its beginning, with any form of length, though the rest is missing', () => {
    for (const header of ['3005', '308105', '30820005', '3080']) {
      expect(detectFormat(Buffer.from(`${header}02010330`, 'hex')), header).toBe('pkcs12');
    }
    expect(detectFormat(fixture('openssl-ec.p12').subarray(0, 8))).toBe('pkcs12');
  });

  it('names a BKS keystore as what it is', async () => {
    const bks = Buffer.from('0000000200000014', 'hex');
    expect(await refusalOf(() => detectFormat(bks))).toMatchObject({
      code: 'keystore.unsupported',
      received: 'a BKS keystore',
      hint: expect.stringContaining('keytool -importkeystore'),
    });
  });

  it('accepts 1 MiB and refuses one octet more', async () => {
    const store = Buffer.alloc(KEYSTORE_LIMITS.fileBytes + 1);
    store.writeUInt32BE(0xfeedfeed);
    expect(detectFormat(store.subarray(0, -1))).toBe('jks');
    expect(await codeOf(() => detectFormat(store))).toBe('keystore.too_large');
  });

  const text = (value: string): Buffer => Buffer.from(value, 'utf8');
  const entity = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.acme.example"/>';
  const pem = (label: string): Buffer => text(`-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`);
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['an empty file', text(' \r\n\t')],
    ['an empty file', Buffer.alloc(100)],
    ['a certificate without a private key', fixture('sso-chain.pem')],
    ['a certificate without a private key', fixture('certificate.der')],
    ['a certificate without a private key', pem('TRUSTED CERTIFICATE')],
    ['a certificate signing request', fixture('request.csr')],
    ['a certificate signing request', fixture('request.der')],
    ['a certificate signing request', pem('NEW CERTIFICATE REQUEST')],
    ['a public key', fixture('public-key.pem')],
    ['a public key', fixture('public-key.der')],
    ['a public key', pem('RSA PUBLIC KEY')],
    ['a bundle of certificates (PKCS#7) without a private key', fixture('certificates.p7b')],
    ['a bundle of certificates (PKCS#7) without a private key', pem('PKCS7')],
    ['a certificate revocation list', pem('X509 CRL')],
    ['parameters of keys without a private key', pem('EC PARAMETERS')],
    ['a PEM file with a block PGP MESSAGE', pem('PGP MESSAGE')],
    ['a private key in DER without a certificate', fixture('key.der')],
    ['a private key in DER without a certificate', sequence(integer(0), integer(5), integer(5))],
    ['SAML metadata (XML)', text(entity)],
    ['SAML metadata (XML)', text(`\ufeff<?xml version="1.0"?>\n<!-- Acme -->\n${entity.replace('<E', '<md:E')}`)],
    ['SAML metadata (XML)', text(entity.replaceAll('EntityDescriptor', 'EntitiesDescriptor'))],
    ['an XML document', text('<?xml version="1.0"?><Response/>')],
    ['a web page', text('<!DOCTYPE html><html>')],
    ['a JSON document', text('{"keys":[]}')],
    ['a ZIP archive', text('PK\u0003\u0004')],
    ['a PDF document', text('%PDF-1.7')],
    ['text in UTF-16', Buffer.from('fffe2d002d00', 'hex')],
    ['an OpenSSH public key', text('ssh-rsa AAAA')],
    ['a key of PuTTY', text('PuTTY-User-Key-File-3: ssh-rsa')],
    ['what may be a keystore as base64 text', text(fixture('keytool.jks').toString('base64'))],
    ['what may be a keystore as base64 text', text(fixture('keytool.jceks').toString('base64'))],
    ['what may be a keystore as base64 text', text(fixture('keytool-17.p12').toString('base64'))],
    ['a file of another kind', text('hello')],
    ['a file of another kind', Buffer.from('3003', 'hex')],
    ['a file of another kind', Buffer.from('30030201', 'hex')],
    ['a file of another kind', Buffer.from('3000', 'hex')],
    ['a file of another kind', Buffer.from('300406022a86', 'hex')],
  ])('says that it received %s', async (received, bytes) => {
    expect(await refusalOf(() => detectFormat(bytes))).toMatchObject({
      code: 'keystore.not_a_keystore',
      received,
      hint: expect.stringMatching(/\w/),
    });
  });
});
