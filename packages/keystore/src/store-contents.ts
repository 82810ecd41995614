/** What the readers of all formats hand on. */
import type { KeyDer } from './keys/private-key-info.ts';
import type { WorkBudget } from './pbe/work-budget.ts';

/** A private key that is still protected. */
export interface StoredKey {
  readonly alias: string;
  readonly createdAt: Date | undefined;
  /**
   * Decrypts the key.
   *
   * @param password - the key password; undefined means the password that opened the store.
   * @returns undefined when the password is wrong; a key that is not protected opens with any.
   */
  readonly open: (password: string | undefined, budget: WorkBudget) => Promise<KeyDer | undefined>;
  /** DER of the certificates that may belong to the key, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
  /** DER of the certificates that the file itself assigns to the key. */
  readonly ownCertificates: readonly Uint8Array[];
}

export interface StoredCertificate {
  readonly alias: string;
  readonly createdAt: Date | undefined;
  readonly der: Uint8Array;
  /** Whether it is an entry of its own, and not there only for the chain of a key. */
  readonly isEntry: boolean;
}

export interface StoreContents {
  readonly keys: readonly StoredKey[];
  /** Every certificate that has a name of its own. */
  readonly certificates: readonly StoredCertificate[];
  /** Aliases of secret keys, which are not read. */
  readonly secretKeyAliases: readonly string[];
}
