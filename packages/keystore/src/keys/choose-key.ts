/** Finds the key that an alias names. */
import { KeystoreError } from '../errors.ts';
import { shownName, shownNames } from '../shown.ts';
import type { StoreContents, StoredKey } from '../store-contents.ts';
import { nearestName } from './nearest-name.ts';

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The entries with this name: exactly this one, otherwise those that differ in letter case only, as Java compares. */
const named = <Entry extends { readonly alias: string }>(
  entries: readonly Entry[],
  alias: string,
): readonly Entry[] => {
  const exact = entries.filter((entry) => entry.alias === alias);
  return exact.length > 0 ? exact : entries.filter((entry) => sameName(entry.alias, alias));
};

const noKeys = (contents: StoreContents): KeystoreError => {
  const certificates = contents.certificates.map(({ alias }) => alias);
  return new KeystoreError('keystore.not_a_keystore', {
    expected: 'a keystore with a private key',
    received:
      certificates.length > 0 ? `only certificates: ${shownNames(certificates)}` : 'a keystore without private keys',
    hint: 'This may be a truststore. Upload the keystore in which the key was made.',
  });
};

const unknownAlias = (contents: StoreContents, alias: string): KeystoreError => {
  const aliases = contents.keys.map((key) => key.alias);
  const isCertificate = named(contents.certificates, alias).length > 0;
  const isSecretKey = contents.secretKeyAliases.some((name) => sameName(name, alias));
  const what = isCertificate ? ', a certificate without a key' : isSecretKey ? ', a secret key' : '';
  const near = nearestName(alias, aliases);
  return new KeystoreError('keystore.alias_unknown', {
    expected: aliases.length > 0 ? `one of ${shownNames(aliases)}` : 'a keystore with a private key',
    received: `${shownName(alias)}${what}`,
    aliases,
    hint:
      near !== undefined
        ? `Did you mean ${shownName(near)}?`
        : aliases.length > 0
          ? 'Give the alias of a private key.'
          : 'This may be a truststore. Upload the keystore in which the key was made.',
  });
};

const neededAlias = (keys: readonly StoredKey[], received: string): KeystoreError => {
  const aliases = keys.map((key) => key.alias);
  return new KeystoreError('keystore.alias_needed', {
    expected: `one of ${shownNames(aliases)}`,
    received,
    aliases,
    hint: 'Give the alias of the key that is meant.',
  });
};

/**
 * Chooses a key.
 *
 * @param alias - undefined or empty takes the only key.
 * @throws KeystoreError `keystore.alias_unknown`, `keystore.alias_needed`, or `keystore.not_a_keystore` when no alias is given and
 *   there are no keys.
 */
export const chooseKey = (contents: StoreContents, alias: string | undefined): StoredKey => {
  if (alias === undefined || alias === '') {
    const [first, second] = contents.keys;
    if (first === undefined) {
      throw noKeys(contents);
    }
    if (second !== undefined) {
      throw neededAlias(contents.keys, 'no alias');
    }
    return first;
  }
  const [key, other] = named(contents.keys, alias);
  if (key === undefined) {
    throw unknownAlias(contents, alias);
  }
  if (other !== undefined) {
    throw neededAlias(contents.keys, `${shownName(alias)}, which may be several of them`);
  }
  return key;
};
