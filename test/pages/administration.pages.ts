/** Every page and every overlay of the Administration Portal for everybody (WCAG 2.2 A and AA). */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { adminUrl, becomeOwner, createByApi } from '../support/administrator.ts';
import { launchBrowser } from '../support/browser.ts';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { referenceOf, seeHeading, signInAtIdp } from '../support/journey.ts';
import { takePicture } from '../support/picture.ts';

const { centre, visitor } = useE2eSetup();

/** The cookies of the owner, for every page but those before a sign-in. */
let signedIn: BrowserContextOptions['storageState'];
let user = '';
let reference = '';

const pictureName = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

const REALM = '/acme/production/realms/agents';

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
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await becomeOwner(page, centre());
    await createByApi(page, centre(), '/companies/acme/api-keys', { name: 'Roster sync', scopes: ['people.read'] });
    const found = await page.request.get(
      adminUrl(centre(), '/api/v1/companies/acme/environments/production/realms/agents/users'),
    );
    user = JSON.parse(await found.text()).items[0].info.id;
    const agent = await (await browser.newContext()).newPage();
    await agent.goto(realmPage(centre(), 'sign-in/default/north'));
    await signInAtIdp(agent, centre().ben);
    await seeHeading(agent, 'Your sign-in was not accepted');
    reference = await referenceOf(agent);
    signedIn = await context.storageState();
  } finally {
    await browser.close();
  }
});

const open = async (path: string, heading: string | RegExp): Promise<Page> => {
  const person = await visitor({ ...(signedIn !== undefined && { storageState: signedIn }) });
  const page = await person.newPage();
  await page.goto(adminUrl(centre(), path));
  await seeHeading(page, heading);
  // What is still on its way has a status of its own.
  await expect.poll(() => page.getByText('Loading…').count()).toBe(0);
  return page;
};

/** The name is the picture's, too. */
const pages: readonly (readonly [name: string, path: () => string, heading: string | RegExp])[] = [
  ['companies', () => '/-/companies', 'Companies'],
  ['home', () => '/acme/-/home', 'Acme Contact Center'],
  ['environment', () => '/acme/production', 'Production'],
  ['realm', () => REALM, 'Agents'],
  ['service provider', () => `${REALM}/service-providers/default`, 'Service provider default'],
  ['local sign-in', () => `${REALM}/local-sign-in`, 'Local sign-in'],
  ['keys', () => `${REALM}/service-providers/default/keys`, 'Keys and certificates'],
  ['keys of tokens', () => `${REALM}/keys`, 'Keys of tokens'],
  ['applications', () => '/acme/production/applications', 'Applications'],
  ['application', () => `${REALM}/applications/desktop`, 'Agent Desktop'],
  ['users', () => '/acme/production/users', 'Users'],
  ['user', () => `${REALM}/users/${user}`, /amina/i],
  ['sign-in attempts', () => '/acme/production/sign-in-attempts', 'Sign-in attempts'],
  ['sign-in attempt', () => `/acme/production/sign-in-attempts/${reference}`, /failed$/],
  ['certificates', () => '/acme/-/certificates', 'Certificates'],
  ['clock', () => '/-/clock', 'The hub’s clock'],
  ['words', () => '/-/words', 'Words of single sign-on'],
  ['administrators', () => '/acme/-/administrators', 'Administrators'],
  ['all administrators', () => '/-/administrators', 'Administrators of the installation'],
  ['API keys', () => '/acme/-/api-keys', 'API keys'],
  ['audit log', () => '/acme/-/audit-log', 'Audit log'],
  ['installation log', () => '/-/audit-log', 'Installation log'],
  ['account', () => '/-/account', 'Your account'],
  ['unknown page', () => '/acme/production/realms', 'This page is not here'],
];

describe.each(pages)('the page %s', (name, path, heading) => {
  it('has no violation in light and dark, in a small, a usual and a wide window', async () => {
    const page = await open(path(), heading);
    await expectAccessible(page);
    await takePicture(page, pictureName(name));
  });
});

const overlays: readonly (readonly [
  name: string,
  path: string,
  heading: string,
  open: (page: Page) => Promise<void>,
])[] = [
  ['search', '/acme/production', 'Production', (page) => page.keyboard.press('Control+k')],
  [
    'environments',
    '/acme/production',
    'Production',
    (page) => page.getByRole('button', { name: /^Environment:/ }).click(),
  ],
  [
    'account menu',
    '/acme/-/home',
    'Acme Contact Center',
    (page) => page.getByRole('button', { name: /^Account:/ }).click(),
  ],
  ['colours', '/acme/-/home', 'Acme Contact Center', (page) => page.getByRole('button', { name: 'Colours' }).click()],
  ['help', '/acme/-/home', 'Acme Contact Center', (page) => page.getByRole('button', { name: 'Help' }).click()],
  [
    'deletion',
    '/acme/production',
    'Production',
    (page) => page.getByRole('button', { name: 'Delete the environment' }).click(),
  ],
  [
    'new application',
    '/acme/production/applications',
    'Applications',
    (page) => page.getByRole('button', { name: 'Add an application' }).click(),
  ],
  [
    'invitation dialog',
    '/-/administrators',
    'Administrators of the installation',
    (page) => page.getByRole('button', { name: 'Invite' }).click(),
  ],
  [
    'next key',
    `${REALM}/service-providers/default/keys`,
    'Keys and certificates',
    (page) => page.getByRole('button', { name: 'Regenerate: Request signing' }).click(),
  ],
  [
    'key upload',
    `${REALM}/service-providers/default/keys`,
    'Keys and certificates',
    (page) => page.getByRole('button', { name: 'Upload a key of your own: Request signing' }).click(),
  ],
  ['new API key', '/acme/-/api-keys', 'API keys', (page) => page.getByRole('button', { name: 'Make a key' }).click()],
  [
    'authenticator app',
    '/-/account',
    'Your account',
    (page) => page.getByRole('button', { name: 'Set up an authenticator app' }).click(),
  ],
];

describe.each(overlays)('the overlay %s', (name, path, heading, show) => {
  it('has no violation, closes with Escape, and gives the focus back', async () => {
    const page = await open(path, heading);
    await show(page);
    const opener = name === 'search' ? 'h1' : 'button';
    const overlay = page.locator('[role=dialog], [role=menu]').first();
    await overlay.waitFor();
    await expectAccessible(page);
    await takePicture(page, pictureName(name));
    await page.keyboard.press('Escape');
    await overlay.waitFor({ state: 'hidden' });
    await page.locator(`${opener}:focus`).waitFor();
  });
});

describe('the roles of an account', () => {
  it('reach further with or without its ways to sign in, as the owner says', async () => {
    const page = await open('/-/administrators', 'Administrators of the installation');
    const dialog = page.getByRole('dialog');
    for (const [name, keeps] of [
      ['Kim', true],
      ['Lee', false],
    ] as const) {
      const login = `${name.toLowerCase()}@acme.example`;
      const grants = [{ role: 'auditor', company: 'acme', environment: null }];
      await createByApi(page, centre(), '/administrators', { login, name, grants });
      await page.reload();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Change roles' }).click();
      await dialog.getByLabel('Role', { exact: true }).click();
      await page.getByRole('option', { name: 'Installation owner' }).click();
      await dialog
        .getByLabel('An account that is here already keeps its password and second factors')
        .setChecked(keeps);
      await dialog.getByRole('button', { name: 'Save the roles' }).click();
      await page.getByText(`The roles of ${name} hold from their next click on.`).waitFor();
      expect(await dialog.getByText(`Give the link to ${login}`).count()).toBe(keeps ? 0 : 1);
    }
  });
});

describe('the pages before a sign-in', () => {
  it.each([
    ['/sign-in', 'Sign in'],
    ['/recovery', 'Recovery sign-in'],
    ['/setup', 'This installation has an owner already'],
    ['/invitation', 'This link does not work any more'],
  ])('%s has no violation', async (path, heading) => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(adminUrl(centre(), path));
    await seeHeading(page, heading);
    await expectAccessible(page);
    await takePicture(page, path.slice(1));
  });
});
