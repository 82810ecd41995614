/** Steps of an administrator who sets up a new installation in the portal, with pictures of each for people to look at. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { seeHeading } from '../support/journey.ts';
import { takeScreens } from '../support/screens.ts';
import { seeStep } from '../support/single-sign-on-journey.ts';
import type { NewInstallation } from './new-installation.ts';

export const COMPANY = '/admin/globex-support';
export const DOMAIN = 'acme.example';
const PASSWORD = 'five purple otters juggle';

export const see = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

export const look = (page: Page, name: string): Promise<void> => takeScreens(page, 'administration', name);

const dialog = (page: Page) => page.getByRole('dialog');

/** The one-time link of the first start. */
export const becomeOwner = async (page: Page, { amina, setUpUrl }: NewInstallation): Promise<void> => {
  await page.goto(setUpUrl);
  await look(page, 'first-run');
  await page.getByLabel('Your name').fill(`${amina.firstName} ${amina.lastName}`);
  await page.getByLabel('E-mail address').fill(amina.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await seeHeading(page, 'Companies');
  await look(page, 'companies');
};

export const makeCompany = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add a company' }).first().click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Globex Support');
  await look(page, 'add-company');
  await dialog(page).getByRole('button', { name: 'Add the company' }).click();
  await seeHeading(page, 'Globex Support');
  await look(page, 'home-empty');
};

/** From the home page of the company. */
export const makeEnvironment = async (page: Page, name: string): Promise<void> => {
  await page
    .getByRole('button', { name: /^(Create the first|Add an) environment$/ })
    .first()
    .click();
  await dialog(page).getByLabel('Name', { exact: true }).fill(name);
  await look(page, 'add-environment');
  await dialog(page).getByRole('button', { name: 'Add the environment' }).click();
  await seeHeading(page, name);
  await look(page, 'environment-empty');
  await page.getByRole('button', { name: 'Add a realm' }).click();
  await look(page, 'add-realm');
  await dialog(page).getByRole('button', { name: 'Add the realm' }).click();
  await seeHeading(page, 'Agents');
  await look(page, 'realm');
};

export const makeUser = async (page: Page, { login, email }: { login: string; email: string }): Promise<void> => {
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Add a user' }).click();
  await dialog(page).getByLabel('Login').fill(login);
  await dialog(page).getByLabel('E-mail address').fill(email);
  await dialog(page).getByRole('button', { name: 'Add the user' }).click();
  await seeHeading(page, login);
  await look(page, 'user');
};

/** Returns the secret that is shown this once. */
export const makeDesktop = async (page: Page, origin: string): Promise<string> => {
  await page.getByRole('link', { name: 'Applications' }).click();
  await look(page, 'applications-empty');
  await page.getByRole('button', { name: 'Add an application' }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('Agent Desktop');
  await dialog(page).getByLabel('Redirect URIs, one a line').fill(`${origin}/callback`);
  await look(page, 'add-application');
  await dialog(page).getByRole('button', { name: 'Add the application' }).click();
  const secret = await dialog(page).getByRole('code').textContent();
  await look(page, 'client-secret');
  await dialog(page).getByLabel('I have stored it safely').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await seeHeading(page, 'Agent Desktop');
  await look(page, 'application');
  return secret ?? '';
};

/** From the page Single sign-on. Takes the vendor's own name and order for what they are. */
export const beginSetUp = async (page: Page, vendor: 'Okta' | 'AD FS'): Promise<void> => {
  await page
    .getByRole('link', { name: /^(Choose the identity provider|Add a connection|Connect)/ })
    .first()
    .click();
  await seeHeading(page, /identity provider/i);
  await page.getByRole('radio', { name: new RegExp(`^${vendor}\\b`) }).check();
  await look(page, 'choose-vendor');
  await page.getByRole('button', { name: 'Begin the set-up' }).click();
  await seeHeading(page, `Set up ${vendor}`);
};

/** The value of ours beside the vendor's word for it, as it stands in the open step. */
export const copied = async (page: Page, label: string): Promise<string> =>
  (await page.locator('.code-value', { hasText: label }).locator('code').first().textContent()) ?? '';

/** Goes through the steps one by one, up to the one with this title. */
export const readOn = async (page: Page, title: string): Promise<void> => {
  const open = page.locator('#step-title');
  for (let step = 0; step < 20; step += 1) {
    const shown = await open.textContent();
    if (shown === title) {
      return;
    }
    await page.getByRole('button', { name: 'Done, go on' }).click();
    await open.filter({ hasNotText: shown ?? '' }).waitFor();
  }
  throw new Error(`no step ${title}`);
};

export const enterDomain = async (page: Page): Promise<void> => {
  await readOn(page, 'Say how people are recognised');
  await page.getByLabel('E-mail domains, one a line').fill(DOMAIN);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await see(page, 'Saved.');
  await look(page, 'recognise-people');
};

/** The text of our signing certificate, as the page Single sign-on gives it. */
export const downloadCertificate = async (page: Page): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Signing certificate (.cer)' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
};

export const accept = async (page: Page, vendor: string): Promise<void> => {
  await page.getByRole('button', { name: 'Done, go on' }).click();
  await seeStep(page, 'Check and connect');
  await see(page, 'Signing certificates');
  await look(page, 'check-and-connect');
  await page.getByRole('button', { name: 'Accept and connect' }).click();
  await see(page, `${vendor} is connected. Test it next.`);
  await look(page, 'connected');
};

/** Presses a button of the test; what happens in the window is for `signIn`. Closes it when the result is shown. */
export const test = async (
  page: Page,
  { button, result, signIn }: { button: string; result: string; signIn: ((popup: Page) => Promise<void>) | null },
): Promise<void> => {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: button, exact: true }).first().click(),
  ]);
  await signIn?.(popup);
  await page.getByRole('heading', { level: 2, name: result, exact: true }).waitFor();
  await look(popup, 'test-window');
  await popup.close();
  await look(page, 'test-result');
};

export const enable = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
  await look(page, 'ready-to-enable');
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await look(page, 'enable');
  await dialog(page).getByRole('button', { name: 'Enable', exact: true }).click();
  await see(page, 'Current status: SSO');
  await look(page, 'enabled');
};
