/**
 * The signing key of the sandbox identity provider and its self-signed certificate: made at the first start, kept in
 * the data folder when there is one, so that a restart does not change the metadata.
 */
import 'reflect-metadata';
import { createHash, createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509CertificateGenerator } from '@peculiar/x509';

export interface IdpKeys {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

export interface MakeIdpKeysOptions {
  readonly commonName: string;
  readonly now: Date;
  readonly random: (size: number) => Uint8Array;
}

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

const DAY_MS = 86_400_000;
const CERTIFICATE_DAYS = 1825;
const SERIAL_OCTETS = 16;

const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

/** A new RSA-2048 key with a self-signed certificate of five years, valid from a day ago. */
export async function makeIdpKeys(options: MakeIdpKeysOptions): Promise<IdpKeys> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // A leading 01 keeps the number positive and of a fixed length (RFC 5280 §4.1.2.2).
    serialNumber: `01${Buffer.from(options.random(SERIAL_OCTETS)).toString('hex')}`,
    name: [{ CN: [options.commonName] }],
    notBefore: new Date(options.now.getTime() - DAY_MS),
    notAfter: new Date(options.now.getTime() + CERTIFICATE_DAYS * DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
  });
  const pkcs8 = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    privateKeyPem: pem('PRIVATE KEY', pkcs8),
    certificatePem: pem('CERTIFICATE', new Uint8Array(certificate.rawData)),
  };
}

const readOptional = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
};

/** The keys of the data folder, made and stored there (readable by the owner only) when they are missing. */
export async function loadIdpKeys(dataDir: string | undefined, options: MakeIdpKeysOptions): Promise<IdpKeys> {
  if (dataDir === undefined) {
    return makeIdpKeys(options);
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const keyPath = join(dataDir, 'sandbox-idp-key.pem');
  const certificatePath = join(dataDir, 'sandbox-idp-certificate.pem');
  const [privateKeyPem, certificatePem] = await Promise.all([readOptional(keyPath), readOptional(certificatePath)]);
  if (privateKeyPem !== undefined && certificatePem !== undefined) {
    return { privateKeyPem, certificatePem };
  }
  const keys = await makeIdpKeys(options);
  await writeFile(keyPath, keys.privateKeyPem, { mode: 0o600 });
  await writeFile(certificatePath, keys.certificatePem, { mode: 0o600 });
  return keys;
}

/** A secret that lives as long as the key does, for values that must be stable and not guessable. */
export const secretOf = (keys: IdpKeys): Buffer => {
  const key: KeyObject = createPrivateKey(keys.privateKeyPem);
  return createHash('sha256')
    .update(key.export({ type: 'pkcs8', format: 'der' }))
    .digest();
};
