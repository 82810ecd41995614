/** The Administration Portal in a real browser: from the first run to what the audit log says about it. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { adminUrl, becomeOwner, DANA, signInAsDana } from '../support/administrator.ts';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { referenceOf, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

const API = '/admin/api/v1/';

/** Whoever is not signed in is told so by an error status, which browsers note. */
const newPage = async (...refusals: readonly string[]): Promise<Page> => {
  const person = await visitor({ viewport: { width: 1280, height: 800 } });
  for (const path of ['session', ...refusals]) {
    person.expectRefusals(API + path);
  }
  return person.newPage();
};

const dialog = (page: Page) => page.getByRole('dialog');

/** Types a name; the identifier is proposed from it. */
const nameIt = async (page: Page, name: string): Promise<void> => {
  await dialog(page).getByLabel('Name', { exact: true }).fill(name);
};

const makeCompany = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add a company' }).first().click();
  await nameIt(page, 'Globex Support');
  await dialog(page).getByRole('button', { name: 'Add the company' }).click();
  await seeHeading(page, 'Globex Support');
  await page.getByRole('button', { name: 'Create the first environment' }).click();
  await nameIt(page, 'Production');
  await dialog(page).getByRole('button', { name: 'Add the environment' }).click();
  await seeHeading(page, 'Production');
};

const makeRealm = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add a realm' }).click();
  await dialog(page).getByRole('button', { name: 'Add the realm' }).click();
  await seeHeading(page, 'Agents');
  await page.getByRole('button', { name: 'Add a service provider' }).click();
  await dialog(page).getByRole('button', { name: 'Add the service provider' }).click();
  await seeHeading(page, 'Service provider default');
};

/** Returns the client secret that was shown. */
const makeApp = async (page: Page): Promise<string> => {
  await page.getByRole('link', { name: 'Applications' }).click();
  await page.getByRole('button', { name: 'Add an application' }).click();
  await nameIt(page, 'Agent Desktop');
  await dialog(page).getByLabel('Redirect URIs, one a line').fill('https://desktop.globex.example/callback');
  await dialog(page).getByRole('button', { name: 'Add the application' }).click();
  const secret = await dialog(page).getByRole('code').textContent();
  // A secret that is shown once stays until somebody says that they have it.
  await page.keyboard.press('Escape');
  await dialog(page).getByLabel('I have stored it safely').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await seeHeading(page, 'Agent Desktop');
  return secret ?? '';
};

const makeUser = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Add a user' }).click();
  await dialog(page).getByLabel('Login').fill('amina');
  await dialog(page).getByLabel('E-mail address').fill('amina@globex');
  await dialog(page).getByRole('button', { name: 'Add the user' }).click();
  await dialog(page).getByText('Enter an e-mail address, such as dana@acme.example.').waitFor();
  await dialog(page).getByLabel('E-mail address').fill('amina@globex.example');
  await dialog(page).getByRole('button', { name: 'Add the user' }).click();
  await seeHeading(page, 'amina');
};

describe('the portal', () => {
  it('leads from the first run to a company whose people can be let in, and the audit log has all of it', async () => {
    const page = await newPage();
    await page.goto(adminUrl(centre(), '/'));
    await page.getByText('This installation has no owner yet').waitFor();
    await becomeOwner(page, centre());
    expect(new URL(page.url()).hash).toBe('');
    await makeCompany(page);
    await makeRealm(page);
    expect((await makeApp(page)).length).toBeGreaterThan(30);
    await makeUser(page);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await seeHeading(page, 'Audit log');
    for (const action of [
      'user.created',
      'app.created',
      'service-provider.created',
      'realm.created',
      'environment.created',
    ]) {
      await page.getByText(action, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: `Account: ${DANA.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await seeHeading(page, 'Sign in');
  });

  it('goes back to the page that was asked for after the sign-in, and takes a wrong password for one', async () => {
    const page = await newPage();
    await page.goto(adminUrl(centre(), '/globex-support/production/users?search=ami'));
    await seeHeading(page, 'Sign in');
    await page.getByLabel('E-mail address').fill(DANA.login);
    await page.getByLabel('Password', { exact: true }).fill('another password of hers');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
    await signInAsDana(page);
    await seeHeading(page, 'Users');
    await page.getByRole('link', { name: 'amina' }).waitFor();
    expect(new URL(page.url()).search).toBe('?search=ami');
  });

  it('deletes only what somebody has typed the name of, after it has said what goes with it', async () => {
    const page = await newPage();
    await page.goto(adminUrl(centre(), '/globex-support/production'));
    await signInAsDana(page);
    await seeHeading(page, 'Production');
    await page.getByRole('button', { name: 'Delete the environment' }).click();
    await dialog(page).getByText('1 user account').waitFor();
    await dialog(page).getByLabel('To confirm, type Production').fill('production');
    await dialog(page).getByRole('button', { name: 'Delete the environment' }).click();
    await dialog(page).getByText('This is not “Production”.', { exact: false }).waitFor();
    await dialog(page).getByLabel('To confirm, type Production').fill('Production');
    await dialog(page).getByRole('button', { name: 'Delete the environment' }).click();
    await seeHeading(page, 'Globex Support');
    await page.getByText('No environments yet').waitFor();
  });

  it('refuses what no field can hold, saves no default in its place, and says so where nothing is', async () => {
    const page = await newPage('companies/acme/environments/nowhere', 'companies/acme/environments/nowhere/realms');
    await page.goto(adminUrl(centre(), '/acme/production/realms/agents'));
    await signInAsDana(page);
    const field = page.getByLabel('Longest session, in minutes');
    await field.waitFor();
    const stored = await field.inputValue();
    for (const [typed, words] of [
      ['', 'Enter a value.'],
      ['10.5', 'Enter a whole number.'],
      ['4', 'Enter 5 or more.'],
      ['1441', 'Enter 1440 or less.'],
    ] as const) {
      await field.fill(typed);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(words).waitFor();
    }
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe(stored);
    await page.goto(adminUrl(centre(), '/acme/nowhere'));
    await seeHeading(page, 'This is not here');
  });

  it('overwrites nothing that somebody else has changed meanwhile', async () => {
    const page = await newPage('companies/acme/environments/production/realms/agents');
    await page.goto(adminUrl(centre(), '/acme/production/realms/agents'));
    await signInAsDana(page);
    const field = page.getByLabel('Longest session, in minutes');
    await field.waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Longest session, in minutes').fill('500');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('The realm is saved.').waitFor();
    await field.fill('400');
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByRole('button', { name: 'Load the present state' }).click();
    await expect.poll(() => field.inputValue()).toBe('500');
  });
});

describe('the home page of a company', () => {
  it('shows where the people of each environment begin, and has the environment chosen before any of its settings', async () => {
    const page = await newPage();
    await page.goto(adminUrl(centre(), '/acme/-/home'));
    await signInAsDana(page);
    await seeHeading(page, 'Acme Contact Center');
    await page.getByText(centre().agentUrl, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Copy User/Agent URL of Agents' }).waitFor();
    expect(await page.getByRole('link', { name: 'Applications' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Environment: Choose an environment' }).click();
    await page.getByRole('menuitem', { name: 'Production' }).click();
    await seeHeading(page, 'Production');
    expect(new URL(page.url()).pathname).toBe('/admin/acme/production');
    await page.getByRole('link', { name: 'Applications' }).waitFor();
  });
});

describe('a refused sign-in', () => {
  it('is found by the reference that the person reads out, and says why and what whom to do', async () => {
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
    const agent = await (await visitor()).newPage();
    await agent.goto(realmPage(centre(), 'sign-in/default/north'));
    await signInAtIdp(agent, centre().ben);
    await seeHeading(agent, 'Your sign-in was not accepted');
    const reference = await referenceOf(agent);

    const page = await newPage();
    await page.goto(adminUrl(centre(), '/acme/production'));
    await signInAsDana(page);
    await seeHeading(page, 'Production');
    await page.keyboard.press('Control+k');
    await dialog(page).getByRole('combobox').fill(reference.replace('-', '').toLowerCase());
    await dialog(page).getByRole('option', { name: reference }).click();
    await seeHeading(page, /failed$/);
    await page.getByText('The assertion was made for another audience').first().waitFor();
    await page.getByText('Administrator of the identity provider').first().waitFor();
    await page.getByText('/agents/saml/default/metadata').first().waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Audience' }).getByText('Failed').waitFor();
    await page.getByRole('button', { name: 'Copy the message for them' }).waitFor();
    await page.getByRole('link', { name: 'Sign-in attempts' }).first().click();
    await page.getByRole('link', { name: reference }).waitFor();
    await page.getByRole('button', { name: 'The assertion was made for another audience.' }).waitFor();
  });
});

/** The dialog takes the focus a moment after it is seen. */
const openSearch = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]:focus').waitFor();
};

describe('the keyboard alone', () => {
  it('is enough to sign in, to find a page and a person, and to go to another environment', async () => {
    const page = await newPage();
    await page.goto(adminUrl(centre(), '/acme/production'));
    await page.getByLabel('E-mail address').waitFor();
    await page.keyboard.type(DANA.login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(DANA.password);
    await page.keyboard.press('Enter');
    await seeHeading(page, 'Production');
    await openSearch(page);
    await page.keyboard.type('amin');
    await dialog(page).getByRole('option', { name: /amina/i }).waitFor();
    await page.keyboard.press('Enter');
    await seeHeading(page, /amina/i);
    await openSearch(page);
    await page.keyboard.type('audit');
    await dialog(page).getByRole('option', { name: 'Audit log' }).waitFor();
    await page.keyboard.press('Enter');
    await seeHeading(page, 'Audit log');
    await page.getByRole('button', { name: /^Environment:/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Production' }).waitFor();
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator('[aria-label^="Environment:"]:focus').waitFor();
  });
});
