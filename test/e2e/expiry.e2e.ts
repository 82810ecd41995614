/** What ends with time: a sign-in that was left half done, the session, the tokens of applications. */
import { beforeEach, describe, expect, it } from 'vitest';
import { useE2eSetup } from '../support/e2e-setup.ts';
import {
  interceptAnswer,
  postAnswer,
  reachDesktop,
  reachLaunchpad,
  referenceOf,
  seeHeading,
  signInAtIdp,
  workAnHour,
} from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

const MINUTE_MS = 60_000;

beforeEach(() => centre().restartDesktop());

describe('time', () => {
  it('ends a sign-in that was left half done', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    const [answer] = await Promise.all([interceptAnswer(page), signInAtIdp(page, centre().amina)]);
    await page.unroute(/\/acs$/);
    centre().advance(16 * MINUTE_MS);
    await postAnswer(page, answer);
    await seeHeading(page, 'This sign-in took too long');
    const attempt = await centre().hub.storage.read.findAttemptByReference(await referenceOf(page));
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'sign-in.request_unknown' });
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('lets the desktop renew its tokens without asking the agent', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    const before = person.visitsTo(centre().idpUrl).length;
    expect(await workAnHour(page, centre())).toMatchObject({ state: 'not-ready', hub: 'answers' });
    expect(person.visitsTo(centre().idpUrl)).toHaveLength(before);
  });

  it('ends the session of an agent who signed out at the launchpad when the desktop renews its tokens', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachDesktop(page, centre(), { person: centre().amina, extension: '1023' });
    const launchpad = await person.newPage();
    await launchpad.goto(centre().agentUrl);
    await launchpad.getByRole('button', { name: 'Sign out' }).click();
    await seeHeading(launchpad, 'You are signed out');
    centre().advance(50 * MINUTE_MS);
    await page.reload();
    await seeHeading(page, 'Your sign-in has ended');
  });

  it('ends the hub session after a shift: the identity provider is asked again', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLaunchpad(page, centre(), centre().amina);
    const before = person.visitsTo(centre().idpUrl).length;
    centre().advance(10 * 60 * MINUTE_MS + MINUTE_MS);
    await page.goto(centre().agentUrl);
    await page.getByText(/^Signed in with/).waitFor();
    expect(person.visitsTo(centre().idpUrl).length).toBeGreaterThan(before);
  });
});
