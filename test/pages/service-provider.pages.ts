/** The page of a service provider: a node, an address of an earlier product, and an agent who comes back to it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { type AdministeredCentre, startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import { takePicture } from '../support/picture.ts';
import { takeScreens } from '../support/screens.ts';
import { connect, NAME, openSingleSignOn, test } from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

const WIDE = {
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce' as const,
  permissions: ['clipboard-read', 'clipboard-write'],
};
const PROVIDER = '/admin/acme/production/realms/agents/service-providers/default';

let browser: Browser;
let centre: AdministeredCentre;
beforeAll(async () => {
  browser = await launchBrowser();
  centre = await startAdministeredCentre();
});
afterAll(async () => {
  await centre.close();
  await browser.close();
});

const endpointsIn = (metadata: string): readonly string[] =>
  [...metadata.matchAll(/<md:AssertionConsumerService [^>]*>/g)].map(([tag]) => {
    const [location, index, isDefault] = ['Location', 'index', 'isDefault'].map(
      (name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1],
    );
    return `${location} ${index} ${isDefault}`;
  });

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe('the page of a service provider', () => {
  it('adds a node and an alias, which the metadata lists and an agent signs in through', {
    timeout: 240_000,
  }, async () => {
    const visitor = await visit(browser, WIDE);
    const page = await centre.signIn(visitor.context);
    const say = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();
    const own = `${centre.hubUrl}/e/acme/production/agents/saml/default`;
    const alias = `${centre.hubUrl}/ids/saml/response/metaAlias/sp`;
    await connect(page, centre);
    await page.goto(`${centre.hubUrl}${PROVIDER}`);
    await seeHeading(page, 'Service provider default');
    await say('No aliases');
    await page.getByRole('button', { name: 'Copy SLO URL' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'SLO URL' }).waitFor({ state: 'attached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${own}/slo`);

    await page.getByRole('button', { name: 'Add a node' }).click();
    await page.getByLabel('Name of the node').fill('Sub 1');
    await page.getByRole('button', { name: 'Add the node' }).click();
    await say(/lower-case letters, digits and single hyphens/i);
    await page.getByLabel('Name of the node').fill('sub');
    await page.getByRole('button', { name: 'Add the node' }).click();
    await say('The node is added.');
    await row(page, `${own}/acs/sub`).getByRole('button', { name: 'Actions for sub' }).click();
    await page.getByRole('menuitem', { name: 'Make it the default' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make it the default' }).click();
    await say('The default address is changed.');
    const metadata = async (): Promise<readonly string[]> => endpointsIn(await (await fetch(`${own}/metadata`)).text());
    expect(await metadata()).toEqual([`${own}/acs/sub 1 true`, `${own}/acs 0 false`]);

    await page.getByRole('button', { name: 'Add an alias' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'ACS URL' }).check();
    await dialog.getByLabel('Address or name').fill('http://cc.acme.example/acs');
    await dialog.getByRole('button', { name: 'Add the alias' }).click();
    await say(/an absolute https address with a plain path/);
    await expectAccessible(page);
    await page.setViewportSize(WIDE.viewport);
    await dialog.getByLabel('Address or name').fill(alias);
    await dialog.getByRole('button', { name: 'Add the alias' }).click();
    await say('The alias is added.');
    await page.getByLabel('List the ACS aliases in the metadata').check();
    await page
      .getByRole('region', { name: 'Aliases of an earlier product' })
      .getByRole('button', { name: 'Save' })
      .click();
    await say('The service provider is saved.');
    expect(await metadata()).toContain(`${alias} 2 false`);
    await page.getByText(`Location="${alias}"`).waitFor();
    await expectAccessible(page);
    await page.setViewportSize(WIDE.viewport);

    await page.getByRole('button', { name: 'Fill in from a product' }).click();
    await dialog.getByRole('combobox', { name: 'Earlier product' }).click();
    await page.getByRole('option', { name: 'eGain' }).click();
    await dialog.getByLabel('<DOMAIN>').fill('https://acme.egain.example');
    await dialog.getByRole('button', { name: 'Add these aliases' }).click();
    await say(/Enter the full host name/);
    await dialog.getByLabel('<DOMAIN>').fill('acme.egain.example');
    await dialog.getByLabel('<TenantID>').fill('ACMEPROD1');
    await dialog.getByText('https://auth.egain.cloud/ACMEPROD1-U/user-saml-provider').waitFor();
    await takeScreens(page, 'service-provider', 'fill-in');
    await expectAccessible(page);
    await page.setViewportSize(WIDE.viewport);
    await dialog.getByRole('button', { name: 'Add these aliases' }).click();
    await say('The aliases are added.');
    await row(page, 'https://auth.egain.cloud/ACMEPROD1-U/user-saml-provider').waitFor();
    expect(await metadata()).toContain(
      'https://acme.egain.example/system/auth/ACMEPROD1-U/saml2/SSO/user-saml-provider 3 false',
    );

    await openSingleSignOn(page, centre);
    await page.getByRole('link', { name: NAME, exact: true }).click();
    const requests = page.getByRole('region', { name: 'What requests call us' });
    await requests.getByRole('radio', { name: alias }).check();
    await requests.getByRole('button', { name: 'Save' }).click();
    await say('The connection is saved.');
    const asks = page.getByLabel('When somebody signs out here, sign out at the identity provider as well');
    const demanded = page.getByRole('region', { name: 'What is demanded' });
    for (const isOn of [false, true]) {
      await page.reload();
      await asks.focus();
      expect(await asks.isChecked()).toBe(!isOn);
      await page.keyboard.press('Space');
      await demanded.getByRole('button', { name: 'Save' }).focus();
      await page.keyboard.press('Enter');
      await say('The connection is saved.');
    }
    await page.reload();
    await asks.focus();
    expect(await asks.isChecked()).toBe(true);
    await takeScreens(page, 'sign-out', 'connection');
    await page.goto(`${centre.hubUrl}${PROVIDER}`);
    await row(page, alias).getByRole('link', { name: NAME }).waitFor();
    visitor.expectRefusals('/service-providers/');
    await page.getByRole('button', { name: `Remove ${alias}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the alias' }).click();
    await page.getByRole('alert').getByText(alias).waitFor();

    await openSingleSignOn(page, centre);
    await test(page, centre.amina, { result: 'The test succeeded' });
    await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
    await say('Current status: SSO');
    const ben = await (await visit(browser)).newPage();
    const posted: string[] = [];
    ben.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.url());
    });
    await ben.goto(`${centre.hubUrl}/e/acme/production/agents/`);
    await signInAtIdp(ben, centre.ben);
    await ben.getByText(/^Signed in with/).waitFor();
    expect(posted).toContain(alias);

    await ben.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(ben, 'You are signed out');
    await ben.getByText(`You are signed out at ${NAME} as well.`).waitFor();
    await ben.goto(`${own}/slo?SAMLRequest=damaged`);
    await ben.getByText('Reference', { exact: true }).waitFor();

    await page.goto(`${centre.hubUrl}/admin/acme/production/sign-in-attempts`);
    await row(page, 'Sign-out failed').waitFor();
    await takeScreens(page, 'sign-out', 'list');
    await page.getByRole('combobox', { name: 'What was tried' }).click();
    await page.getByRole('option', { name: 'Sign-outs', exact: true }).click();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/kind=sign-out/);
    await row(page, 'Signed in').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page.setViewportSize(WIDE.viewport);
    await row(page, 'Sign-out failed').getByRole('link').first().click();
    await seeHeading(page, 'Sign-out of somebody failed');
    await say(/check the logout settings of the application at the identity provider/);
    await say('The message ended no session here.');
    await takeScreens(page, 'sign-out', 'refused');
    await expectAccessible(page);
    await page.setViewportSize(WIDE.viewport);
    await page.goBack();
    await row(page, 'Signed out').getByRole('link').first().click();
    await seeHeading(page, /^Sign-out of ben/);
    for (const words of ['Request sent', 'Checks of the answer', 'Required signature', 'Answer to our request']) {
      await say(words);
    }
    await takeScreens(page, 'sign-out', 'succeeded');
    await expectAccessible(page);
    await takePicture(page, 'sign-out-attempt');
  });
});
