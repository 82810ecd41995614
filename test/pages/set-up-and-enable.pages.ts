/** An administrator connects an identity provider, tests it and switches it on, alone and with somebody else's help. */
import { idpSamples } from '@cordboard/vendors/idp-samples';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdministeredCentre, OWNER, startAdministeredCentre } from '../support/administered-centre.ts';
import { launchBrowser } from '../support/browser.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';
import {
  accept,
  beginSetUp,
  beginTest,
  connect,
  enterDomain,
  enterMetadataUrl,
  goOn,
  NAME,
  openSingleSignOn,
  openStep,
  seeStep,
  test,
} from '../support/single-sign-on-journey.ts';
import { visit } from '../support/visitor.ts';

let browser: Browser;
let centre: AdministeredCentre;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  centre = await startAdministeredCentre();
});
afterEach(() => centre.close());

const administrator = async (): Promise<void> => {
  const { context } = await visit(browser, { viewport: { width: 1280, height: 900 } });
  page = await centre.signIn(context);
};

const see = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** Which of the two buttons can be pressed. */
const pressable = async (on: Page): Promise<readonly string[]> => {
  // A dialog that closes still has its own button of that name for a moment.
  await on.getByRole('dialog').waitFor({ state: 'hidden' });
  const locked = await Promise.all(
    ['Enable', 'Disable'].map((name) => on.getByRole('button', { name, exact: true }).getAttribute('aria-disabled')),
  );
  return ['Enable', 'Disable'].filter((_name, index) => locked[index] !== 'true');
};

describe('the set-up of a connection', () => {
  it('goes on after the hub has ended in the middle, fails for a wrong audience with the right advice, and is enabled once it succeeds', async () => {
    const { context, expectServerToGoAway } = await visit(browser, { viewport: { width: 1280, height: 900 } });
    page = await centre.signIn(context);
    await openSingleSignOn(page, centre);
    await see('Next step 1 of 7');
    await page.getByRole('link', { name: 'Choose the identity provider' }).click();
    await beginSetUp(page, centre);
    await see('The metadata URL is preferred: certificates then stay current by themselves.');
    await page.getByText('Metadata file', { exact: true }).click();
    await see('A file does not update itself: it has to be brought again after every change.');
    await page.getByText('Metadata URL', { exact: true }).click();
    await enterMetadataUrl(page, centre);
    await see('Signing certificates');
    await goOn(page, 'Hand over our metadata');
    await page.getByRole('button', { name: 'Copy SP metadata URL' }).waitFor();
    expect(await page.getByRole('link', { name: 'Download our metadata' }).getAttribute('href')).toMatch(/\/metadata$/);
    await goOn(page, 'Review what was filled in');

    expectServerToGoAway();
    await centre.restartHub();
    await openSingleSignOn(page, centre);
    await see(`Go on with the set-up of ${NAME}`);
    await page.getByRole('link', { name: 'Go on', exact: true }).click();
    await seeStep(page, 'Review what was filled in');
    await page.getByText('/saml/default/acs').first().waitFor();
    await enterDomain(page);
    await accept(page);
    for (const value of ['AssertionConsumerService Location', 'SP Entity ID', 'SP metadata URL', 'User/Agent URL']) {
      await page.getByRole('button', { name: `Copy ${value}`, exact: true }).waitFor();
    }
    await see('Also called: ACS URL, Single sign-on URL.');
    await see('Needed where the identity provider checks the signatures of our requests, as most do at a sign-out');
    const [metadataFile] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'SP metadata (XML)' }).click(),
    ]);
    expect(metadataFile.suggestedFilename()).toBe('default-metadata.xml');
    expect(await pressable(page)).toEqual([]);
    await see(`${NAME} was not tested yet. Enable is allowed only after the SSO test succeeds.`);

    await centre.answerWith({ faults: ['wrong-audience'] });
    await test(page, centre.amina, { result: 'The test failed' });
    await see('The assertion was made for another audience');
    await see('https://another-environment.example/saml');
    await see('Enter the entity ID of the service provider exactly');
    await page.getByRole('button', { name: 'Copy the message for them' }).waitFor();
    await see('What was checked');

    await centre.answerWith({});
    await test(page, centre.amina, { button: 'Test again', result: 'The test succeeded' });
    await see(`you were recognised as ${OWNER.login}`);
    await page.getByRole('rowheader', { name: 'email', exact: true }).waitFor();

    await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
    await page.getByRole('button', { name: 'Enable', exact: true }).waitFor();
    expect(await pressable(page)).toEqual(['Enable']);
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
    await see('Current status: SSO');
    expect(await pressable(page)).toEqual(['Disable']);
    await page.getByLabel('An agent has signed in').click();
    await see(`${OWNER.login}, `);

    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('To confirm, type Agents').fill('agents');
    await dialog.getByRole('button', { name: 'Disable single sign-on' }).click();
    await see('This is not “Agents”.');
    await dialog.getByLabel('To confirm, type Agents').fill('Agents');
    await dialog.getByRole('button', { name: 'Disable single sign-on' }).click();
    await see('Current status: Non-SSO');
  });

  it('takes every value by hand', async () => {
    await administrator();
    const metadata = await (await fetch(centre.metadataUrl)).text();
    const certificate = /<(?:\w+:)?X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
    await beginSetUp(page, centre, 'by-hand');
    await openStep(page, 'Enter the values of the identity provider here');
    await see('Save the values above first.');
    await page.getByLabel('Entity ID of the identity provider').fill(centre.metadataUrl);
    await page.getByRole('button', { name: 'Save and check' }).click();
    await see('Saved.');
    await page.getByLabel('Login URL of the identity provider').fill(`${centre.idpUrl}/sso`);
    await page.getByLabel('Signing certificate of the identity provider').fill('no certificate');
    await page.getByRole('button', { name: 'Save and check' }).click();
    await see('This is no certificate.');
    await page.getByLabel('Signing certificate of the identity provider').fill(certificate);
    await page.getByRole('button', { name: 'Save and check' }).click();
    await see('SHA-256 fingerprint');
    await enterDomain(page);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.setViewportSize({ width: 1280, height: 900 });
    await accept(page);
    await test(page, centre.amina, { result: 'The test succeeded' });
  });

  it('has the words of the other console beside ours, and says what is missing when it is accepted too early', async () => {
    const { context, expectRefusals } = await visit(browser);
    page = await centre.signIn(context);
    await page.goto(`${centre.hubUrl}/admin/acme/production/realms/agents/single-sign-on/connect`);
    await page.getByRole('radio', { name: /^Okta/ }).check();
    await page.getByRole('button', { name: 'Begin the set-up' }).click();
    await seeHeading(page, 'Set up Okta');
    await openStep(page, 'Copy our two addresses');
    for (const [theirs, ours, value] of [
      ['Single sign-on URL', 'ACS URL', '/saml/default/acs'],
      ['Audience URI (SP Entity ID)', 'Entity ID', '/saml/default/metadata'],
    ] as const) {
      const shown = page.locator('.code-value', { hasText: `${theirs} (${ours})` });
      await shown.getByText(value).waitFor();
      await shown.getByRole('button', { name: `Copy ${theirs}`, exact: true }).waitFor();
    }
    await openStep(page, 'Check and connect');
    expectRefusals('/accept');
    await page.getByRole('button', { name: 'Accept and connect' }).click();
    await see(/the identity provider: its metadata URL, its metadata file, or its values by hand/);
  });
});

describe('the test', () => {
  beforeEach(async () => {
    await administrator();
    await connect(page, centre);
  });

  it('does not count for somebody who is no administrator', async () => {
    await test(page, centre.ben, { result: 'The answer was accepted, but it was not about you' });
    await openSingleSignOn(page, centre);
    await see(/signed in somebody who is no administrator here/);
    expect(await page.getByRole('button', { name: 'Enable', exact: true }).getAttribute('aria-disabled')).toBe('true');
  });

  it('is not finished when its window is closed', async () => {
    const popup = await beginTest(page, 'Test SSO');
    await popup.getByLabel('User name').waitFor();
    await popup.close();
    await page.getByRole('heading', { level: 2, name: 'Not finished' }).waitFor();
    await test(page, centre.amina, { button: 'Test again', result: 'The test succeeded' });
  });

  it('runs in the same tab where windows are blocked, and comes back to its result', async () => {
    await page.evaluate('window.open = () => null');
    await page.getByRole('button', { name: 'Test SSO', exact: true }).first().click();
    await page.getByRole('link', { name: 'Continue in this tab' }).click();
    await signInAtIdp(page, centre.amina);
    await page.getByRole('link', { name: 'Go to the result' }).click();
    await page.getByRole('heading', { level: 2, name: 'The test succeeded' }).waitFor();
  });

  it('shows what the mapping makes of its claims, and locks Enable again once that is changed', async () => {
    await test(page, centre.amina, { result: 'The test succeeded' });
    await openSingleSignOn(page, centre);
    await page.getByRole('link', { name: 'Edit mapping' }).click();
    await see('Its domain is one of yours.');
    await see('Claims that Cisco Unified Contact Center asks for');
    await page.getByLabel('SAML attribute for the e-mail').fill('Email');
    await see('“email” arrived: it differs in letter case or blanks.');
    await page.getByRole('button', { name: 'Use email' }).click();
    await see('Its domain is one of yours.');
    await page.getByLabel('SAML attribute for the e-mail').fill('mail');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await see('The mapping is saved. Test again.');
    await openSingleSignOn(page, centre);
    await see(/were changed after its test/);
  });
});

describe('a set-up link', () => {
  const linkFrom = async (): Promise<string> => {
    await page.getByRole('button', { name: 'Make a set-up link' }).click();
    await page.getByLabel('Whom is it for?').fill('Ida of IT');
    await page.getByRole('button', { name: 'Make the link' }).click();
    const url = await page.getByRole('dialog').locator('code').textContent();
    await page.getByLabel('I have stored it safely').check();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    return url ?? '';
  };

  it('lets somebody without an account enter the values, which wait until they are accepted', async () => {
    await administrator();
    await beginSetUp(page, centre);
    const url = await linkFrom();
    const ida = await (await visit(browser)).newPage();
    await ida.goto(url);
    await seeHeading(ida, `Set up ${NAME} for Acme Contact Center`);
    await enterMetadataUrl(ida, centre);
    await goOn(ida, 'Hand over our metadata');
    await ida.reload();
    await seeStep(ida, 'Hand over our metadata');
    expect(await ida.getByText('Say how people are recognised').count()).toBe(0);
    await openStep(ida, 'Hand it over');
    await ida.getByRole('button', { name: 'Hand over', exact: true }).click();
    await ida.getByRole('dialog').getByRole('button', { name: 'Hand over', exact: true }).click();
    await ida.getByText('Thank you. It is handed over.').waitFor();

    await openSingleSignOn(page, centre);
    await see(`Look at what was entered for ${NAME}`);
    await page.getByRole('link', { name: 'Review', exact: true }).first().click();
    await see('Ida of IT (by link)');
    await see('Signing certificates');
    await page.getByRole('button', { name: 'Give back for correction' }).click();
    await ida.reload();
    await seeStep(ida, 'Hand it over');
    await ida.getByRole('button', { name: 'Hand over', exact: true }).click();
    await ida.getByRole('dialog').getByRole('button', { name: 'Hand over', exact: true }).click();
    await ida.getByText('Thank you. It is handed over.').waitFor();

    await openSingleSignOn(page, centre);
    await page.getByRole('link', { name: 'Review', exact: true }).first().click();
    await page.getByLabel('E-mail domains, one a line').fill('acme.example');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await see('Saved.');
    await page.getByRole('button', { name: 'Accept and connect' }).click();
    await see(`${NAME} is connected. Test it next.`);
    await test(page, centre.amina, { result: 'The test succeeded' });
  });

  it('says whom to ask once it was revoked, and what is wrong with half of it', async () => {
    await administrator();
    await beginSetUp(page, centre);
    const url = await linkFrom();
    await page.getByRole('button', { name: 'Revoke Ida of IT' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await see('The link is revoked.');
    const visitor = await visit(browser);
    visitor.expectRefusals('/set-up-link');
    const ida = await visitor.newPage();
    await ida.goto(url);
    await seeHeading(ida, 'This link does not work any more');
    await ida.getByText('The person who sent it can make a new one').waitFor();
    await ida.goto('about:blank');
    await ida.goto(url.split('#')[0] ?? '');
    await seeHeading(ida, 'This address lacks its second half');
  });
});

describe('another identity provider in the place of the one in use', () => {
  it('waits with its differences until it was tested and accepted', async () => {
    await administrator();
    await connect(page, centre);
    await test(page, centre.amina, { result: 'The test succeeded' });
    await page.getByRole('link', { name: 'Go to Single sign-on' }).click();
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
    await see('Current status: SSO');
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByRole('button', { name: 'Change the identity provider’s data' }).click();
    await openStep(page, 'Paste the metadata URL here');
    await page.getByText('By hand', { exact: true }).click();
    await page.getByLabel('Entity ID of the identity provider').fill(centre.metadataUrl);
    await page.getByLabel('Login URL of the identity provider').fill(`${centre.idpUrl}/sso`);
    const metadata = await (await fetch(centre.metadataUrl)).text();
    const certificate = /<(?:\w+:)?X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
    const another = /X509Certificate>([^<]+)</.exec(idpSamples.okta.metadataXml)?.[1] ?? '';
    const pem = [certificate, another].map(
      (base64) => `-----BEGIN CERTIFICATE-----\n${base64.trim()}\n-----END CERTIFICATE-----`,
    );
    await page.getByLabel('Signing certificate of the identity provider').fill(pem.join('\n'));
    await page.getByRole('button', { name: 'Save and check' }).click();
    await see('What would change');
    await see('The signing certificate is new');
    await openStep(page, 'Check and connect');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'A change waits' }).waitFor();
    const acceptChange = page.getByRole('button', { name: 'Accept the change' });
    expect(await acceptChange.getAttribute('aria-disabled')).toBe('true');
    // She is signed in at the identity provider still.
    await page.getByRole('button', { name: 'Test the change' }).click();
    await page.getByRole('link', { name: 'Go to the connection' }).click();
    await see('The test of the change has succeeded.');
    await acceptChange.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Accept the change' }).click();
    await see('The change is accepted.');
    await see('A file and single values do not update themselves.');
  });
});
