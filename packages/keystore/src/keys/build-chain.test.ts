import { createPrivateKey, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { referenceChain, referenceChainDer, referenceKey } from '../../test-support/fixtures.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { buildChain } from './build-chain.ts';

const sso = referenceKey('sso');
const [leaf = Buffer.alloc(0), intermediate = Buffer.alloc(0), root = Buffer.alloc(0)] = referenceChainDer('sso');
const [ecCertificate = Buffer.alloc(0)] = referenceChainDer('ec');

const chainOf = (all: readonly Buffer[], own: readonly Buffer[] = [], key: KeyObject = sso): readonly string[] =>
  buildChain({ key, alias: 'sso', own, all });

describe('buildChain', () => {
  it.each([
    ['in order', [leaf, intermediate, root]],
    ['backwards', [root, intermediate, leaf]],
    ['mixed, with a stranger and one twice', [intermediate, ecCertificate, root, leaf, intermediate, leaf]],
    ['with octets that are no certificate', [Buffer.from('x'), intermediate, leaf, root]],
  ])('orders certificates that come %s', (_name, all) => {
    expect(chainOf(all)).toEqual(referenceChain('sso'));
  });

  it('ends where the issuer is missing', () => {
    expect(chainOf([leaf, root])).toEqual(referenceChain('sso').slice(0, 1));
    expect(chainOf([intermediate, leaf])).toEqual(referenceChain('sso').slice(0, 2));
  });

  it('finds the certificate of the key though the file assigns it another one', () => {
    expect(chainOf([leaf], [ecCertificate])).toEqual(referenceChain('sso').slice(0, 1));
  });

  it('is refused when the certificate belongs to another key', async () => {
    expect(await refusalOf(() => chainOf([ecCertificate]))).toMatchObject({
      code: 'keystore.key_and_certificate_differ',
      expected: 'a certificate for the key "sso"',
      received: 'a certificate of another key, for "CN=ec.acme.example"',
    });
    expect(await codeOf(() => chainOf([intermediate, root]))).toBe('keystore.key_and_certificate_differ');
  });

  it('is refused without a certificate', async () => {
    expect(await codeOf(() => chainOf([]))).toBe('keystore.certificate_missing');
  });

  it('is refused when what stands there is no certificate', async () => {
    expect(await codeOf(() => chainOf([Buffer.from('x')]))).toBe('keystore.damaged');
  });

  it('is refused when the public half fits and the private one does not', async () => {
    const { n = '', dp = '', dq = '', ...jwk } = sso.export({ format: 'jwk' });
    const other = createPrivateKey({ key: { ...jwk, n, d: n, dp: dq, dq: dp }, format: 'jwk' });
    expect(await codeOf(() => chainOf([leaf], [], other))).toBe('keystore.damaged');
  });
});
