/** Single sign-on in the portal for people who use a keyboard alone. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdministeredCentre, startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import { NAME, openSingleSignOn, seeStep } from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

let browser: Browser;
let centre: AdministeredCentre;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const isFocused = async (page: Page, target: Locator): Promise<boolean> =>
  (await target.first().and(page.locator(':focus')).count()) > 0;

/** Tab by tab until the focus is there: what cannot be reached fails. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.first().waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await isFocused(page, target)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${target}`);
};

const press = async (page: Page, target: Locator, key = 'Enter'): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.press(key);
};

describe('the keyboard alone', () => {
  it('connects, tests and enables', { timeout: 120_000 }, async () => {
    centre = await startAdministeredCentre();
    try {
      const { context } = await visit(browser, { viewport: { width: 1440, height: 900 } });
      const page = await centre.signIn(context);
      const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
      await openSingleSignOn(page, centre);
      await press(page, page.getByRole('link', { name: 'Choose the identity provider' }));
      await seeHeading(page, 'Connect an identity provider');
      await tabTo(page, page.getByRole('radio', { name: /^Okta/ }));
      await page.keyboard.press('ArrowUp');
      await tabTo(page, page.getByLabel('Name of the connection'));
      await page.keyboard.type(NAME);
      await press(page, button('Begin the set-up'));
      await seeHeading(page, `Set up ${NAME}`);
      await tabTo(page, page.getByLabel('Metadata URL of the identity provider'));
      await page.keyboard.type(centre.metadataUrl);
      await press(page, button('Save and check'));
      await page.getByText('Signing certificates').waitFor();
      for (const next of [
        'Hand over our metadata',
        'Review what was filled in',
        'Choose what identifies the person',
        'Set the signatures',
        'Send the attributes',
        'Assign people or groups',
        'Say how people are recognised',
      ]) {
        await press(page, button('Done, go on'));
        await seeStep(page, next);
        const heading = page.getByRole('heading', { level: 2, name: next });
        expect(await isFocused(page, heading), next).toBe(true);
      }
      await tabTo(page, page.getByLabel('E-mail domains, one a line'));
      await page.keyboard.type('acme.example');
      await press(page, button('Save'));
      await page.getByText('Saved.').first().waitFor();
      await press(page, button('Done, go on'));
      await seeStep(page, 'Check and connect');
      await page.getByText('Signing certificates').waitFor();
      await press(page, button('Accept and connect'));
      await seeHeading(page, 'Single sign-on');
      const opened = page.waitForEvent('popup');
      await press(page, button('Test SSO'));
      const popup = await opened;
      await signInAtIdp(popup, centre.amina);
      await page.getByRole('heading', { level: 2, name: 'The test succeeded' }).waitFor();
      await popup.close();
      await press(page, page.getByRole('link', { name: 'Go to Single sign-on' }));
      await seeHeading(page, 'Single sign-on');
      await press(page, button('Enable'));
      await press(page, page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }));
      await page.getByText('Current status: SSO').waitFor();
    } finally {
      await centre.close();
    }
  });
});
