/** Every way in which an administrator signs in and gets back in, in a real browser with an authenticator of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import { prepareDemo, startDemoHub } from '../../scripts/demo/demo-parts.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading } from '../support/journey.ts';
import { takeScreens } from '../support/screens.ts';
import { authenticatorCode } from '../support/totp.ts';
import { visit } from '../support/visitor.ts';

const AMINA = { name: 'Amina Okafor', login: 'amina@acme.example', password: 'five purple otters juggle' };
const BEN = { name: 'Ben Lindqvist', login: 'ben@acme.example', password: 'seven lamps on a windy quay' };
const BENS_NEXT_PASSWORD = 'a slow train through the valley';

let folder: string;
let hub: RunningHub;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-credentials-'));
  const setup = await prepareDemo({ port: 0, dataFolder: folder, logLevel: 'error' });
  // Browsers allow passkeys at a name, and at no IP address.
  const addresses = { ...setup.addresses, hub: { ...setup.addresses.hub, host: 'localhost' } };
  hub = await startDemoHub({ ...setup, addresses });
  origin = `http://localhost:${addresses.hub.port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

const look = (page: Page, name: string): Promise<void> => takeScreens(page, 'credentials', name);
const dialog = (page: Page) => page.getByRole('dialog');

/** Whoever is not signed in yet is told so by an error status, and so is a wrong code or link. */
const newPage = async (): Promise<Page> => {
  const visitor = await visit(browser, { viewport: { width: 1280, height: 900 } });
  visitor.expectRefusals('/admin/api/v1/session');
  visitor.expectRefusals('/admin/api/v1/links/');
  return visitor.newPage();
};

/** A device with a fingerprint that is always right, which keeps the passkeys that are made. */
const addAuthenticator = async (page: Page): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

const openAccount = async (page: Page): Promise<void> => {
  await page.goto(`${origin}/admin/-/account`);
  await seeHeading(page, 'Your account');
};

const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await seeHeading(page, 'Sign in');
};

const typePassword = async (page: Page, { login, password }: { login: string; password: string }): Promise<void> => {
  await page.getByLabel('E-mail address').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const typeCode = async (page: Page, label: string, code: string): Promise<void> => {
  await page.getByLabel(label).fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
};

/** What is shown once, and said to be stored. */
const takeSecret = async (page: Page): Promise<string> => {
  const secret = await dialog(page).getByRole('code').textContent();
  await dialog(page).getByLabel('I have stored it safely').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  return secret ?? '';
};

it('signs an owner in with a passkey, an authenticator app and a recovery code, and somebody else by links that work once', async () => {
  const page = await newPage();
  await addAuthenticator(page);
  await page.goto(hub.setUpUrl ?? '');
  await page.getByLabel('Your name').fill(AMINA.name);
  await page.getByLabel('E-mail address').fill(AMINA.login);
  await page.getByLabel('Password', { exact: true }).fill(AMINA.password);
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await seeHeading(page, 'Companies');

  await openAccount(page);
  await look(page, 'account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog(page).getByLabel('Name, to know it by').fill('Work laptop');
  await look(page, 'add-passkey');
  await dialog(page).getByRole('button', { name: 'Go on' }).click();
  await dialog(page).getByText('Recovery codes').first().waitFor();
  await look(page, 'recovery-codes');
  const codes = (await takeSecret(page)).split('\n');
  expect(new Set(codes).size).toBe(10);
  await page.getByRole('cell', { name: 'Work laptop' }).waitFor();
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await seeHeading(page, 'Companies');

  await openAccount(page);
  await page.getByText('This one, by passkey').waitFor();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const key = (await dialog(page).getByRole('code').textContent()) ?? '';
  await look(page, 'authenticator-app');
  const now = Date.now();
  await typeCode(page, 'Code that the app shows', authenticatorCode(key, now));
  await page.getByText('The authenticator app is set up.').waitFor();
  await look(page, 'account-with-factors');
  await signOut(page);
  await typePassword(page, AMINA);
  await seeHeading(page, 'One more step');
  await look(page, 'second-factor');
  await typeCode(page, 'Code from your authenticator app', authenticatorCode(key, now));
  await page.getByRole('alert').waitFor();
  await typeCode(page, 'Code from your authenticator app', authenticatorCode(key, now, 1));
  await seeHeading(page, 'Companies');
  await signOut(page);

  await page.getByRole('link', { name: /Recovery sign-in$/ }).click();
  await seeHeading(page, 'Recovery sign-in');
  expect(page.url()).toBe(`${origin}/admin/recovery`);
  await look(page, 'recovery');
  const [code = ''] = codes;
  await typePassword(page, AMINA);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await typeCode(page, 'Recovery code', code);
  await seeHeading(page, 'Companies');
  await openAccount(page);
  await page.getByText('9 codes left').waitFor();
  await signOut(page);
  await typePassword(page, AMINA);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await typeCode(page, 'Recovery code', code);
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await seeHeading(page, 'Companies');

  await page.goto(`${origin}/admin/-/administrators`);
  await page.getByRole('button', { name: 'Invite' }).first().click();
  await dialog(page).getByLabel('E-mail address').fill(BEN.login);
  await dialog(page).getByLabel('Name').fill(BEN.name);
  await dialog(page).getByLabel('Role').click();
  await page.getByRole('option', { name: 'Installation owner' }).click();
  await look(page, 'invite');
  await dialog(page).getByRole('button', { name: 'Invite' }).click();
  const invitation = await takeSecret(page);
  await page.getByText('Invited', { exact: true }).first().waitFor();
  await look(page, 'administrators');

  const ben = await newPage();
  await ben.goto(invitation);
  await seeHeading(ben, 'Welcome to Cordboard');
  await look(ben, 'invitation');
  await ben.getByLabel('New password').fill(BEN.password);
  await ben.getByRole('button', { name: 'Join' }).click();
  await seeHeading(ben, 'Companies');
  await signOut(ben);
  await ben.goto('about:blank');
  await ben.goto(invitation);
  await seeHeading(ben, 'This link does not work any more');
  await look(ben, 'link-over');

  await page.reload();
  await page.getByRole('button', { name: `Actions for ${BEN.name}` }).click();
  await page.getByRole('menuitem', { name: 'Password link' }).click();
  await look(page, 'password-link');
  await dialog(page).getByRole('button', { name: 'Make the link' }).click();
  const reset = await takeSecret(page);
  await ben.goto(reset);
  await seeHeading(ben, 'Choose a new password');
  await look(ben, 'new-password');
  await ben.getByLabel('New password').fill(BENS_NEXT_PASSWORD);
  await ben.getByRole('button', { name: 'Save the password' }).click();
  await ben.getByText('The password is changed. Sign in with it.').waitFor();
  await typePassword(ben, BEN);
  await ben.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
  await typePassword(ben, { ...BEN, password: BENS_NEXT_PASSWORD });
  await seeHeading(ben, 'Companies');
}, 120_000);
