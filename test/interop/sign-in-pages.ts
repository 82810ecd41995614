/** What a person does and sees on the pages of a sign-in with SimpleSAMLphp, in a real browser. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SimpleSamlPhpSystem } from './simplesamlphp-system.ts';

/** Waits for a page of SimpleSAMLphp that asks for the password. */
export const expectLoginPage = async (page: Page, { peer }: SimpleSamlPhpSystem): Promise<void> => {
  await page.locator('#password').waitFor();
  expect(new URL(page.url()).origin).toBe(new URL(peer.entityId).origin);
};

export const typePassword = async (page: Page, login: string, password: string): Promise<void> => {
  await page.locator('#username').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
};

/** The XML of the next Response that the browser carries to the hub. */
export const nextResponse = async (page: Page): Promise<string> => {
  const request = await page.waitForRequest((candidate) => /\/saml\/default\/acs$/.test(candidate.url()));
  const form = new URLSearchParams(request.postData() ?? '');
  return Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString('utf8');
};

/** From the Agent Desktop to the peer's login page, and the right password there. */
export const signIn = async (page: Page, system: SimpleSamlPhpSystem): Promise<void> => {
  await page.goto(`${system.desktopUrl}/`);
  await expectLoginPage(page, system);
  await typePassword(page, system.person.login, system.person.password);
};

/** The person is signed in at the desktop, types an extension and is Not Ready. */
export const expectDesktop = async (page: Page, { desktopUrl, person }: SimpleSamlPhpSystem): Promise<void> => {
  await page.locator('#extension').fill('1023');
  expect(await page.locator('.signed-in').textContent()).toBe(
    `Signed in with SimpleSAMLphp as ${person.firstName} ${person.lastName} (${person.login})`,
  );
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.locator('#state-button').waitFor();
  expect(await page.locator('#state-label').textContent()).toBe('Not Ready');
  expect(page.url()).toBe(`${desktopUrl}/`);
};

/** Ends the work at the desktop, which asks for the extension again next time; the hub's session stays. */
export const leaveDesktop = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
};

/** The hub says no; returns the reference that it shows. */
export const expectRefusal = async (page: Page): Promise<string> => {
  await page.getByRole('heading', { name: 'Your sign-in was not accepted' }).waitFor();
  return (await page.locator('.reference code').textContent()) ?? '';
};
