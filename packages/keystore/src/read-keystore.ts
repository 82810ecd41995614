/** The way of an upload: size, format, entries, keystore password, alias, key password, key, certificates. */
import type { KeyObject } from 'node:crypto';
import { detectFormat, type KeystoreFormat } from './detect-format.ts';
import { KeystoreError } from './errors.ts';
import { readJavaStore } from './java/read-java-store.ts';
import { buildChain } from './keys/build-chain.ts';
import { chooseKey } from './keys/choose-key.ts';
import { loadPrivateKey } from './keys/load-private-key.ts';
import { wrongKeyPassword } from './passwords-wrong.ts';
import { openWorkBudget, type WorkBudget } from './pbe/work-budget.ts';
import { readPem } from './pem/read-pem.ts';
import { readPkcs12 } from './pkcs12/read-pkcs12.ts';
import { shownName } from './shown.ts';
import type { StoreContents, StoredKey } from './store-contents.ts';

export interface ReadKeystoreOptions {
  /** Opens the keystore. Absent and empty are the same; PEM needs none. */
  readonly keystorePassword?: string;
  /** Opens the key. Absent or empty: the keystore password opens it, too. */
  readonly keyPassword?: string;
  /** Which key; needed when there are several. A PEM file with one key takes any name for it. */
  readonly alias?: string;
}

/** A private key with its certificates, under the name that it has in the file. */
export interface KeyEntry {
  /** As in the file. Keys without a name are numbered from `1`. */
  readonly alias: string;
  readonly privateKey: KeyObject;
  /** PEM, the certificate of the key first, each followed by the one that issued it. */
  readonly certificateChain: readonly string[];
  /** When the entry was made, where the file says it: never in PEM, in PKCS#12 only by keytool. */
  readonly createdAt?: Date;
}

/** A certificate without a private key. */
export interface CertificateEntry {
  readonly alias: string;
  /** Not checked: it may be no certificate at all. */
  readonly certificate: string;
  readonly createdAt?: Date;
}

export interface Keystore {
  readonly format: KeystoreFormat;
  readonly entry: KeyEntry;
  /** The aliases of all private keys, the chosen one among them. */
  readonly keyAliases: readonly string[];
  /** Certificates that stand by themselves. Nothing trusts them because they are here. */
  readonly certificates: readonly CertificateEntry[];
  /** What the administrator should know though nothing is wrong, in sentences. */
  readonly notices: readonly string[];
}

interface Passwords {
  readonly keystorePassword: string;
  readonly keyPassword: string | undefined;
}

const readContents = async (
  bytes: Uint8Array,
  format: KeystoreFormat,
  { keystorePassword, budget }: { keystorePassword: string; budget: WorkBudget },
): Promise<StoreContents> => {
  switch (format) {
    case 'jks':
    case 'jceks':
      return readJavaStore(bytes, keystorePassword);
    case 'pkcs12':
      return await readPkcs12(bytes, keystorePassword, budget);
    case 'pem':
      return readPem(Buffer.from(bytes).toString('latin1'), keystorePassword);
  }
};

const openEntry = async (stored: StoredKey, { keyPassword }: Passwords, budget: WorkBudget): Promise<KeyEntry> => {
  const { alias, createdAt } = stored;
  const der = await stored.open(keyPassword, budget);
  if (der === undefined) {
    throw wrongKeyPassword(alias, keyPassword);
  }
  const key = loadPrivateKey(der);
  const certificateChain = buildChain({ key, alias, own: stored.ownCertificates, all: stored.certificates });
  return { alias, privateKey: key, certificateChain, ...(createdAt !== undefined && { createdAt }) };
};

const toPem = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};

const readChecked = async (bytes: Uint8Array, options: ReadKeystoreOptions): Promise<Keystore> => {
  const format = detectFormat(bytes);
  const budget = openWorkBudget();
  const keystorePassword = options.keystorePassword ?? '';
  const contents = await readContents(bytes, format, { keystorePassword, budget });
  const [onlyKey, ...others] = contents.keys;
  const isNameless = format === 'pem' && onlyKey !== undefined && others.length === 0;
  const wanted = options.alias || undefined;
  const stored = isNameless ? { ...onlyKey, alias: wanted ?? onlyKey.alias } : chooseKey(contents, wanted);
  const entry = await openEntry(stored, { keystorePassword, keyPassword: options.keyPassword || undefined }, budget);
  const differs = wanted !== undefined && wanted !== entry.alias;
  return {
    format,
    entry,
    keyAliases: isNameless ? [entry.alias] : contents.keys.map(({ alias }) => alias),
    certificates: contents.certificates
      .filter(({ isEntry }) => isEntry)
      .map(({ alias, der, createdAt }) => ({
        alias,
        certificate: toPem(der),
        ...(createdAt !== undefined && { createdAt }),
      })),
    notices: differs
      ? [`The alias is written ${shownName(entry.alias)} in the keystore; letter case makes no difference.`]
      : [],
  };
};

/**
 * Reads a key store and opens one of its keys.
 *
 * ```ts
 * const { entry } = await readKeystore(bytes, { keystorePassword, alias: 'sso' });
 * ```
 *
 * @param bytes - the file, in JKS, JCEKS, PKCS#12 or PEM; its name plays no part.
 * @returns the chosen key with its certificates, and the names of what else is there.
 * @throws KeystoreError with one of the codes of `keystoreErrorCatalogue`, and nothing else.
 */
export const readKeystore = async (bytes: Uint8Array, options: ReadKeystoreOptions = {}): Promise<Keystore> => {
  try {
    return await readChecked(bytes, options);
  } catch (error) {
    if (error instanceof KeystoreError) {
      throw error;
    }
    // Nothing is known to come here; an upload must not bring down more than itself.
    throw new KeystoreError('keystore.damaged', {
      expected: 'a keystore',
      received: 'something that could not be read',
      cause: error,
    });
  }
};
