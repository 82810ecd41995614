import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CordboardError } from '../../errors.ts';
import type { KeyRecord, RealmView } from '../../storage/ports/directory-store.ts';
import { signingJwks } from './signing-jwks.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const record = (id: string, changes: Partial<KeyRecord> = {}): KeyRecord => ({
  id,
  ownerId: 'realm-1',
  purpose: 'token-signing',
  state: 'current',
  algorithm: 'ES256',
  certificate: null,
  publicJwk: { kid: `kid-${id}` },
  sealedPrivateKey: '',
  createdAt: 1,
  origin: 'generated',
  promotedAt: 1,
  retiredAt: null,
  ...changes,
});

const jwksOf = (
  keys: readonly KeyRecord[],
  open: (key: KeyRecord) => KeyObject = ({ algorithm }) => (algorithm === 'ES256' ? ec : rsa),
) => signingJwks({ realm: { id: 'realm-1' }, keys, apps: [] } as unknown as RealmView, open);

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof CordboardError ? error.code : String(error);
  }
  return 'no error';
};

describe('the signing keys of a realm', () => {
  it('come with the current one first, then those to come, then those that were', () => {
    const keys = [
      record('old', { state: 'retired' }),
      record('coming', { state: 'next' }),
      record('now'),
      record('rsa', { algorithm: 'RS256' }),
    ];
    expect(jwksOf(keys).map(({ kid, alg, use }) => [kid, alg, use])).toEqual([
      ['kid-now', 'ES256', 'sig'],
      ['kid-rsa', 'RS256', 'sig'],
      ['kid-coming', 'ES256', 'sig'],
      ['kid-old', 'ES256', 'sig'],
    ]);
  });

  it('leave out keys of other owners and purposes', () => {
    const keys = [
      record('own'),
      record('foreign', { ownerId: 'realm-2' }),
      record('saml', { purpose: 'request-signing', algorithm: 'RSA-2048' }),
    ];
    expect(jwksOf(keys).map(({ kid }) => kid)).toEqual(['kid-own']);
  });

  it('need a current ES256 key', () => {
    expect(codeOf(() => jwksOf([]))).toBe('oidc.no_signing_key');
    expect(codeOf(() => jwksOf([record('old', { state: 'retired' })]))).toBe('oidc.no_signing_key');
    expect(codeOf(() => jwksOf([record('rsa', { algorithm: 'RS256' })]))).toBe('oidc.no_signing_key');
    expect(codeOf(() => jwksOf([record('ec')]))).toBe('no error');
  });

  it('are refused when a key does not fit its algorithm', () => {
    expect(codeOf(() => jwksOf([record('ec')], () => rsa))).toBe('oidc.no_signing_key');
    expect(codeOf(() => jwksOf([record('ec'), record('odd', { algorithm: 'HS256' })]))).toBe('oidc.no_signing_key');
  });
});
