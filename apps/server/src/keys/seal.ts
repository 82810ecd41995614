/**
 * Seals what must not be readable in the database, in a backup or in a link: private keys, and
 * what waits between two requests of one sign-in. AES-256-GCM with the master key; where a value
 * belongs is part of what is authenticated, so it cannot be moved to another place.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CordboardError } from '../errors.ts';
import type { MasterKey } from './master-key.ts';

const VERSION = 'v1';

/** NIST SP 800-38D §8.2.2: random nonces of 96 bits, at most 2^32 values for one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where a sealed value belongs. The same three values open it again. */
export interface SealContext {
  readonly table: string;
  /** Identifier of the row, `''` when there is only one. */
  readonly row: string;
  /** The environment, realm or owner that the value must not leave; `''` for the installation. */
  readonly environment: string;
}

export interface Sealer {
  /** Returns `v1.<key id>.<nonce>.<ciphertext and tag>`, the last two as base64url. */
  seal(plain: Uint8Array, context: SealContext): string;
  /** @throws `keys.unsealable` when the value was changed, moved, or sealed with an unknown key */
  open(sealed: string, context: SealContext): Uint8Array;
}

export interface SealerOptions {
  /** Seals new values. */
  readonly masterKey: MasterKey;
  /** Earlier master keys, which still open what they sealed. */
  readonly formerMasterKeys?: readonly MasterKey[] | undefined;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
}

/** JSON, so that no two contexts have the same octets. */
const associatedData = (keyId: string, context: SealContext): Buffer =>
  Buffer.from(JSON.stringify([VERSION, keyId, context.table, context.row, context.environment]), 'utf8');

const unsealable = (context: SealContext, expected: string, received?: string, cause?: unknown): CordboardError =>
  new CordboardError('keys.unsealable', {
    expected: `${expected} in ${context.table}`,
    received,
    hint: 'Check that CORDBOARD_MASTER_KEY_FILE names the master key that this database was used with.',
    cause,
  });

/** Makes the sealer of one master key. */
export const createSealer = (options: SealerOptions): Sealer => {
  const { masterKey, random } = options;
  const keys = new Map([...(options.formerMasterKeys ?? []), masterKey].map((key) => [key.id, key.key]));

  return {
    seal: (plain, context) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', masterKey.key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(masterKey.id, context));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, masterKey.id, Buffer.from(nonce).toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open: (sealed, context) => {
      const [version, keyId = '', nonceText = '', sealedText = '', ...rest] = sealed.split('.');
      if (version !== VERSION || rest.length > 0) throw unsealable(context, 'a value sealed in format v1');
      const key = keys.get(keyId);
      if (key === undefined) {
        throw unsealable(
          context,
          `a value sealed with master key ${[...keys.keys()].join(' or ')}`,
          keyId.slice(0, 40),
        );
      }
      const nonce = Buffer.from(nonceText, 'base64url');
      const octets = Buffer.from(sealedText, 'base64url');
      if (nonce.length !== NONCE_BYTES || octets.length < TAG_BYTES) throw unsealable(context, 'a whole sealed value');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(associatedData(keyId, context));
        decipher.setAuthTag(octets.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(octets.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw unsealable(context, 'a sealed value that was neither changed nor moved', undefined, cause);
      }
    },
  };
};
