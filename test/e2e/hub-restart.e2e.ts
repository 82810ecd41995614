/** A hub that is killed and started again on the same data folder: what was acknowledged is still there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoHub } from '../../scripts/demo/demo-parts.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { type HubProcess, startHubProcess } from '../support/hub-process.ts';
import { reachDesktop, reachLaunchpad, seeHeading, signInAtIdp, workAnHour } from '../support/journey.ts';
import type { Visitor } from '../support/visitor.ts';

const { centre, visitor } = useE2eSetup();
let hub: HubProcess | undefined;

/** A person whose browser may be in the middle of loading something when the hub goes away. */
const patientVisitor = async (): Promise<Visitor> => {
  const person = await visitor();
  person.expectServerToGoAway();
  return person;
};

const killAndStart = async (): Promise<void> => {
  await hub?.kill();
  hub = await startHubProcess(centre().setup);
};

beforeAll(async () => {
  await centre().hub.close();
  hub = await startHubProcess(centre().setup);
});
afterAll(() => hub?.kill());

describe('a hub that was killed', () => {
  it('still knows the session: the next application asks for nothing', async () => {
    const person = await patientVisitor();
    const page = await person.newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    const before = person.visitsTo(centre().idpUrl).length;
    await killAndStart();
    await page.goto(`${centre().dashboardUrl}/`);
    await seeHeading(page, 'Queue Dashboard');
    expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
  });

  it('has not lost a sign-in in the moment in which it was acknowledged', async () => {
    for (let round = 0; round < 2; round += 1) {
      const person = await patientVisitor();
      const page = await person.newPage();
      await reachLaunchpad(page, centre(), centre().amina);
      await killAndStart();
      const before = person.visitsTo(centre().idpUrl).length;
      await page.reload();
      await page.getByText(/^Signed in with/).waitFor();
      expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
    }
  });

  it('lets a sign-in be finished that was begun before', async () => {
    const page = await (await patientVisitor()).newPage();
    await page.goto(`${centre().dashboardUrl}/`);
    await page.getByLabel('Password').waitFor();
    await killAndStart();
    await signInAtIdp(page, centre().ben);
    await seeHeading(page, 'Queue Dashboard');
  });

  it('does not bring a session back that was ended', async () => {
    const person = await patientVisitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const cookies = await person.context.cookies(centre().agentUrl);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(page, 'You are signed out');
    await killAndStart();
    await person.context.clearCookies({ domain: '127.0.0.2' });
    await person.context.addCookies(cookies);
    await page.goto(centre().agentUrl);
    await page.getByLabel('Password').waitFor();
  });

  it('says on the desktop that it does not answer, and the agent goes on working until it does', async () => {
    await centre().restartDesktop();
    const page = await (await patientVisitor()).newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    await hub?.kill();
    expect(await workAnHour(page, centre())).toMatchObject({ state: 'not-ready', hub: 'unreachable' });
    await page.reload();
    await page.getByText('The sign-on service does not answer.').waitFor();
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
    hub = await startHubProcess(centre().setup);
    await page.reload();
    await page.getByText('No data available. Queues appear here when calls wait.').waitFor();
    await expect.poll(() => page.locator('#problem').textContent()).toBe('');
  });

  it('kept users, attempts and one record of each', async () => {
    expect(await hub?.stop()).toBe(0);
    const reopened = await startDemoHub(centre().setup);
    try {
      const attempts = await reopened.storage.read.listAttempts({ outcome: 'succeeded', limit: 100 });
      expect(attempts.length).toBeGreaterThanOrEqual(5);
      expect(new Set(attempts.map(({ userId }) => userId)).size).toBe(2);
    } finally {
      await reopened.close();
    }
  });
});
