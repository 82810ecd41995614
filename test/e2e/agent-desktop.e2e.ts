/** An agent begins a shift: Agent Desktop, identity provider, extension, Not Ready; then the next application. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { reachDesktop, reachExtension, seeHeading, signInAtIdp, typeExtension } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

beforeEach(() => centre().restartDesktop());

describe('the Agent Desktop', () => {
  it('asks a signed-in agent for the extension only', async () => {
    const page = await (await visitor()).newPage();
    await reachExtension(page, centre(), centre().amina);
    await seeHeading(page, 'Agent Desktop');
    expect(await page.getByText(/^Signed in/).textContent()).toBe(
      'Signed in with Sandbox identity provider as Amina Okafor (amina)',
    );
    expect(await page.getByRole('textbox').count()).toBe(1);
    expect(await page.locator('input[type=password]').count()).toBe(0);
  });

  it('refuses what is no extension, says why, and keeps what was typed', async () => {
    const page = await (await visitor()).newPage();
    await reachExtension(page, centre(), centre().amina);
    for (const [typed, reason] of [
      ['', 'Type the number of the phone in front of you.'],
      ['12a', 'An extension has digits only, for example 1023.'],
      ['1'.repeat(16), 'An extension has at most 15 digits.'],
    ] as const) {
      await typeExtension(page, typed);
      await page.getByRole('alert').filter({ hasText: reason }).waitFor();
      expect(await page.getByLabel('Extension', { exact: true }).inputValue()).toBe(typed);
    }
    await typeExtension(page, '1'.repeat(15));
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
  });

  it('shows Not Ready with a running timer and an empty queue report', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    const timer = page.locator('#timer');
    const first = await timer.textContent();
    expect(first).toMatch(/^00:00:\d\d$/);
    await expect.poll(() => timer.textContent(), { timeout: 10_000 }).not.toBe(first);
    await page.getByRole('columnheader', { name: 'Longest call in queue' }).waitFor();
    await page.getByText('No data available. Queues appear here when calls wait.').waitFor();
  });

  it('goes Ready and back without a new page, and keeps the state over a reload', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.getByRole('button', { name: /^Not Ready/ }).click();
    await page.getByRole('button', { name: 'Ready', exact: true }).click();
    await page.getByRole('button', { name: /^Ready since/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Ready since/ }).click();
    await page.getByRole('button', { name: 'Not Ready', exact: true }).click();
    await page.getByRole('button', { name: /^Not Ready since/ }).waitFor();
  });

  it('refuses an extension that another agent uses', async () => {
    const amina = await (await visitor()).newPage();
    await reachDesktop(amina, centre(), { person: centre().amina, extension: '1023' });
    const ben = await (await visitor()).newPage();
    await reachExtension(ben, centre(), centre().ben);
    await typeExtension(ben, '1023');
    await ben.getByRole('alert').filter({ hasText: 'Another agent is signed in with extension 1023.' }).waitFor();
    await typeExtension(ben, '1024');
    await ben.getByRole('button', { name: /^Not Ready/ }).waitFor();
  });

  it('lets somebody else sign in where a person is signed in already', async () => {
    const page = await (await visitor()).newPage();
    await reachExtension(page, centre(), centre().amina);
    await page.getByText('Not Amina?').waitFor();
    await page.getByRole('link', { name: 'Switch account' }).click();
    await signInAtIdp(page, centre().ben);
    await page.getByText('as Ben Lindqvist (ben)').waitFor();
    await page.goto(centre().agentUrl);
    await page.getByText('Ben Lindqvist').waitFor();
  });

  it('leaves an attempt that passed every stage', async () => {
    const page = await (await visitor()).newPage();
    await reachExtension(page, centre(), centre().amina);
    const [attempt] = await centre().attempts();
    expect(attempt).toMatchObject({ outcome: 'succeeded', app: 'desktop', code: null });
    expect(attempt?.checks.filter((check) => check.status === 'failed')).toEqual([]);
    expect(attempt?.checks.map((check) => check.stage)).toEqual(
      expect.arrayContaining([
        'choose-connection',
        'verify-assertion',
        'claim-result',
        'provision-user',
        'open-session',
      ]),
    );
  });
});

describe('signing out of the desktop', () => {
  it('ends the desktop only; the way out of everything is one step further', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await page.getByRole('link', { name: 'Sign out of all applications' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Your sign-in to Acme Contact Center has ended.').waitFor();
    await page.context().clearCookies({ domain: '127.0.0.2' });
    await page.goto(`${centre().dashboardUrl}/`);
    await page.getByLabel('Password').waitFor();
  });

  it('frees the extension for the next agent at that phone', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    const next = await (await visitor()).newPage();
    await reachDesktop(next, centre(), { person: centre().ben, extension: '1023' });
  });
});

describe('a second application', () => {
  it('asks a signed-in agent for nothing and leaves the identity provider alone', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    const before = person.visitsTo(centre().idpUrl).length;
    expect(before).toBeGreaterThan(0);
    await page.goto(`${centre().dashboardUrl}/`);
    await seeHeading(page, 'Queue Dashboard');
    expect(await page.getByText(/^Signed in as/).textContent()).toBe('Signed in as Amina Okafor');
    expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
  });

  it('is on the launchpad, in its group', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.goto(centre().agentUrl);
    await page.getByRole('heading', { level: 2, name: 'Agent Desktop' }).waitFor();
    await page.getByRole('heading', { level: 3, name: 'Monitor' }).waitFor();
    expect(await page.getByRole('listitem').getByText('Queue Dashboard').count()).toBe(1);
    expect(await page.getByRole('listitem').getByText('Asks for a separate password').count()).toBe(1);
  });

  it('is open to nobody who is not signed in', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(`${centre().dashboardUrl}/`);
    await page.getByLabel('Password').waitFor();
    expect(new URL(page.url()).origin).toBe(centre().idpUrl);
  });
});
