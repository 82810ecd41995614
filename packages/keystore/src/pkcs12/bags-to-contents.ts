/** Names the bags of a PKCS#12 file and puts each certificate to its key. */
import type { KeyDer } from '../keys/private-key-info.ts';
import { checkKeyLength, openEncryptedKey } from '../pbe/open-encrypted-key.ts';
import { isTooLong, type PasswordForm, passwordForms } from '../pbe/password-forms.ts';
import type { StoreContents, StoredKey } from '../store-contents.ts';
import type { Bag, KeyBag } from './safe-bags.ts';

/** Gives names: an entry without one is numbered, as Java does; the second of one name is `name (2)`. */
const openNames = (): ((friendlyName: string | undefined) => string) => {
  const counts = new Map<string, number>();
  let unnamed = 0;
  return (friendlyName) => {
    unnamed += friendlyName === undefined ? 1 : 0;
    const name = friendlyName ?? String(unnamed);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
};

const openerOf = (bag: KeyBag, storeForms: readonly PasswordForm[]): StoredKey['open'] => {
  if (bag.kind === 'key') {
    const key: KeyDer = { der: checkKeyLength(bag.ber), type: 'pkcs8' };
    return async () => key;
  }
  return async (password, budget) => {
    if (password === undefined) {
      return await openEncryptedKey(bag.ber, { forms: storeForms, budget });
    }
    return await openEncryptedKey(bag.ber, { forms: isTooLong(password) ? [] : passwordForms(password), budget });
  };
};

/** @param storeForms - the forms of the keystore password that may open the keys. */
export const bagsToContents = (bags: readonly Bag[], storeForms: readonly PasswordForm[]): StoreContents => {
  const nameOf = openNames();
  const certificateBags = bags.filter((bag) => bag.kind === 'certificate');
  const certificates = certificateBags.map(({ der }) => der);
  const keyIds = new Set<string>();
  const keys = bags
    .filter((bag): bag is KeyBag => bag.kind === 'key' || bag.kind === 'shrouded-key')
    .map((bag): StoredKey => {
      const { localKeyId, createdAt } = bag;
      if (localKeyId !== undefined) {
        keyIds.add(localKeyId);
      }
      const own = certificateBags.filter((other) => localKeyId !== undefined && other.localKeyId === localKeyId);
      return {
        alias: nameOf(bag.friendlyName),
        createdAt,
        certificates,
        ownCertificates: own.map(({ der }) => der),
        open: openerOf(bag, storeForms),
      };
    });
  return {
    keys,
    certificates: certificateBags
      .filter(({ localKeyId }) => localKeyId === undefined || !keyIds.has(localKeyId))
      .filter(({ friendlyName, isTrusted }) => isTrusted || friendlyName !== undefined)
      .map(({ friendlyName, createdAt, der, isTrusted }) => ({
        alias: nameOf(friendlyName),
        createdAt,
        der,
        isEntry: isTrusted,
      })),
    secretKeyAliases: bags.filter((bag) => bag.kind === 'secret').map((bag) => nameOf(bag.friendlyName)),
  };
};
