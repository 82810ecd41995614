/** The launchpad: sign-in at the one identity provider there is, tiles, sign-out and back in. */
import { describe, expect, it } from 'vitest';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { reachLaunchpad, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

describe('the launchpad', () => {
  it('leads to the identity provider at the first visit and greets who comes back', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(centre().agentUrl);
    expect(new URL(page.url()).origin).toBe(centre().idpUrl);
    await signInAtIdp(page, centre().amina);
    await seeHeading(page, /^(Good (morning|afternoon|evening)|Hello), Amina$/);
    expect(page.url()).toBe(centre().agentUrl);
    await page.getByText('Amina Okafor').waitFor();
    expect(await page.getByText(/^Signed in with/).textContent()).toMatch(
      /^Signed in with Sandbox identity provider until .+\.$/,
    );
  });

  it('stays at the identity provider while the password is wrong', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await signInAtIdp(page, { ...centre().amina, password: 'wrong' });
    await page.getByRole('alert').filter({ hasText: 'User name or password is wrong.' }).waitFor();
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('finds applications by name and says when there is none', async () => {
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const search = page.getByRole('searchbox', { name: 'Find an application' });
    await search.fill('queue');
    await page.getByRole('status').filter({ hasText: '1 application found' }).waitFor();
    expect(await page.getByRole('link', { name: 'Online Monitoring' }).count()).toBe(0);
    await search.fill('payroll');
    await page.getByRole('heading', { name: 'No application matches “payroll”' }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('link', { name: 'Online Monitoring' }).waitFor();
  });
});

describe('a tile', () => {
  it('opens its application without another sign-in', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const before = person.visitsTo(centre().idpUrl).length;
    await page.getByRole('link', { name: 'Open Agent Desktop' }).click();
    await page.getByLabel('Extension', { exact: true }).waitFor();
    await page.goto(centre().agentUrl);
    await page.getByRole('link', { name: 'Queue Dashboard' }).click();
    await seeHeading(page, 'Queue Dashboard');
    expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
  });

  it('of an application that asks for its own password says so and opens a window that cannot reach back', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const tile = page.getByRole('link', { name: 'Online Monitoring' });
    expect(await tile.textContent()).toContain('Asks for a separate password');
    expect([await tile.getAttribute('target'), await tile.getAttribute('rel')]).toEqual(['_blank', 'noopener']);
    const href = (await tile.getAttribute('href')) ?? '';
    const answer = await person.context.request.get(`${centre().hubUrl}${href}`, { maxRedirects: 0 });
    expect([answer.status(), answer.headers()['location']]).toEqual([303, 'https://monitoring.acme.example/']);
  });

  it('signs in first when nobody is signed in', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'apps/dashboard'));
    await signInAtIdp(page, centre().ben);
    await seeHeading(page, 'Queue Dashboard');
    const [attempt] = await centre().attempts();
    expect(attempt).toMatchObject({ outcome: 'succeeded', app: 'dashboard' });
  });

  it('that does not exist is a page that says so', async () => {
    const page = await (await visitor()).newPage();
    const answer = await page.goto(realmPage(centre(), 'apps/payroll'));
    expect(answer?.status()).toBe(404);
    await seeHeading(page, 'There is no page at this address');
  });
});

describe('sign-out', () => {
  it('ends the session, says so, and leads back in', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await page.getByText('Your sign-in to Acme Contact Center has ended.').waitFor();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('in one tab is noticed in the other', async () => {
    const person = await visitor();
    const [first, second] = [await person.newPage(), await person.newPage()];
    await reachLaunchpad(first, centre(), centre().amina);
    await second.goto(centre().agentUrl);
    await second.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(second, 'You are signed out');
    await first.reload();
    await first.getByLabel('Password').waitFor();
    expect(new URL(first.url()).origin).toBe(centre().idpUrl);
  });

  it('holds for applications that were not open yet: they ask the identity provider', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await person.context.clearCookies({ domain: '127.0.0.2' });
    await page.goto(`${centre().dashboardUrl}/`);
    await page.getByLabel('Password').waitFor();
    expect(new URL(page.url()).origin).toBe(centre().idpUrl);
  });
});

describe('the link of a connection', () => {
  it('leads straight to its identity provider', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'sign-in/default/sandbox'));
    await signInAtIdp(page, centre().amina);
    await page.getByText(/^Signed in with/).waitFor();
    expect((await centre().attempts())[0]?.checks).toContainEqual(
      expect.objectContaining({ stage: 'choose-connection', received: 'default/sandbox, by link' }),
    );
  });

  it('that does not exist is a page that says so, with a reference', async () => {
    const page = await (await visitor()).newPage();
    const answer = await page.goto(realmPage(centre(), 'sign-in/default/okta'));
    expect(answer?.status()).toBe(404);
    await seeHeading(page, 'There is no page at this address');
    expect((await centre().attempts())[0]).toMatchObject({ outcome: 'refused', code: 'sign-in.connection_unknown' });
  });
});
