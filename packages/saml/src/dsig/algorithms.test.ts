import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signed, trusted, verdict } from '../../test-support/signed-assertion.ts';

describe('algorithms', () => {
  const sha1 = {
    signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1',
  };

  it.each([
    ['signature', { signatureMethod: sha1.signatureMethod }],
    ['digest', { digestMethod: sha1.digestMethod }],
    ['signature and digest', sha1],
  ])('SHA-1 is refused unless it is allowed: %s', (_, style) => {
    expect(verdict(signed({ style }))).toBe('signature.algorithm');
    expect(verdict(signed({ style }), { allowSha1: true })).toBe('accepted');
  });

  it.each([
    ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'sha1'],
    ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'sha256'],
  ])('%s is refused, whatever public value is its key', (signatureMethod, hash) => {
    for (const secret of [trusted.certificatePem, trusted.publicKeyPem, trusted.certificateBase64]) {
      const signOctets = (octets: string): string => createHmac(hash, secret).update(octets).digest('base64');
      expect(verdict(signed({ style: { signatureMethod }, signOctets }), { allowSha1: true })).toBe(
        'signature.algorithm',
      );
    }
  });

  it.each([
    'http://www.w3.org/2000/09/xmldsig#dsa-sha1',
    'http://www.w3.org/2009/xmldsig11#dsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    'http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256',
    'urn:x',
    '',
  ])('signature method %j is refused', (signatureMethod) => {
    expect(verdict(signed({ style: { signatureMethod } }), { allowSha1: true })).toBe('signature.algorithm');
  });

  it.each(['http://www.w3.org/2001/04/xmldsig-more#md5', 'http://www.w3.org/2007/05/xmldsig-more#sha3-256', ''])(
    'digest method %j is refused',
    (digestMethod) => {
      expect(verdict(signed({ style: { digestMethod } }), { allowSha1: true })).toBe('signature.algorithm');
    },
  );

  it.each(['http://www.w3.org/2002/06/xmldsig-filter2', 'http://www.w3.org/2000/09/xmldsig#base64', 'urn:x', ''])(
    'canonicalization method %j is refused',
    (canonicalization) => {
      expect(verdict(signed({ style: { canonicalization } }))).toBe('signature.canonicalization_method');
    },
  );
});
