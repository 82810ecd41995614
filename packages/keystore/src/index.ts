/** The public face of the package: what is not exported here is internal. */
export { detectFormat, type KeystoreFormat } from './detect-format.ts';
export { KeystoreError, type KeystoreErrorCode, keystoreErrorCatalogue } from './errors.ts';
export { KEYSTORE_LIMITS } from './limits.ts';
export {
  type CertificateEntry,
  type KeyEntry,
  type Keystore,
  type ReadKeystoreOptions,
  readKeystore,
} from './read-keystore.ts';
