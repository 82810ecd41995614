/** Every page for people who use a keyboard, a screen reader, a small window or dark colours (WCAG 2.2 A and AA). */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { type Administration, administer } from '../support/administration.ts';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { seeHeading, signInAtIdp, typeExtension } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

let administration: Administration;
let passwordLink = '';

beforeAll(async () => {
  const north = await centre().startOtherIdp({
    slug: 'north',
    name: 'North office',
    users: [centre().ben],
    emailDomains: ['north.example'],
    answers: { faults: ['wrong-audience'] },
  });
  await centre().apply((serviceProvider) => ({
    ...serviceProvider,
    connections: [...serviceProvider.connections, north.connection],
  }));
  administration = await administer(centre());
  await administration.setMode('hybrid', ['amina']);
  passwordLink = await administration.invite('amina');
});
afterAll(() => administration.close());
beforeEach(() => centre().restartDesktop());

const sandboxLink = (): string => realmPage(centre(), 'sign-in/default/sandbox');

/** Signs in at the one identity provider, past the question which. */
const withChoice = async (page: Page, url: string): Promise<void> => {
  await page.goto(sandboxLink());
  await signInAtIdp(page, centre().amina);
  await page.getByText(/^Signed in with/).waitFor();
  await page.goto(url);
};

/** Leads to a page and waits until it is complete. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'sign-in': async (page) => {
    await page.goto(`${centre().desktopUrl}/`);
    await page.getByRole('link', { name: 'North office' }).waitFor();
  },
  'sign-in after an unknown address': async (page) => {
    await page.goto(centre().agentUrl);
    await page.getByLabel('Work e-mail address').fill('amina@unknown.example');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('We have no sign-in for this address.').waitFor();
  },
  launchpad: (page) => withChoice(page, centre().agentUrl),
  error: async (page) => {
    await page.goto(realmPage(centre(), 'sign-in/default/north'));
    await signInAtIdp(page, centre().ben);
    await seeHeading(page, 'Your sign-in was not accepted');
  },
  'signed-out': async (page) => {
    await withChoice(page, centre().agentUrl);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
  },
  'local sign-in': async (page) => {
    await page.goto(realmPage(centre(), 'sign-in/local'));
    await page.getByLabel('Password').waitFor();
  },
  'local sign-in after a wrong password': async (page) => {
    await page.goto(realmPage(centre(), 'sign-in/local'));
    await page.getByLabel('User name').fill('nobody');
    await page.getByLabel('Password').fill('mistyped words');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
  },
  'new password': async (page) => {
    await page.goto(passwordLink);
    await seeHeading(page, 'Choose a password');
  },
  'new password that was refused': async (page) => {
    await page.goto(passwordLink);
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.getByLabel('New password again').fill('short');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByRole('alert').waitFor();
  },
  'launchpad of a password': async (page) => {
    const ben = await administration.invite('ben');
    await administration.setMode('hybrid', ['amina', 'ben']);
    await page.goto(ben);
    await page.getByLabel('New password', { exact: true }).fill('copper lantern under seven bridges');
    await page.getByLabel('New password again').fill('copper lantern under seven bridges');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByRole('link', { name: 'Change password' }).waitFor();
  },
  'link that is over': async (page) => {
    await page.goto(realmPage(centre(), 'password/set/nothing'));
    await seeHeading(page, 'This link works no longer');
  },
  extension: async (page) => {
    await withChoice(page, `${centre().desktopUrl}/`);
    await page.getByLabel('Extension', { exact: true }).waitFor();
  },
  'extension after a wrong one': async (page) => {
    await withChoice(page, `${centre().desktopUrl}/`);
    await typeExtension(page, '12a');
    await page.getByRole('alert').waitFor();
  },
  desktop: async (page) => {
    await withChoice(page, `${centre().desktopUrl}/`);
    await typeExtension(page, '1023');
    await page.getByText('No data available.').waitFor();
  },
  'desktop with the menu of states': async (page) => {
    await withChoice(page, `${centre().desktopUrl}/`);
    await typeExtension(page, '1023');
    await page.getByRole('button', { name: /^Not Ready/ }).click();
    await page.getByRole('button', { name: 'Ready', exact: true }).waitFor();
  },
  'desktop after signing out': async (page) => {
    await page.goto(`${centre().desktopUrl}/signed-out`);
    await seeHeading(page, 'You are signed out');
  },
  'login of the sandbox': async (page) => {
    await page.goto(sandboxLink());
    await page.getByLabel('Password').waitFor();
  },
  'portal of the sandbox': async (page) => {
    await page.goto(`${centre().idpUrl}/`);
    await signInAtIdp(page, centre().amina);
    await seeHeading(page, 'Your applications');
  },
};

describe.each(Object.entries(pages))('the page %s', (_name, open) => {
  it('has no violation in light and dark, in a small, a usual and a wide window', async () => {
    const page = await (await visitor()).newPage();
    await open(page);
    await expectAccessible(page);
  });
});

describe('the keyboard alone', () => {
  it('is enough from the sign-in page to Not Ready', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(`${centre().desktopUrl}/`);
    await page.getByLabel('Work e-mail address').waitFor();
    await page.keyboard.type('amina@acme.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('Password').waitFor();
    await page.keyboard.type('amina');
    await page.keyboard.press('Tab');
    await page.keyboard.type(centre().amina.password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Extension', { exact: true }).waitFor();
    await page.keyboard.type('1023');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
  });
});

describe('a page at 400 by 600', () => {
  it.each(['launchpad', 'sign-in', 'local sign-in', 'new password', 'extension'])(
    'shows the main action of %s without scrolling',
    async (name) => {
      const page = await (await visitor({ viewport: { width: 400, height: 600 } })).newPage();
      await pages[name]?.(page);
      const button = page.locator('.button.primary, button.primary, a.primary').first();
      const box = await button.boundingBox();
      expect(box).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(600);
    },
  );
});
