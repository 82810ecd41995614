/** A certification authority made at run time, for tests that need an https server of their own. */
import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface TestAuthority {
  readonly certificatePem: string;
  issue(hostName: string): Promise<{ readonly key: string; readonly cert: string }>;
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

const privatePem = async (key: webcrypto.CryptoKey): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
};

export const createTestAuthority = async (): Promise<TestAuthority> => {
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test authority',
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    certificatePem: root.toString('pem'),
    issue: async (hostName) => {
      const leafKeys = await newKeys();
      const leaf = await x509.X509CertificateGenerator.create({
        subject: `CN=${hostName}`,
        issuer: root.subject,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        ...validity,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: hostName }])],
      });
      return { key: await privatePem(leafKeys.privateKey), cert: leaf.toString('pem') };
    },
  };
};
