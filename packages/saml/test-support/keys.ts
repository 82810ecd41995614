/**
 * Keys and self-signed certificates for tests, made at run time and kept in the temporary folder of
 * the machine, so that slow RSA keys are made once and not in every test process. No key is in the repository.
 */
import 'reflect-metadata';
import { createPublicKey, generateKeyPairSync, type KeyObject, type webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { X509CertificateGenerator } from '@peculiar/x509';

export type TestKeyKind = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'ec-p256' | 'ec-p384' | 'ec-p521';

export interface TestKeyPair {
  readonly name: string;
  readonly kind: TestKeyKind;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  /** SubjectPublicKeyInfo. */
  readonly publicKeyPem: string;
  /** Self-signed, subject `CN=<name>`, valid from 2020 to 2050. */
  readonly certificatePem: string;
  /** The DER of the certificate in one line of base64, as metadata and KeyInfo carry it. */
  readonly certificateBase64: string;
}

/** Part of the file name: raise it when what is stored changes. */
const STORE_VERSION = 1;
const CURVES = { 'ec-p256': 'P-256', 'ec-p384': 'P-384', 'ec-p521': 'P-521' } as const;

const made = new Map<string, Promise<TestKeyPair>>();

/** The key pair of a name: the same one each time, in this process and in others. */
export function testKeyPair(name: string, kind: TestKeyKind = 'rsa-2048'): Promise<TestKeyPair> {
  const id = `${kind}.${name}`;
  const known = made.get(id);
  if (known !== undefined) return known;
  const pair = loadOrMake(name, kind);
  made.set(id, pair);
  return pair;
}

async function loadOrMake(name: string, kind: TestKeyKind): Promise<TestKeyPair> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`a test key is named in small letters, digits and hyphens: ${name}`);
  const folder = join(tmpdir(), `cordboard-test-keys-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${kind}.${name}.v${STORE_VERSION}.json`);
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(await makeKeyPair(name, kind)), { mode: 0o600 });
    // Two processes may make the same key: the last rename wins, and everybody reads the file.
    renameSync(draft, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as TestKeyPair;
}

function generatePrivateKey(kind: TestKeyKind): KeyObject {
  if (kind === 'rsa-1024' || kind === 'rsa-2048' || kind === 'rsa-3072') {
    return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
  }
  return generateKeyPairSync('ec', { namedCurve: CURVES[kind] }).privateKey;
}

async function makeKeyPair(name: string, kind: TestKeyKind): Promise<TestKeyPair> {
  const privateKey = generatePrivateKey(kind);
  const publicKey = createPublicKey(privateKey);
  const algorithm =
    kind === 'ec-p256' || kind === 'ec-p384' || kind === 'ec-p521'
      ? { name: 'ECDSA', namedCurve: CURVES[kind], hash: 'SHA-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    serialNumber: '01',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2050-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: privateKey.toCryptoKey(algorithm, true, ['sign']) as webcrypto.CryptoKey,
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']) as webcrypto.CryptoKey,
    },
  });
  return {
    name,
    kind,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    certificatePem: certificate.toString('pem'),
    certificateBase64: certificate.toString('base64'),
  };
}
