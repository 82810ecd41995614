/** Two identity providers in one realm: the person is asked once, by name or e-mail address, and remembered. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OtherIdp } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { reachLaunchpad, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();
let north: OtherIdp;

beforeAll(async () => {
  north = await centre().startOtherIdp({
    slug: 'north',
    name: 'North office',
    users: [centre().ben],
    emailDomains: ['north.example'],
  });
  const { connection } = north;
  // Ben of the demo has an address of the other company; what is tried here is which connection is chosen.
  const lenient = { ...connection, match: { ...connection.match, allowAnyEmailDomain: true } };
  await centre().apply((serviceProvider) => ({
    ...serviceProvider,
    connections: [...serviceProvider.connections, lenient],
  }));
});

const originOf = (page: Page): string => new URL(page.url()).origin;

const askByEmail = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel('Work e-mail address').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
};

describe('the sign-in page', () => {
  it('asks, naming the application that the person wants', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(`${centre().desktopUrl}/`);
    await seeHeading(page, 'Sign in');
    await page.getByText('to continue to Agent Desktop').waitFor();
    await page.getByLabel('Work e-mail address').waitFor();
    const names = await page.getByRole('list', { name: 'Your company’s sign-in' }).getByRole('link').allTextContents();
    expect(names).toEqual(['Sandbox identity provider', 'North office']);
  });

  it('leads to the one that is chosen by name, and on to the application', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(`${centre().desktopUrl}/`);
    await page.getByRole('link', { name: 'North office' }).click();
    await page.getByLabel('Password').waitFor();
    expect(originOf(page)).toBe(north.idp.url);
    await signInAtIdp(page, centre().ben);
    await page.getByText('Signed in with North office as Ben Lindqvist').waitFor();
  });

  it.each([
    ['amina@acme.example', () => centre().idpUrl],
    ['  Amina@ACME.example ', () => centre().idpUrl],
    ['ben@north.example', () => north.idp.url],
  ])('leads to the one of the domain of %s', async (email, expected) => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await askByEmail(page, email);
    await page.getByLabel('Password').waitFor();
    expect(originOf(page)).toBe(expected());
  });

  it('says the same of every domain that it does not know', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    for (const email of ['amina@unknown.example', 'amina@sub.acme.example', 'amina@evil-acme.example']) {
      const [answer] = await Promise.all([page.waitForResponse(/\/discover$/), askByEmail(page, email)]);
      expect([answer.status(), await answer.json()]).toEqual([200, { found: false }]);
      await page.getByRole('status').filter({ hasText: 'We have no sign-in for this address.' }).waitFor();
    }
    await page.getByRole('link', { name: 'North office' }).waitFor();
  });

  it.each([
    ['', 'Type your work e-mail address first.'],
    ['amina', 'Type the whole address, with an @ and what follows it.'],
  ])('asks again when the address is %j', async (typed, text) => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await askByEmail(page, typed);
    await page.getByRole('status').filter({ hasText: text }).waitFor();
    expect(originOf(page)).toBe(centre().hubUrl);
  });
});

describe('a choice', () => {
  it('is remembered: the next sign-in goes straight there', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(centre().agentUrl);
    await page.getByRole('link', { name: 'North office' }).click();
    await signInAtIdp(page, centre().ben);
    await page.getByText(/^Signed in with North office until/).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await page.goto(centre().agentUrl);
    await page.getByLabel('Password').waitFor();
    expect(originOf(page)).toBe(north.idp.url);
    expect(person.visitsTo(centre().idpUrl)).toEqual([]);
  });

  it('can be made anew after signing out: the remembered one comes first, the other is still there', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await page.getByRole('link', { name: 'North office' }).click();
    await signInAtIdp(page, centre().ben);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByText('You used this last time').waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toContain('Continue with North office');
    await page.getByRole('link', { name: 'Sandbox identity provider' }).click();
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with Sandbox identity provider until/).waitFor();
  });

  it('of one browser is not that of another', async () => {
    const first = await (await visitor()).newPage();
    await first.goto(centre().agentUrl);
    await first.getByRole('link', { name: 'North office' }).click();
    await signInAtIdp(first, centre().ben);
    await first.getByText(/^Signed in with/).waitFor();
    const second = await (await visitor()).newPage();
    await second.goto(centre().agentUrl);
    await second.getByRole('link', { name: 'Sandbox identity provider' }).waitFor();
    expect(await second.getByText('You used this last time').count()).toBe(0);
  });
});

describe('with one connection again', () => {
  it('nobody is asked', async () => {
    await centre().apply((serviceProvider) => ({
      ...serviceProvider,
      connections: [...serviceProvider.connections, { ...north.connection, enabled: false }],
    }));
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
  });
});
