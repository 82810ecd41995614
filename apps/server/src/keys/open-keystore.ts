/** Opens a keystore that an administrator uploads. Octets and passwords are used once, here, and kept nowhere. */
import { type Keystore, KeystoreError, type ReadKeystoreOptions, readKeystore } from '@cordboard/keystore';

export interface UploadedKeystore extends ReadKeystoreOptions {
  /** The file; overwritten with zeroes when it has been read. */
  readonly bytes: Uint8Array;
}

/** @throws KeystoreError */
export const openKeystore = async ({ bytes, ...options }: UploadedKeystore): Promise<Keystore> => {
  try {
    return await readKeystore(bytes, options);
  } finally {
    bytes.fill(0);
  }
};

/** What a keystore holds: the key that was asked for, or the names to choose from. */
export type KeystoreContents =
  | { readonly kind: 'opened'; readonly keystore: Keystore }
  | { readonly kind: 'choose'; readonly aliases: readonly string[] };

/** The reader knows all aliases before it opens a key, and names them when there is none of the name that was given. */
const aliasesOf = async (
  bytes: Uint8Array,
  keystorePassword: string | undefined,
  noAlias: string,
): Promise<readonly string[]> => {
  try {
    const options = { alias: noAlias, ...(keystorePassword !== undefined && { keystorePassword }) };
    return (await readKeystore(bytes, options)).keyAliases;
  } catch (error) {
    if (error instanceof KeystoreError) {
      return error.aliases ?? [];
    }
    throw error;
  }
};

/**
 * Looks into a keystore, as far as the passwords reach: without a key password of its own a key stays closed, and its
 * alias is known all the same.
 *
 * @param noAlias a name that no key has
 * @throws KeystoreError
 */
export const inspectKeystore = async (
  { bytes, ...options }: UploadedKeystore,
  noAlias: string,
): Promise<KeystoreContents> => {
  try {
    return { kind: 'opened', keystore: await readKeystore(bytes, options) };
  } catch (error) {
    if (!(error instanceof KeystoreError)) {
      throw error;
    }
    if (error.code === 'keystore.alias_needed') {
      return { kind: 'choose', aliases: error.aliases ?? [] };
    }
    if (error.code === 'keystore.wrong_key_password' && (options.keyPassword ?? '') === '') {
      return { kind: 'choose', aliases: await aliasesOf(bytes, options.keystorePassword, noAlias) };
    }
    throw error;
  } finally {
    bytes.fill(0);
  }
};
