/** Single sign-on in the portal for people who use a keyboard, a screen reader, a small window or dark colours. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { type AdministeredCentre, startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import {
  accept,
  beginSetUp,
  beginTest,
  enterDomain,
  enterMetadataUrl,
  NAME,
  openSingleSignOn,
  openStep,
  seeStep,
  test,
} from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

/** Colours change at once, as for people who want no motion: what is looked at is never on its way. */
const STILL = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;

let browser: Browser;
let centre: AdministeredCentre;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('every page and overlay', () => {
  it('has no fault that axe finds, and fits its window', { timeout: 240_000 }, async () => {
    centre = await startAdministeredCentre();
    try {
      const visitor = await visit(browser, STILL);
      const page = await centre.signIn(visitor.context);
      const found: string[] = [];
      const check = async (place: string, shown: Page = page): Promise<void> => {
        await expectAccessible(shown).catch((error: unknown) => found.push(`${place}: ${String(error)}`));
        await shown.setViewportSize({ width: 1440, height: 900 });
      };
      const dialog = page.getByRole('dialog');
      const close = async (): Promise<void> => {
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      };

      await openSingleSignOn(page, centre);
      await check('nothing connected');
      await page.goto(`${centre.hubUrl}/admin/acme/production/realms/agents/single-sign-on/connect`);
      await seeHeading(page, 'Connect an identity provider');
      await check('choice of the product');
      await beginSetUp(page, centre);
      await page.getByRole('button', { name: 'Show a sample of such metadata' }).click();
      await dialog.locator('pre').waitFor();
      await check('sample of metadata');
      await close();
      await page.getByText('By hand', { exact: true }).click();
      await check('values by hand');
      await page.getByText('Metadata file', { exact: true }).click();
      await check('metadata file');
      await page.getByText('Metadata URL', { exact: true }).click();
      await enterMetadataUrl(page, centre);
      await page.getByText('Signing certificates').waitFor();
      await check('preview');
      await openStep(page, 'Send the attributes');
      await check('attributes to send');
      await enterDomain(page);
      await check('how people are recognised');

      await page.getByRole('button', { name: 'Make a set-up link' }).click();
      await check('asking for a link');
      await page.getByLabel('Whom is it for?').fill('Ida');
      await page.getByRole('button', { name: 'Make the link' }).click();
      const url = await dialog.locator('code').textContent();
      await check('a link, once');
      await page.getByLabel('I have stored it safely').check();
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      const ida = await (await visit(browser, STILL)).newPage();
      await ida.goto(url ?? '');
      await seeHeading(ida, `Set up ${NAME} for Acme Contact Center`);
      await check('link page', ida);
      await page.getByRole('button', { name: 'Revoke Ida' }).click();
      await check('revoking a link');
      await close();
      await page.getByRole('link', { name: 'Hand-over sheet' }).click();
      await seeHeading(page, `Hand-over sheet for ${NAME}`);
      await check('hand-over sheet');
      await openSingleSignOn(page, centre);
      await page.getByRole('button', { name: `Discard ${NAME}` }).click();
      await check('discarding');
      await close();
      await page.getByRole('link', { name: 'Go on', exact: true }).click();
      await openStep(page, 'Check and connect');
      await page.getByText('Signing certificates').waitFor();
      await check('review before connecting');
      await page.goto(page.url().concat('/review'));
      await seeHeading(page, `Review the set-up of ${NAME}`);
      await page.getByText('Signing certificates').waitFor();
      await check('review of what was handed over');
      await page.goBack();
      await accept(page);
      await check('connected');

      await centre.answerWith({ faults: ['wrong-audience'] });
      const popup = await beginTest(page, 'Test SSO');
      await check('test in progress');
      await signInAtIdp(popup, centre.amina);
      await page.getByRole('heading', { level: 2, name: 'The test failed' }).waitFor();
      await page.getByText('What was checked').waitFor();
      await check('test failed');
      await check('last page of a test', popup);
      await popup.close();
      await centre.answerWith({});
      await test(page, centre.amina, { button: 'Test again', result: 'The test succeeded' });
      await page.getByText('What was checked').waitFor();
      await check('test succeeded');
      await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
      await page.getByRole('button', { name: 'Enable', exact: true }).click();
      await check('enabling');
      await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
      await page.getByText('Current status: SSO').waitFor();
      await check('enabled');
      await page.getByRole('button', { name: 'Disable', exact: true }).click();
      await check('disabling');
      await close();
      await page.getByRole('link', { name: 'Change', exact: true }).click();
      await page.getByRole('heading', { level: 2, name: 'What is demanded' }).waitFor();
      await page.getByText('Signing certificates').waitFor();
      await page.getByLabel('Accept SHA-1 signatures').check();
      await check('connection');
      await page.getByRole('link', { name: 'Map claims' }).click();
      await page.getByText('Its domain is one of yours.').waitFor();
      await page.getByLabel('SAML attribute for the e-mail').fill('Mail');
      await check('claims');
      expect(found).toEqual([]);
    } finally {
      await centre.close();
    }
  });
});

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
