/** An administrator changes keys: makes the next one, uploads one of the company's own, tests with it and promotes it. */
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_PASSWORD, STORE_PASSWORD } from '../../packages/keystore/test-support/fixtures.ts';
import { type AdministeredCentre, startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import { connect, test } from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

const REALM = '/admin/acme/production/realms/agents';
/** Made by keytool and openssl, see packages/keystore/testdata. */
const fixturePath = (name: string): string =>
  fileURLToPath(new URL(`../../packages/keystore/testdata/${name}`, import.meta.url));

const KEYS = `${REALM}/service-providers/default/keys`;

let browser: Browser;
let centre: AdministeredCentre;

beforeAll(async () => {
  browser = await launchBrowser();
  centre = await startAdministeredCentre();
});
afterAll(async () => {
  await browser.close();
  await centre.close();
});

const openKeys = async (page: Page): Promise<void> => {
  await page.goto(`${centre.hubUrl}${KEYS}`);
  await seeHeading(page, 'Keys and certificates');
};

const cardOf = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

const chooseFile = async (page: Page, name: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(fixturePath(name));
};

const check = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: 'Check the file' }).click();

const seeInDialog = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole('dialog').getByText(text).first().waitFor();

/** The keys of tokens have no tests: made, promoted, and the former one stays a while. */
const changeTokenKey = async (page: Page): Promise<void> => {
  await page.goto(`${centre.hubUrl}${REALM}/keys`);
  await seeHeading(page, 'Keys of tokens');
  const card = cardOf(page, 'Token signing, ES256');
  const dialog = page.getByRole('dialog');
  await card.getByRole('button', { name: 'Regenerate: ES256' }).click();
  await dialog.getByRole('button', { name: 'Make the next key' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByRole('button', { name: 'Promote' }).click();
  await dialog.getByRole('button', { name: 'Promote' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Retired', { exact: true }).waitFor();
};

describe('the keys of a service provider', () => {
  it('are changed for an uploaded one without locking anybody out', { timeout: 120_000 }, async () => {
    const { context, expectRefusals } = await visit(browser, { viewport: { width: 1280, height: 900 } });
    const page = await centre.signIn(context);
    await connect(page, centre);
    await test(page, centre.amina, { result: 'The test succeeded' });

    await openKeys(page);
    const signing = cardOf(page, 'Request signing');
    await signing.getByText('Product-provided (recommended)').waitFor();
    await signing.getByRole('button', { name: 'Regenerate: Request signing' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Hash algorithm of the certificate').inputValue()).toBe('SHA-256');
    await dialog.getByText(/^The same as in the identity provider/).waitFor();
    await dialog.getByRole('button', { name: 'Make the next key' }).click();
    await dialog.waitFor({ state: 'detached' });
    await signing.getByText('Next', { exact: true }).waitFor();
    await signing.getByText('There is a next key: promote it or remove it first.').waitFor();
    expect(await signing.getByRole('button', { name: /^Upload/ }).count()).toBe(0);
    const dues = cardOf(page, 'Open since the keys changed');
    await dues.getByText('Due', { exact: true }).nth(1).waitFor();
    expect(await dues.getByText('Due', { exact: true }).count()).toBe(2);
    await signing.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await dialog.waitFor({ state: 'detached' });

    expectRefusals('/keys/inspect');
    await signing.getByRole('button', { name: 'Upload a key of your own: Request signing' }).click();
    await check(page);
    await seeInDialog(page, 'Choose the keystore file.');
    await chooseFile(page, 'certificate.der');
    await check(page);
    await seeInDialog(page, 'no private key');
    await chooseFile(page, 'keytool.jks');
    await dialog.getByLabel('Keystore password').fill('not this one');
    await check(page);
    await seeInDialog(page, /keystore password/i);
    await dialog.getByLabel('Keystore password').fill(STORE_PASSWORD);
    await dialog.getByLabel('Alias name').fill('ssso');
    await check(page);
    // The aliases that there are can be chosen now.
    await dialog.getByText('The keystore has these keys.').first().waitFor();
    await dialog.getByRole('combobox', { name: 'Alias name' }).click();
    await page.getByRole('option', { name: 'sso', exact: true }).click();
    await dialog.getByLabel('Key password').fill('not this one either');
    await check(page);
    await seeInDialog(page, /key password/i);
    await dialog.getByLabel('Key password').fill(KEY_PASSWORD);
    await check(page);
    await seeInDialog(page, 'The key was found');
    await dialog.getByRole('button', { name: 'Take it as the next key' }).click();
    await seeInDialog(
      page,
      'The uploaded key is the next one. Give the new metadata to the identity provider, then test.',
    );
    await dialog.getByRole('button', { name: 'Done', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await signing.getByText('Uploaded').waitFor();

    await dues.getByText('Due', { exact: true }).first().waitFor();
    // The identity provider reads our metadata when it starts.
    await centre.answerWith({});
    await dues.getByRole('button', { name: /^Metadata exchanged with/ }).click();
    await dialog.getByRole('button', { name: 'Metadata exchanged' }).click();
    await dialog.waitFor({ state: 'detached' });
    await signing.getByRole('button', { name: 'Promote' }).click();
    await seeInDialog(page, /No test with it has passed at/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const opened = page.waitForEvent('popup');
    await dues.getByRole('button', { name: 'Test with the next key' }).click();
    await signInAtIdp(await opened, centre.amina);
    await page.getByRole('heading', { level: 2, name: 'The test succeeded' }).waitFor();

    await openKeys(page);
    await page.getByText(/Nothing is open/).waitFor();
    await signing.getByRole('button', { name: 'Promote' }).click();
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await dialog.waitFor({ state: 'detached' });
    await signing.getByText('Retired', { exact: true }).waitFor();
    await signing.getByRole('button', { name: 'Take back into use' }).waitFor();
    await changeTokenKey(page);
  });
});
