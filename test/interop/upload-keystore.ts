/** A key store that Java's own keytool makes, brought to the hub with the session of an administrator in the browser. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyView, keyView } from '@cordboard/contract/admin-api/keys';
import { readSpMetadata } from '@cordboard/saml';
import type { Page } from 'playwright-core';
import { assertInstalled } from '../support/debian-package.ts';

const KEYTOOL = '/usr/bin/keytool';
const ALIAS = 'saml';
const PASSWORD = 'a store for this test alone';

/** A JKS with one RSA key. */
const makeJks = (): Buffer => {
  assertInstalled(KEYTOOL, 'default-jre-headless');
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-jks-'));
  const file = join(folder, 'keystore.jks');
  const key = ['-alias', ALIAS, '-keyalg', 'RSA', '-keysize', '2048', '-validity', '900', '-dname', 'CN=Globex SAML'];
  const store = ['-storetype', 'JKS', '-keystore', file, '-storepass', PASSWORD, '-keypass', PASSWORD];
  try {
    execFileSync(KEYTOOL, ['-genkeypair', ...key, ...store], { stdio: 'pipe' });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Uploads it as the next key that signs requests. Throws an Error with what the hub answered. */
export const uploadSigningKey = async (page: Page, serviceProviderUrl: string): Promise<KeyView> => {
  const data = {
    keystore: makeJks().toString('base64'),
    fileName: 'keystore.jks',
    alias: ALIAS,
    keystorePassword: PASSWORD,
  };
  const answer = await page.request.post(`${serviceProviderUrl}/keys/request-signing/upload`, {
    data,
    headers: { origin: new URL(serviceProviderUrl).origin, 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) {
    throw new Error(`the key store was refused: ${answer.status()} ${await answer.text()}`);
  }
  return keyView.parse(await answer.json());
};

/** SHA-256 fingerprints of the signing certificates that our metadata publishes, as the portal writes them. */
export const publishedFingerprints = async (metadataUrl: string): Promise<readonly string[]> => {
  const metadata = readSpMetadata(await (await fetch(metadataUrl)).text(), { now: new Date() });
  return metadata.signingCertificates.map(({ pem }) =>
    new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase(),
  );
};
