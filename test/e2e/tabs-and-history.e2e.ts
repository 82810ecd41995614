/** What people do with tabs, Back and Reload while they sign in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { reachDesktop, reachLaunchpad, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

beforeEach(() => centre().restartDesktop());

describe('two sign-ins in two tabs of one browser', () => {
  it('both succeed when they are finished in the opposite order', async () => {
    const person = await visitor();
    const [desktop, dashboard] = [await person.newPage(), await person.newPage()];
    await desktop.goto(`${centre().desktopUrl}/`);
    await dashboard.goto(`${centre().dashboardUrl}/`);
    await signInAtIdp(dashboard, centre().amina);
    await seeHeading(dashboard, 'Queue Dashboard');
    await signInAtIdp(desktop, centre().amina);
    await desktop.getByLabel('Extension', { exact: true }).waitFor();
    await dashboard.reload();
    await seeHeading(dashboard, 'Queue Dashboard');
    const succeeded = (await centre().attempts()).filter(({ outcome }) => outcome === 'succeeded');
    expect(succeeded.map(({ app }) => app).toSorted()).toEqual(['dashboard', 'desktop']);
  });

  it('of the same application both succeed', async () => {
    const person = await visitor();
    const [first, second] = [await person.newPage(), await person.newPage()];
    await first.goto(`${centre().desktopUrl}/`);
    await second.goto(`${centre().desktopUrl}/`);
    await signInAtIdp(second, centre().amina);
    await second.getByLabel('Extension', { exact: true }).waitFor();
    await signInAtIdp(first, centre().amina);
    await first.getByLabel('Extension', { exact: true }).waitFor();
    await second.reload();
    await second.getByLabel('Extension', { exact: true }).waitFor();
  });

  it('by two people: the later one is signed in, in both tabs', async () => {
    const person = await visitor();
    const [first, second] = [await person.newPage(), await person.newPage()];
    await first.goto(centre().agentUrl);
    await second.goto(centre().agentUrl);
    await signInAtIdp(second, centre().amina);
    await second.getByText('Amina Okafor').waitFor();
    await signInAtIdp(first, centre().ben);
    await first.getByText('Ben Lindqvist').waitFor();
    await second.reload();
    await second.getByText('Ben Lindqvist').waitFor();
    expect(await second.getByText('Amina Okafor').count()).toBe(0);
  });
});

describe('Reload', () => {
  it('of the launchpad keeps the person signed in', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const before = person.visitsTo(centre().idpUrl).length;
    await page.reload();
    await page.getByText(/^Signed in with/).waitFor();
    expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
  });

  it('of the desktop keeps the extension and the state', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.reload();
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
    await page.getByRole('button', { name: 'Account: Amina Okafor, extension 1023' }).waitFor();
  });
});

describe('Back', () => {
  it('from the launchpad and forward again ends on the launchpad', async () => {
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await page.goBack();
    await page.goForward();
    await page.getByText(/^Signed in with/).waitFor();
    expect(page.url()).toBe(centre().agentUrl);
  });

  it('to the identity provider never reaches an error of the hub', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const before = await centre().attempts();
    await page.goBack();
    await page.waitForLoadState();
    expect((await centre().attempts()).filter(({ outcome }) => outcome === 'refused')).toEqual(
      before.filter(({ outcome }) => outcome === 'refused'),
    );
    await page.goto(centre().agentUrl);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('from the desktop and forward again ends on the desktop', async () => {
    const page = await (await visitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await page.goBack();
    await page.goForward();
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
  });

  it('to the sign-in page after signing out does not show the launchpad of before', async () => {
    const page = await (await visitor()).newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await page.context().clearCookies({ domain: '127.0.0.2' });
    await page.goBack();
    await page.getByLabel('Password').waitFor();
    expect(await page.getByText('Amina Okafor').count()).toBe(0);
  });
});
