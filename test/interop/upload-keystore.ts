/** A key store that Java's own keytool makes, brought to the hub on the page of the keys. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSpMetadata } from '@cordboard/saml';
import type { Page } from 'playwright-core';
import { assertInstalled } from '../support/debian-package.ts';
import { seeHeading } from '../support/journey.ts';

const KEYTOOL = '/usr/bin/keytool';
const ALIAS = 'saml';
const PASSWORD = 'a store for this test alone';
const KEY_PASSWORD = 'a key for this test alone';

/** A JKS with one RSA key. */
const makeJks = (): Buffer => {
  assertInstalled(KEYTOOL, 'default-jre-headless');
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-jks-'));
  const file = join(folder, 'keystore.jks');
  const key = ['-alias', ALIAS, '-keyalg', 'RSA', '-keysize', '2048', '-validity', '900', '-dname', 'CN=Globex SAML'];
  const store = ['-storetype', 'JKS', '-keystore', file, '-storepass', PASSWORD, '-keypass', KEY_PASSWORD];
  try {
    execFileSync(KEYTOOL, ['-genkeypair', ...key, ...store], { stdio: 'pipe' });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const seeKeys = async (page: Page, keysUrl: string): Promise<void> => {
  await page.goto(keysUrl);
  await seeHeading(page, 'Keys and certificates');
};

/**
 * On the page of the keys: the store is refused for each wrong password and a wrong alias, then its key is taken as the
 * next one that signs requests. Returns the SHA-256 fingerprint that the page shows.
 */
export const uploadSigningKey = async (page: Page, keysUrl: string): Promise<string> => {
  await seeKeys(page, keysUrl);
  await page.getByRole('button', { name: 'Upload a key of your own: Request signing' }).click();
  const dialog = page.getByRole('dialog');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file' }).click();
  const file = { name: 'keystore.jks', mimeType: 'application/octet-stream', buffer: makeJks() };
  await (await chooser).setFiles(file);
  const check = async (field: string, value: string, seen: string | RegExp): Promise<void> => {
    await dialog.getByLabel(field).fill(value);
    await dialog.getByRole('button', { name: 'Check the file' }).click();
    await dialog.getByText(seen).first().waitFor();
  };
  await check('Keystore password', 'not this one', /does not open the keystore/);
  await dialog.getByLabel('Keystore password').fill(PASSWORD);
  await check('Alias name', 'sampl', /no key under this alias/i);
  await dialog.getByLabel('Alias name').fill(ALIAS);
  await check('Key password', 'not this one either', /does not open the key\./);
  await check('Key password', KEY_PASSWORD, 'The key was found');
  const fingerprint = await dialog.locator('dt:has-text("SHA-256 fingerprint") + dd code').textContent();
  await dialog.getByRole('button', { name: 'Take it as the next key' }).click();
  await dialog.getByRole('button', { name: 'Done', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Uploaded', { exact: true }).waitFor();
  return fingerprint ?? '';
};

/** Says that the identity provider has the present metadata. */
export const confirmExchange = async (page: Page, keysUrl: string): Promise<void> => {
  await seeKeys(page, keysUrl);
  await page.getByRole('button', { name: /^Metadata exchanged with/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Metadata exchanged' }).click();
  await dialog.waitFor({ state: 'detached' });
};

/** Into use, after its test. */
export const promoteKey = async (page: Page, keysUrl: string): Promise<void> => {
  await seeKeys(page, keysUrl);
  await page.getByText(/^Nothing is open/).waitFor();
  await page.getByRole('button', { name: 'Promote' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Promote' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Retired', { exact: true }).waitFor();
};

/** SHA-256 fingerprints of the signing certificates that our metadata publishes, as the portal writes them. */
export const publishedFingerprints = async (metadataUrl: string): Promise<readonly string[]> => {
  const metadata = readSpMetadata(await (await fetch(metadataUrl)).text(), { now: new Date() });
  return metadata.signingCertificates.map(({ pem }) =>
    new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase(),
  );
};
