/** Keys of new realms and service providers, made before the write because RSA keys take their time. */
import {
  generateSamlKey,
  generateTokenSigningKey,
  type KeyMaterial,
  toKeyRecord,
} from '../../keys/generate-key-pair.ts';
import type { Sealer } from '../../keys/seal.ts';
import type { KeyPurpose, KeyRecord } from '../../storage/ports/directory-store.ts';
import type { NewKeyOwner } from './apply-plan.ts';

/** Makes the sealed key records that a new owner starts with. */
export type KeyMaker = (owner: NewKeyOwner) => Promise<readonly KeyRecord[]>;

export interface KeyMakerOptions {
  readonly sealer: Pick<Sealer, 'seal'>;
  /** Present time in epoch milliseconds. */
  readonly clock: () => number;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
  readonly newId: () => string;
}

/**
 * A service provider gets RSA-2048 keys with certificates, one to sign requests and one to decrypt assertions; a
 * realm gets an ES256 and an RS256 key to sign tokens.
 */
export const createKeyMaker = (options: KeyMakerOptions): KeyMaker => {
  const { sealer, clock, random, newId } = options;
  const toRecord = (generated: KeyMaterial, ownerId: string, purpose: KeyPurpose): KeyRecord =>
    toKeyRecord(generated, { id: newId(), ownerId, purpose, state: 'current', createdAt: clock(), sealer });
  return async ({ kind, id, entityId }) => {
    if (kind === 'realm') {
      const keys = await Promise.all([generateTokenSigningKey('ES256'), generateTokenSigningKey('RS256')]);
      return keys.map((key) => toRecord(key, id, 'token-signing'));
    }
    const purposes = ['request-signing', 'assertion-decryption'] as const;
    const now = new Date(clock());
    return Promise.all(
      purposes.map(async (purpose) => toRecord(await generateSamlKey({ purpose, entityId, now, random }), id, purpose)),
    );
  };
};
