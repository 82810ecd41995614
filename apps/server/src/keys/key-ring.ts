/** Opens the private halves of stored keys and keeps them as key objects: parsing costs more than signing's set-up. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { CordboardError } from '../errors.ts';
import type { KeyRecord } from '../storage/ports/directory-store.ts';
import type { SealContext, Sealer } from './seal.ts';

const DEFAULT_MAX_KEYS = 5000;

/** Where the sealed private key of a record belongs. */
export const keySealContext = (record: Pick<KeyRecord, 'id' | 'ownerId'>): SealContext => ({
  table: 'key_pair',
  row: record.id,
  environment: record.ownerId,
});

export interface KeyRing {
  /**
   * The private half of a key.
   *
   * @throws `keys.unsealable` when it was changed, moved, or sealed with another master key
   * @throws `keys.unusable` when what was sealed is not the private half of the record's public key
   */
  privateKey(record: KeyRecord): KeyObject;
  /** The public half. @throws `keys.unusable` when the record has none that can be read */
  publicKey(record: KeyRecord): KeyObject;
}

export interface KeyRingOptions {
  readonly sealer: Pick<Sealer, 'open'>;
  /** Private keys kept open, 5000 by default; the one used longest ago leaves first. */
  readonly maxKeys?: number | undefined;
}

const unusable = (record: KeyRecord, expected: string, cause?: unknown): CordboardError =>
  new CordboardError('keys.unusable', { expected, received: `key ${record.id} (${record.purpose})`, cause });

const readPublicKey = (record: KeyRecord): KeyObject => {
  try {
    if (record.certificate !== null) return new X509Certificate(record.certificate).publicKey;
    if (record.publicJwk !== null) return createPublicKey({ key: { ...record.publicJwk }, format: 'jwk' });
  } catch (cause) {
    throw unusable(record, 'a readable certificate or JSON Web Key', cause);
  }
  throw unusable(record, 'a certificate or a JSON Web Key');
};

const openPrivateKey = (sealer: Pick<Sealer, 'open'>, record: KeyRecord): KeyObject => {
  const der = Buffer.from(sealer.open(record.sealedPrivateKey, keySealContext(record)));
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw unusable(record, 'a PKCS#8 private key', cause);
  } finally {
    der.fill(0);
  }
  if (!createPublicKey(key).equals(readPublicKey(record))) throw unusable(record, 'two halves of one key pair');
  return key;
};

/** Makes a key ring. */
export const createKeyRing = (options: KeyRingOptions): KeyRing => {
  const { sealer, maxKeys = DEFAULT_MAX_KEYS } = options;
  const opened = new Map<string, { readonly sealed: string; readonly key: KeyObject }>();

  const keep = (record: KeyRecord, key: KeyObject): KeyObject => {
    opened.delete(record.id);
    opened.set(record.id, { sealed: record.sealedPrivateKey, key });
    const oldest = opened.keys().next();
    if (opened.size > maxKeys && oldest.done !== true) opened.delete(oldest.value);
    return key;
  };

  return {
    privateKey: (record) => {
      const known = opened.get(record.id);
      return keep(record, known?.sealed === record.sealedPrivateKey ? known.key : openPrivateKey(sealer, record));
    },
    publicKey: readPublicKey,
  };
};
