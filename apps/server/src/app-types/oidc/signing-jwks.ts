/** The token-signing keys of a realm as private JSON Web Keys (RFC 7517), in the order of their use. */
import type { KeyObject } from 'node:crypto';
import { CordboardError } from '../../errors.ts';
import type { KeyRecord, KeyState, RealmView } from '../../storage/ports/directory-store.ts';

export type SigningAlgorithm = 'ES256' | 'RS256';

/** A private JWK with `kid` and `alg`. */
export interface SigningJwk {
  readonly kty: 'EC' | 'RSA';
  readonly alg: SigningAlgorithm;
  readonly use: 'sig';
  readonly kid: string;
  readonly [member: string]: string;
}

/** The first key of an algorithm signs; the others are published so that older tokens verify and newer ones will. */
const ORDER: readonly KeyState[] = ['current', 'next', 'retired'];

const isSigningAlgorithm = (value: string): value is SigningAlgorithm => value === 'ES256' || value === 'RS256';

const stringMembers = (values: object): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const toJwk = (record: KeyRecord, privateKey: KeyObject): SigningJwk => {
  const { algorithm } = record;
  const members = stringMembers(privateKey.export({ format: 'jwk' }));
  const kid = record.publicJwk?.['kid'] ?? record.id;
  if (!isSigningAlgorithm(algorithm) || members['kty'] !== (algorithm === 'ES256' ? 'EC' : 'RSA')) {
    throw new CordboardError('oidc.no_signing_key', {
      expected: 'ES256 with an EC key, or RS256 with an RSA key',
      received: `${algorithm} with ${members['kty'] ?? 'no key'}`,
    });
  }
  return { ...members, kty: algorithm === 'ES256' ? 'EC' : 'RSA', alg: algorithm, use: 'sig', kid };
};

/**
 * All token-signing keys of the realm, current ones first.
 *
 * @param privateKey Opens the sealed private half of a key.
 * @throws CordboardError `oidc.no_signing_key` when there is no current ES256 key, or a key does not
 *   fit its algorithm.
 */
export const signingJwks = (view: RealmView, privateKey: (record: KeyRecord) => KeyObject): readonly SigningJwk[] => {
  const records = view.keys
    .filter((key) => key.ownerId === view.realm.id && key.purpose === 'token-signing')
    .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  // Apps without an algorithm of their own use ES256; a missing RS256 key stops only the apps that ask for it.
  if (!records.some((key) => key.state === 'current' && key.algorithm === 'ES256')) {
    throw new CordboardError('oidc.no_signing_key', {
      expected: 'a current ES256 key',
      received: records.map((key) => `${key.algorithm} ${key.state}`).join(', ') || 'none',
    });
  }
  return records.map((record) => toJwk(record, privateKey(record)));
};
