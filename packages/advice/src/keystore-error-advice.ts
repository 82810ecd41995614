/** Cause and remedy of every code of `@cordboard/keystore`, for `docs/errors.md`. */
import type { KeystoreErrorCode } from '@cordboard/keystore/errors';
import { type Advice, advise } from './advice.ts';

export const keystoreErrorAdvice: Readonly<Record<KeystoreErrorCode, Advice>> = {
  'keystore.not_a_keystore': advise(
    'administrator',
    'A certificate, a truststore or another file was uploaded instead of the keystore.',
    'Upload the keystore in which the key was made: JKS, JCEKS, PKCS#12 or PEM.',
  ),
  'keystore.too_large': advise(
    'administrator',
    'The file holds much more than a key and its certificates.',
    'Export the one key into a keystore of its own and upload that.',
  ),
  'keystore.damaged': advise(
    'administrator',
    'The file was cut off, or copied as text.',
    'Copy the file again in binary mode, or export it again.',
  ),
  'keystore.unsupported': advise(
    'administrator',
    'The keystore is of another kind, or protected in a way that is no longer safe.',
    'Convert it with: keytool -importkeystore -deststoretype PKCS12.',
  ),
  'keystore.too_costly': advise(
    'administrator',
    'The keystore was made with an unusual number of rounds.',
    'Make it anew with the settings that keytool or OpenSSL have by themselves.',
  ),
  'keystore.wrong_keystore_password': advise(
    'administrator',
    'The password is mistyped, or it is that of the key.',
    'Enter the password with which keytool lists the keystore.',
  ),
  'keystore.alias_needed': advise(
    'administrator',
    'The keystore has several keys.',
    'Choose the alias of the key that is meant; the answer lists them.',
  ),
  'keystore.alias_unknown': advise(
    'administrator',
    'The alias is mistyped, or it names a certificate without a key.',
    'Choose one of the aliases that the answer lists.',
  ),
  'keystore.wrong_key_password': advise(
    'administrator',
    'The key has a password of its own, or it is mistyped.',
    'Enter the password of the key; leave it empty when it is that of the keystore.',
  ),
  'keystore.certificate_missing': advise(
    'administrator',
    'Only the key was exported.',
    'Export the key together with its certificate; in PEM, put both into one file.',
  ),
  'keystore.key_and_certificate_differ': advise(
    'administrator',
    'The certificate was issued for another key.',
    'Upload the key and the certificate that were made for each other.',
  ),
};
