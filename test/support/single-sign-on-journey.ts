/** Steps that administrators make in the portal's single sign-on again and again. */
import type { Page } from 'playwright-core';
import type { DemoPerson } from '../../scripts/demo/demo-parts.ts';
import type { AdministeredCentre } from './administered-centre.ts';
import { seeHeading, signInAtIdp } from './journey.ts';

const SSO = '/admin/acme/production/realms/agents/single-sign-on';

export const NAME = 'Sandbox sign-in';

export const openSingleSignOn = async (page: Page, centre: AdministeredCentre): Promise<void> => {
  await page.goto(`${centre.hubUrl}${SSO}`);
  await seeHeading(page, 'Single sign-on');
};

/** Begins a set-up with the general guide. */
export const beginSetUp = async (
  page: Page,
  centre: AdministeredCentre,
  order: 'import' | 'by-hand' = 'import',
): Promise<void> => {
  await page.goto(`${centre.hubUrl}${SSO}/connect`);
  await page.getByRole('radio', { name: /Another SAML 2.0 identity provider/ }).check();
  const orders = { import: /reads our metadata/, 'by-hand': /entered by hand/ };
  await page.getByRole('radio', { name: orders[order] }).check();
  await page.getByLabel('Name of the connection').fill(NAME);
  await page.getByRole('button', { name: 'Begin the set-up' }).click();
  await seeHeading(page, `Set up ${NAME}`);
};

export const seeStep = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();

/** Opens a step from the list. */
export const openStep = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: title }).click();
  await seeStep(page, title);
};

/** Finishes the step that is open; the next one has this title. */
export const goOn = async (page: Page, next: string): Promise<void> => {
  await page.getByRole('button', { name: 'Done, go on' }).click();
  await seeStep(page, next);
};

export const enterMetadataUrl = async (page: Page, centre: AdministeredCentre): Promise<void> => {
  await page.getByLabel('Metadata URL of the identity provider').fill(centre.metadataUrl);
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByText('Saved.').first().waitFor();
};

export const enterDomain = async (page: Page): Promise<void> => {
  await openStep(page, 'Say how people are recognised');
  await page.getByLabel('E-mail domains, one a line').fill('acme.example');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').first().waitFor();
};

export const accept = async (page: Page): Promise<void> => {
  await openStep(page, 'Check and connect');
  await page.getByText('Signing certificates').waitFor();
  await page.getByRole('button', { name: 'Accept and connect' }).click();
  await seeHeading(page, 'Single sign-on');
  await page.getByText(`${NAME} is connected. Test it next.`).waitFor();
};

/** From nothing to a connection that can be tested. */
export const connect = async (page: Page, centre: AdministeredCentre): Promise<void> => {
  await beginSetUp(page, centre);
  await enterMetadataUrl(page, centre);
  await enterDomain(page);
  await accept(page);
};

/** Presses a button that opens the window of a test. */
export const beginTest = async (page: Page, name: string): Promise<Page> => {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name, exact: true }).first().click(),
  ]);
  await page.getByRole('heading', { name: 'Waiting for the identity provider' }).waitFor();
  return popup;
};

/** A test to its end, in a window of its own. The portal shows the result with this title. */
export const test = async (
  page: Page,
  person: DemoPerson,
  { button = 'Test SSO', result }: { readonly button?: string; readonly result: string },
): Promise<void> => {
  const popup = await beginTest(page, button);
  await signInAtIdp(popup, person);
  await page.getByRole('heading', { level: 2, name: result, exact: true }).waitFor();
  await popup.close();
};
