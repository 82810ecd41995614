/** Reads PEM: private keys in any of their forms, and certificates. The keys have no names; they are numbered. */
import { damaged, unsupported } from '../errors.ts';
import { isKeyDer, type KeyDer } from '../keys/private-key-info.ts';
import { checkKeyLength, openEncryptedKey } from '../pbe/open-encrypted-key.ts';
import { isTooLong, passwordForms } from '../pbe/password-forms.ts';
import type { StoreContents, StoredKey } from '../store-contents.ts';
import { decryptOldPem } from './decrypt-old-pem.ts';
import { type PemBlock, readPemBlocks } from './pem-blocks.ts';

type OpenKey = StoredKey['open'];

const PLAIN_KEYS: ReadonlyMap<string, KeyDer['type']> = new Map([
  ['PRIVATE KEY', 'pkcs8'],
  ['RSA PRIVATE KEY', 'pkcs1'],
  ['EC PRIVATE KEY', 'sec1'],
]);
const ENCRYPTED_KEY = 'ENCRYPTED PRIVATE KEY';
const CERTIFICATES: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE']);
/** In a form that is read or in another one. */
const PRIVATE_KEY = /PRIVATE KEY$/;

const oldEncryptionOf = ({ headers }: PemBlock): string | undefined =>
  headers.get('Proc-Type')?.includes('ENCRYPTED') ? (headers.get('DEK-Info') ?? '') : undefined;

const openPlainKey = (block: PemBlock, type: KeyDer['type'], keystorePassword: string): OpenKey => {
  const header = oldEncryptionOf(block);
  return async (keyPassword) => {
    if (header === undefined) {
      const key: KeyDer = { der: block.der, type };
      if (!isKeyDer(key)) {
        throw damaged(`a key in the block ${block.label}`, 'other octets');
      }
      return key;
    }
    const password = keyPassword ?? keystorePassword;
    const der = isTooLong(password) ? undefined : decryptOldPem(block.der, header, password);
    const key: KeyDer | undefined = der && { der, type };
    return key !== undefined && isKeyDer(key) ? key : undefined;
  };
};

const openerOf = (block: PemBlock, keystorePassword: string): OpenKey => {
  checkKeyLength(block.der);
  const type = PLAIN_KEYS.get(block.label);
  if (type !== undefined) {
    return openPlainKey(block, type, keystorePassword);
  }
  if (block.label !== ENCRYPTED_KEY) {
    throw unsupported(
      'a key in PKCS#8, PKCS#1 or SEC1',
      `a block ${block.label}`,
      'Convert the key with: openssl pkcs8 -topk8 -in key.pem -out new-key.pem',
    );
  }
  return async (keyPassword, budget) => {
    const password = keyPassword ?? keystorePassword;
    return await openEncryptedKey(block.der, {
      forms: isTooLong(password) ? [] : passwordForms(password),
      budget,
    });
  };
};

/**
 * Reads keys and certificates; every certificate may belong to every key.
 *
 * @throws KeystoreError `keystore.damaged`, `keystore.unsupported` or `keystore.too_large`
 */
export const readPem = (text: string, keystorePassword: string): StoreContents => {
  const blocks = readPemBlocks(text);
  const certificates = blocks.filter(({ label }) => CERTIFICATES.has(label)).map(({ der }) => der);
  const keys = blocks
    .filter(({ label }) => PRIVATE_KEY.test(label))
    .map((block, index): StoredKey => {
      const open = openerOf(block, keystorePassword);
      return { alias: String(index + 1), createdAt: undefined, certificates, ownCertificates: [], open };
    });
  return { keys, certificates: [], secretKeyAliases: [] };
};
