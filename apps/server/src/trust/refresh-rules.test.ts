import { describe, expect, it } from 'vitest';
import { connectionRecord } from '../../test-support/realm-fixture.ts';
import type { IdentityProviderDescription } from '../storage/ports/directory-store.ts';
import { decideRefresh } from './refresh-rules.ts';

// The rules compare certificates as text.
const [A, B, C] = ['-----A-----', '-----B-----', '-----C-----'];

const idp = (change: Partial<IdentityProviderDescription> = {}): IdentityProviderDescription => ({
  ...connectionRecord('okta').identityProvider,
  signingCertificates: [A, B],
  singleLogout: [{ binding: 'redirect', url: 'https://idp.example/out', responseUrl: null }],
  ...change,
});

const decide = (change: Partial<IdentityProviderDescription>, url = 'https://idp.example/metadata') => {
  const source = { kind: 'url', url, fetchedAt: 1 } as const;
  return decideRefresh({ identityProvider: idp(), source }, { identityProvider: idp(change), source });
};

const NOTHING = { adopt: null, stage: false };
const elsewhere = { singleSignOn: [{ binding: 'redirect', url: 'https://new.example/sso' }] } as const;

describe('what a metadata address may change by itself', () => {
  it('is nothing when it says the same, in whatever order and with whatever line breaks', () => {
    expect(decide({})).toEqual(NOTHING);
    expect(decide({ signingCertificates: [B, `${A}\n`] })).toEqual(NOTHING);
    expect(decide({ validUntil: 5 })).toEqual(NOTHING);
  });

  it('is a certificate that comes, one that goes, and both', () => {
    expect(decide({ signingCertificates: [A, B, C] })).toEqual({ adopt: [A, B, C], stage: false });
    expect(decide({ signingCertificates: [A] })).toEqual({ adopt: [A], stage: false });
    expect(decide({ signingCertificates: [B, C] })).toEqual({ adopt: [B, C], stage: false });
  });

  it('is every certificate, when all else stays as it is', () => {
    expect(decide({ signingCertificates: [C] })).toEqual({ adopt: [C], stage: false });
  });

  it.each([
    ['the sign-in address', elsewhere],
    ['the binding of it', { singleSignOn: [{ binding: 'post', url: 'https://idp.example/okta/sso' }] } as const],
    [
      'the sign-out address',
      { singleLogout: [{ binding: 'redirect', url: 'https://x.example', responseUrl: null }] } as const,
    ],
    ['no sign-out address', { singleLogout: [] }],
    [
      'where answers to a sign-out go',
      {
        singleLogout: [{ binding: 'redirect', url: 'https://idp.example/out', responseUrl: 'https://x.example' }],
      } as const,
    ],
    ['the wish for signed requests', { wantAuthnRequestsSigned: true }],
  ])('is not %s', (_, change) => {
    expect(decide(change)).toEqual({ adopt: null, stage: true });
  });

  it('is a certificate beside other endpoints, as long as one in use is still there', () => {
    expect(decide({ ...elsewhere, signingCertificates: [B, C] })).toEqual({ adopt: [B, C], stage: true });
    expect(decide({ ...elsewhere, signingCertificates: [B] })).toEqual({ adopt: [B], stage: true });
  });

  it('is nothing when endpoints and every certificate are others: the document waits as a whole', () => {
    expect(decide({ ...elsewhere, signingCertificates: [C] })).toEqual({ adopt: null, stage: true });
    expect(decide({ singleLogout: [], signingCertificates: [C] })).toEqual({ adopt: null, stage: true });
  });

  it('is every certificate beside another wish for signed requests, which leads nobody elsewhere', () => {
    expect(decide({ wantAuthnRequestsSigned: true, signingCertificates: [C] })).toEqual({ adopt: [C], stage: true });
  });

  it('is nothing of a document about another entity, whatever its certificates', () => {
    for (const signingCertificates of [[A, B], [A], [C]]) {
      expect(decide({ entityId: 'https://idp.example/other', signingCertificates })).toEqual({
        adopt: null,
        stage: true,
      });
    }
  });

  it('is nothing over http, but what is read from this machine', () => {
    const http = 'http://idp.example/metadata';
    expect(decide({ signingCertificates: [A, B, C] }, http)).toEqual({ adopt: null, stage: true });
    expect(decide({ signingCertificates: [A] }, http)).toEqual({ adopt: null, stage: true });
    expect(decide({}, http)).toEqual(NOTHING);
    expect(decide({ signingCertificates: [A] }, 'http://127.0.0.1:4000/m')).toEqual({ adopt: [A], stage: false });
  });
});
