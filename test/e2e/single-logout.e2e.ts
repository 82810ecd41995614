/**
 * Single logout between the hub and the sandbox identity provider, begun at either: both sessions end, and each side says
 * what it knows of the other.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import type { OtherIdp } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { reachExtension, reachLaunchpad, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

const OUR_NAME = 'Acme Contact Center Production';

const signOutAtLaunchpad = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await seeHeading(page, 'You are signed out');
};

const signOutEverywhere = async (page: Page, idpUrl: string): Promise<void> => {
  await page.goto(`${idpUrl}/`);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
};

/** What the sandbox says came of the hub. */
const outcomeAtIdp = async (page: Page): Promise<string | null> => {
  await seeHeading(page, 'Signed out');
  return page.locator('dt', { hasText: OUR_NAME }).locator('xpath=following-sibling::dd[1]').textContent();
};

/** Opens an address that needs a session at the hub and is asked for the password at an identity provider. */
const expectPasswordAt = async (page: Page, url: string, idpUrl: string): Promise<void> => {
  await page.goto(url);
  await page.getByLabel('Password').waitFor();
  expect(new URL(page.url()).origin).toBe(idpUrl);
};

/** Another identity provider, which answers as these settings say. */
const addIdp = async (slug: string, answers: SandboxServiceProviderSettings): Promise<OtherIdp> => {
  const other = await centre().startOtherIdp({
    slug,
    name: `The ${slug} office`,
    users: [centre().amina],
    emailDomains: ['acme.example'],
    answers,
  });
  await centre().apply((serviceProvider) => ({
    ...serviceProvider,
    connections: [...serviceProvider.connections, other.connection],
  }));
  return other;
};

const linkOf = ({ connection }: OtherIdp): string => `${centre().agentUrl}sign-in/default/${connection.slug}`;

describe('a sign-out at the launchpad', () => {
  it('ends the session at the identity provider, which asks for the password again', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await signOutAtLaunchpad(page);
    await page.getByText('You are signed out at Sandbox identity provider as well.').waitFor();
    expect(new URL(page.url()).origin).toBe(centre().hubUrl);
    const [request] = person.visitsTo(centre().idpUrl).filter((url) => new URL(url).pathname === '/slo');
    expect(new URL(request ?? '').searchParams.has('SAMLRequest')).toBe(true);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByLabel('Password').waitFor();
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('leaves the session of another person in the same browser at the identity provider', async () => {
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const portal = await page.context().newPage();
    await portal.goto(`${centre().idpUrl}/`);
    await portal.getByRole('button', { name: 'Sign out', exact: true }).click();
    await portal.getByRole('link', { name: 'Sign in again' }).click();
    await signInAtIdp(portal, centre().ben);
    await signOutAtLaunchpad(page);
    await page.getByText('You may still be signed in at Sandbox identity provider.').waitFor();
    await portal.goto(`${centre().idpUrl}/`);
    await portal.getByText('Signed in as Ben Lindqvist').waitFor();
  });
});

describe('“Sign out everywhere” at the identity provider', () => {
  it('ends the session at the hub and comes back to say so', async () => {
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await signOutEverywhere(page, centre().idpUrl);
    expect(await outcomeAtIdp(page)).toBe('Signed out.');
    await expectPasswordAt(page, centre().agentUrl, centre().idpUrl);
    expect((await centre().attempts()).find(({ kind }) => kind === 'sign-out')).toMatchObject({ outcome: 'succeeded' });
  });

  it('leaves the sessions of other people alone', async () => {
    const amina = await (await visitor()).newPage();
    const ben = await (await visitor()).newPage();
    await reachLaunchpad(amina, centre(), centre().amina);
    await reachLaunchpad(ben, centre(), centre().ben);
    await signOutEverywhere(amina, centre().idpUrl);
    await seeHeading(amina, 'Signed out');
    await ben.reload();
    await ben.getByText('Ben Lindqvist').waitFor();
  });

  it('leaves what the same person began in another browser', async () => {
    const here = await (await visitor()).newPage();
    const elsewhere = await (await visitor()).newPage();
    await reachLaunchpad(here, centre(), centre().amina);
    await reachLaunchpad(elsewhere, centre(), centre().amina);
    await signOutEverywhere(here, centre().idpUrl);
    expect(await outcomeAtIdp(here)).toBe('Signed out.');
    await elsewhere.reload();
    await elsewhere.getByText(/^Signed in with/).waitFor();
  });

  it('ends what applications have of the session', async () => {
    const page = await (await visitor()).newPage();
    await reachExtension(page, centre(), centre().amina);
    await signOutEverywhere(page, centre().idpUrl);
    expect(await outcomeAtIdp(page)).toBe('Signed out.');
    await expectPasswordAt(page, `${centre().dashboardUrl}/`, centre().idpUrl);
  });
});

describe('an identity provider that speaks by redirect only', () => {
  it('ends the session at the hub, and hears that it did', async () => {
    const other = await addIdp('redirecting', { logoutBinding: 'redirect' });
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(linkOf(other));
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
    await signOutEverywhere(page, other.idp.url);
    expect(await outcomeAtIdp(page)).toBe('Signed out.');
    const messages = person.visitsTo(centre().hubUrl).filter((url) => new URL(url).searchParams.has('SAMLRequest'));
    expect(messages).toHaveLength(1);
    await expectPasswordAt(page, linkOf(other), other.idp.url);
  });
});

describe('an identity provider whose sign-out goes wrong', () => {
  it('by a key that nobody knows: the hub refuses its request and keeps the session', async () => {
    const other = await addIdp('stranger', { faults: ['logout-stranger-key'] });
    const page = await (await visitor()).newPage();
    await page.goto(linkOf(other));
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
    await signOutEverywhere(page, other.idp.url);
    await page.waitForURL((url) => url.origin === centre().hubUrl);
    const [attempt] = await centre().attempts();
    expect(attempt).toMatchObject({ kind: 'sign-out', outcome: 'refused', code: 'signature.invalid' });
    await page.goto(centre().agentUrl);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('by refusing: the hub says that its session may still be there', async () => {
    const other = await addIdp('refusing', { faults: ['logout-refused'] });
    const page = await (await visitor()).newPage();
    await page.goto(linkOf(other));
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
    await signOutAtLaunchpad(page);
    await page.getByText('You may still be signed in at The refusing office.').waitFor();
    await page.goto(`${other.idp.url}/`);
    await page.getByText('Signed in as Amina Okafor').waitFor();
  });
});
