/** The files of testdata/, and the passwords with which make-fixtures.sh made them. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const STORE_PASSWORD = 'keystore-password';
export const KEY_PASSWORD = 'key-password';
export const FOREIGN_PASSWORD = 'pässwörd-€';

export const fixture = (name: string): Buffer => readFileSync(new URL(`../testdata/${name}`, import.meta.url));

/** `sso` is RSA with a chain of three certificates, `ec` is P-256 and signs itself. */
export type ReferenceName = 'sso' | 'ec';

export const referenceKey = (name: ReferenceName): KeyObject => createPrivateKey(fixture(`${name}-key.pem`));

export const referenceKeyDer = (name: ReferenceName): Buffer =>
  referenceKey(name).export({ type: 'pkcs8', format: 'der' });

/** PEM as node:crypto writes it, the certificate of the key first. */
export const referenceChain = (name: ReferenceName): readonly string[] =>
  fixture(`${name}-chain.pem`)
    .toString()
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((block) => block.trim() !== '')
    .map((block) => new X509Certificate(block).toString());

/** DER of the same. */
export const referenceChainDer = (name: ReferenceName): readonly Buffer[] =>
  referenceChain(name).map((pem) => new X509Certificate(pem).raw);

/** Whether two private keys are the same, without `equals`, which differs between kinds of key. */
export const samePrivateKey = (one: KeyObject, other: KeyObject): boolean =>
  one.export({ type: 'pkcs8', format: 'der' }).equals(other.export({ type: 'pkcs8', format: 'der' }));
