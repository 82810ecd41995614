/** Sign-in by user name and password in the three modes of a realm, and during an outage of the identity provider. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Administration, administer } from '../support/administration.ts';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { referenceOf, seeHeading, signInAtIdp, typeExtension } from '../support/journey.ts';
import { choosePassword, PASSWORD, seeLaunchpad, signInLocally } from '../support/local-journey.ts';

const { centre, visitor } = useE2eSetup();

const NEW_PASSWORD = 'quiet otters paint wooden maps';
const MINUTE_MS = 60_000;

let administration: Administration;
beforeAll(async () => {
  administration = await administer(centre());
});
afterAll(() => administration.close());
beforeEach(() => centre().restartDesktop());

/** Gives an agent a password by a link of an administrator. */
const invited = async (login: string): Promise<void> => {
  const page = await (await visitor()).newPage();
  await page.goto(await administration.invite(login));
  await choosePassword(page);
  await page.getByText(/^(Signed in with|You cannot sign in with it)/).waitFor();
};

const withoutPasswords = async (): Promise<void> => {
  const { hub } = centre();
  for (const login of ['amina', 'ben']) {
    const id = await administration.userId(login);
    const view = await hub.storage.read.findRealmView('acme', 'production', 'agents');
    await hub.storage.write((writer) => writer.deleteCredential(view?.realm.id ?? '', id));
  }
};
beforeEach(withoutPasswords);

const codeOf = async (page: Page): Promise<unknown> =>
  (await centre().hub.storage.read.findAttemptByReference(await referenceOf(page)))?.code;

describe('mode non-sso', () => {
  it('leads an agent from the invitation to Not Ready, and never to the identity provider', async () => {
    await administration.setMode('non-sso');
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(await administration.invite('amina'));
    await seeHeading(page, 'Choose a password');
    expect(await page.getByLabel('User name').inputValue()).toBe('amina');
    await choosePassword(page);
    await seeLaunchpad(page);
    await page.getByRole('link', { name: 'Open Agent Desktop' }).click();
    await typeExtension(page, '1023');
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
    expect(person.visitsTo(centre().idpUrl)).toEqual([]);
  });

  it('asks an agent who comes from the desktop, and goes on there', async () => {
    await administration.setMode('non-sso');
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(`${centre().desktopUrl}/`);
    await page.getByText('to continue to Agent Desktop').waitFor();
    await signInLocally(page, 'amina', 'mistyped words');
    await page.getByRole('alert').filter({ hasText: 'That did not work.' }).waitFor();
    expect(await codeOf(page)).toBe('local.wrong_password');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await typeExtension(page, '1023');
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
  });

  it('lets an agent change the password at the launchpad', async () => {
    await administration.setMode('non-sso');
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await signInLocally(page, 'amina');
    await page.getByRole('link', { name: 'Change password' }).click();
    await page.getByLabel('Present password').fill(PASSWORD);
    await choosePassword(page, NEW_PASSWORD);
    await seeHeading(page, 'Your password is changed');
    await page.getByRole('link', { name: 'Back to your applications' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await signInLocally(page, 'amina', NEW_PASSWORD);
    await seeLaunchpad(page);
  });

  it('works at 400 by 600 and by keyboard alone', async () => {
    await administration.setMode('non-sso');
    await invited('amina');
    const page = await (await visitor({ viewport: { width: 400, height: 600 } })).newPage();
    await page.goto(centre().agentUrl);
    await page.getByLabel('User name').waitFor();
    await page.keyboard.type('amina');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await seeLaunchpad(page);
  });
});

describe('Disable in the administration', () => {
  it('brings back local sign-in', async () => {
    await administration.setMode('sso');
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    expect(new URL(page.url()).origin).toBe(centre().idpUrl);
    await administration.send('PATCH /single-sign-on', 'ada', { mode: 'non-sso', confirm: 'Agents' });
    await page.goto(centre().agentUrl);
    await signInLocally(page, 'amina');
    await seeLaunchpad(page);
  });
});

describe('mode hybrid', () => {
  it('lets a named agent choose the password, and remembers that in this browser', async () => {
    await administration.setMode('hybrid', ['amina']);
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await page.getByRole('link', { name: 'User name and password' }).click();
    await signInLocally(page, 'amina');
    await seeLaunchpad(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(centre().agentUrl);
    await seeHeading(page, 'Sign in');
    await page.getByRole('link', { name: 'Sign in another way' }).click();
    await page.getByRole('link', { name: 'Sandbox identity provider' }).waitFor();
  });

  it('refuses an agent who is not named, without saying why, and signs them in by the identity provider', async () => {
    await administration.setMode('hybrid', ['amina']);
    await invited('ben');
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'sign-in/local'));
    await signInLocally(page, 'ben');
    await page.getByRole('alert').filter({ hasText: 'That did not work.' }).waitFor();
    expect(await codeOf(page)).toBe('local.not_allowed');
    await page.getByRole('link', { name: 'Sign in another way' }).click();
    await page.getByRole('link', { name: 'Sandbox identity provider' }).click();
    await signInAtIdp(page, centre().ben);
    await page.getByText(/^Signed in with Sandbox identity provider/).waitFor();
    expect(await page.getByRole('link', { name: 'Change password' }).count()).toBe(0);
  });
});

describe('mode sso', () => {
  it('refuses passwords, also of an agent who has one', async () => {
    await administration.setMode('non-sso');
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await page.getByLabel('User name').waitFor();
    await administration.setMode('sso');
    await signInLocally(page, 'amina');
    await seeHeading(page, 'A user name and a password are not used here');
    expect(await codeOf(page)).toBe('local.not_allowed');
    await page.getByRole('link', { name: 'Go to the sign-in' }).click();
    expect(new URL(page.url()).origin).toBe(centre().idpUrl);
  });

  it('ends the sessions that passwords began', async () => {
    await administration.setMode('non-sso');
    await invited('amina');
    const page = await (await visitor()).newPage();
    await page.goto(centre().agentUrl);
    await signInLocally(page, 'amina');
    await seeLaunchpad(page);
    await administration.setMode('sso');
    await page.reload();
    await page.waitForURL((url) => url.origin === centre().idpUrl);
  });
});

describe('an outage of the identity provider', () => {
  it('is bridged for a named agent with the approval of two administrators, and ends on time', async () => {
    await administration.setMode('sso');
    await invited('amina');
    await invited('ben');
    const { id } = await administration.send('POST /local-sign-in/openings', 'ada', {
      users: ['amina'],
      reason: 'The identity provider does not answer.',
      endsAt: centre().hub.clock() + 60 * MINUTE_MS,
    });
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'sign-in/local'));
    await seeHeading(page, 'A user name and a password are not used here');
    await expect(administration.send(`POST /local-sign-in/openings/${id}/approve`, 'ada')).rejects.toThrow(
      'local.own_request',
    );
    await administration.send(`POST /local-sign-in/openings/${id}/approve`, 'bea');
    await page.goto(`${centre().desktopUrl}/`);
    await page.getByRole('link', { name: 'User name and password' }).click();
    await signInLocally(page, 'ben');
    await page.getByRole('alert').filter({ hasText: 'That did not work.' }).waitFor();
    await signInLocally(page, 'amina');
    await typeExtension(page, '1023');
    await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
    // A desktop that is open asks now and then, and would notice the end by itself.
    await page.goto('about:blank');
    centre().advance(61 * MINUTE_MS);
    await page.goto(`${centre().desktopUrl}/`);
    await seeHeading(page, 'Your sign-in has ended');
    await page.goto(centre().agentUrl);
    await page.waitForURL((url) => url.origin === centre().idpUrl);
  });
});
