/** Single sign-on in the portal for everybody (WCAG 2.2 A and AA): every page and overlay on the way. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import { takePicture } from '../support/picture.ts';
import {
  accept,
  beginSetUp,
  beginTest,
  enterDomain,
  enterMetadataUrl,
  NAME,
  openSingleSignOn,
  openStep,
  test,
} from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

/** Colours change at once, as for people who want no motion: what is looked at is never on its way. */
const STILL = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface Look {
  /** Another page than the administrator's. */
  readonly shown?: Page;
  /** Name of the picture for the documents. */
  readonly picture?: string;
}

describe('every page and overlay', () => {
  it('has no fault that axe finds, and fits its window', { timeout: 400_000 }, async () => {
    const centre = await startAdministeredCentre();
    try {
      const visitor = await visit(browser, STILL);
      const page = await centre.signIn(visitor.context);
      const found: string[] = [];
      const check = async (place: string, { shown = page, picture }: Look = {}): Promise<void> => {
        await expectAccessible(shown).catch((error: unknown) => found.push(`${place}: ${String(error)}`));
        if (picture !== undefined) {
          await takePicture(shown, picture);
        }
        await shown.setViewportSize({ width: 1440, height: 900 });
      };
      const dialog = page.getByRole('dialog');
      const close = async (): Promise<void> => {
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      };

      await openSingleSignOn(page, centre);
      await check('nothing connected', { picture: 'single-sign-on-start' });
      await page.goto(`${centre.hubUrl}/admin/acme/production/realms/agents/single-sign-on/connect`);
      await seeHeading(page, 'Connect an identity provider');
      await check('choice of the product', { picture: 'choose-product' });
      await beginSetUp(page, centre);
      await page.getByRole('button', { name: 'Show a sample of such metadata' }).click();
      await dialog.locator('pre').waitFor();
      await check('sample of metadata', { picture: 'metadata-sample' });
      await close();
      await page.getByText('By hand', { exact: true }).click();
      await check('values by hand', { picture: 'wizard-by-hand' });
      await page.getByText('Metadata file', { exact: true }).click();
      await check('metadata file');
      await page.getByText('Metadata URL', { exact: true }).click();
      await enterMetadataUrl(page, centre);
      await page.getByText('Signing certificates').waitFor();
      await check('preview', { picture: 'wizard-preview' });
      await openStep(page, 'Send the attributes');
      await check('attributes to send');
      await enterDomain(page);
      await check('how people are recognised', { picture: 'wizard-people' });

      await page.getByRole('button', { name: 'Make a set-up link' }).click();
      await check('asking for a link');
      await page.getByLabel('Whom is it for?').fill('Ida');
      await page.getByRole('button', { name: 'Make the link' }).click();
      const url = await dialog.locator('code').textContent();
      await check('a link, once', { picture: 'set-up-link-once' });
      await page.getByLabel('I have stored it safely').check();
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      const ida = await (await visit(browser, STILL)).newPage();
      await ida.goto(url ?? '');
      await seeHeading(ida, `Set up ${NAME} for Acme Contact Center`);
      await check('link page', { shown: ida, picture: 'set-up-link' });
      await page.getByRole('button', { name: 'Revoke Ida' }).click();
      await check('revoking a link');
      await close();
      await page.getByRole('link', { name: 'Hand-over sheet' }).click();
      await seeHeading(page, `Hand-over sheet for ${NAME}`);
      await check('hand-over sheet', { picture: 'hand-over-sheet' });
      await openSingleSignOn(page, centre);
      await page.getByRole('button', { name: `Discard ${NAME}` }).click();
      await check('discarding');
      await close();
      await page.getByRole('link', { name: 'Go on', exact: true }).click();
      await openStep(page, 'Check and connect');
      await page.getByText('Signing certificates').waitFor();
      await check('review before connecting', { picture: 'wizard-review' });
      await page.goto(page.url().concat('/review'));
      await seeHeading(page, `Review the set-up of ${NAME}`);
      await page.getByText('Signing certificates').waitFor();
      await check('review of what was handed over');
      await page.goBack();
      await accept(page);
      await check('connected');

      await centre.answerWith({ faults: ['wrong-audience'] });
      const popup = await beginTest(page, 'Test SSO');
      await check('test in progress', { picture: 'test-in-progress' });
      await signInAtIdp(popup, centre.amina);
      await page.getByRole('heading', { level: 2, name: 'The test failed' }).waitFor();
      await page.getByText('What was checked').waitFor();
      await check('test failed', { picture: 'test-failed' });
      await check('last page of a test', { shown: popup });
      await popup.close();
      await centre.answerWith({});
      await test(page, centre.amina, { button: 'Test again', result: 'The test succeeded' });
      await page.getByText('What was checked').waitFor();
      await check('test succeeded', { picture: 'test-succeeded' });
      await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
      await page.getByRole('button', { name: 'Enable', exact: true }).click();
      await check('enabling');
      await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
      await page.getByText('Current status: SSO').waitFor();
      await check('enabled', { picture: 'single-sign-on-enabled' });
      await page.getByRole('button', { name: 'Disable', exact: true }).click();
      await check('disabling', { picture: 'disable' });
      await close();
      await page.getByRole('link', { name: 'Change', exact: true }).click();
      await page.getByRole('heading', { level: 2, name: 'What is demanded' }).waitFor();
      await page.getByText('Signing certificates').waitFor();
      await page.getByLabel('Accept SHA-1 signatures').check();
      await check('connection', { picture: 'connection' });
      await page.getByRole('link', { name: 'Map claims' }).click();
      await page.getByText('Its domain is one of yours.').waitFor();
      await page.getByLabel('SAML attribute for the e-mail').fill('Mail');
      await check('claims', { picture: 'claims' });
      expect(found).toEqual([]);
    } finally {
      await centre.close();
    }
  });
});
