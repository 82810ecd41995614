/** Local sign-in in the portal: a link for an agent, and an opening during an outage that two administrators agree on. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { adminUrl, becomeOwner, createByApi } from '../support/administrator.ts';
import { realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { seeHeading } from '../support/journey.ts';
import { choosePassword, seeLaunchpad, signInLocally } from '../support/local-journey.ts';

const { centre, visitor } = useE2eSetup();

const BEA = { name: 'Bea Nilsson', login: 'bea@acme.example', password: 'eleven calm rivers in autumn' } as const;
const STILL = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
const LOCAL = '/acme/production/realms/agents/local-sign-in';

const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Looks for faults of all places, and tells them together. */
const createLook = () => {
  const found: string[] = [];
  return {
    found,
    at: async (place: string, page: Page): Promise<void> => {
      await expectAccessible(page).catch((error: unknown) => found.push(`${place}: ${String(error)}`));
      await page.setViewportSize(STILL.viewport);
    },
  };
};

/** A page of an administrator in a browser of their own. Who is not signed in yet is told so by an error status. */
const adminPage = async (): Promise<Page> => {
  const person = await visitor(STILL);
  person.expectRefusals('/admin/api/v1/session');
  person.expectRefusals('/admin/api/v1/companies');
  return person.newPage();
};

const joinAsBea = async (owner: Page): Promise<Page> => {
  const body = { login: BEA.login, name: BEA.name, grants: [{ role: 'company-administrator', environment: null }] };
  const invited = await createByApi(owner, centre(), '/companies/acme/administrators', body);
  const { url } = (invited as { readonly link: { readonly url: string } }).link;
  const page = await adminPage();
  await page.goto(url);
  await page.getByLabel('New password').fill(BEA.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('navigation', { name: 'Functions' }).first().waitFor({ state: 'attached' });
  return page;
};

const openLocal = async (page: Page): Promise<void> => {
  await page.goto(adminUrl(centre(), LOCAL));
  await seeHeading(page, 'Local sign-in');
};

/** Invites amina in the portal. Returns the link that is shown once. */
const inviteAmina = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await dialog(page).getByLabel('User of the realm').fill('ami');
  await page.getByRole('option', { name: /\bamina\b/ }).click();
  await dialog(page).getByRole('button', { name: 'Make the link' }).click();
  const url = await dialog(page).getByRole('code').textContent();
  return url ?? '';
};

const leaveLink = async (page: Page): Promise<void> => {
  await dialog(page).getByLabel('I have stored it safely').check();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await dialog(page).waitFor({ state: 'detached' });
};

describe('local sign-in in the portal', () => {
  it('leads an agent through an outage on which two administrators agreed', { timeout: 120_000 }, async () => {
    const look = createLook();
    const dana = await adminPage();
    await becomeOwner(dana, centre());
    const bea = await joinAsBea(dana);

    await openLocal(dana);
    await dana.getByText('Passwords are refused').waitFor();
    const url = await inviteAmina(dana);
    await leaveLink(dana);
    await dana.getByText('Invited', { exact: true }).waitFor();
    const agent = await (await visitor()).newPage();
    await agent.goto(url);
    await choosePassword(agent);
    await agent.getByText(/^You cannot sign in with it/).waitFor();

    await openLocal(bea);
    await bea.getByText('Has a password', { exact: true }).waitFor();
    await bea.getByRole('button', { name: 'Ask for an opening' }).click();
    await dialog(bea).getByLabel('People').fill('amina,nobody,');
    await dialog(bea).getByLabel('What is out of order?').fill('The identity provider does not answer.');
    await dialog(bea).getByRole('button', { name: 'Ask for it' }).click();
    await dialog(bea).getByText('Not a user of this realm: nobody.').waitFor();
    await look.at('asking', bea);
    await dialog(bea).getByLabel('People').focus();
    await bea.keyboard.press('Backspace');
    await dialog(bea).getByRole('button', { name: 'Ask for it' }).click();
    await bea.getByText('Waits for approval', { exact: true }).waitFor();
    expect(await bea.getByRole('button', { name: 'Approve' }).getAttribute('aria-disabled')).toBe('true');
    await bea.getByText('You asked for it, so another company administrator has to approve it.').waitFor();

    await openLocal(dana);
    await dana.getByRole('button', { name: 'Approve' }).click();
    await look.at('approving', dana);
    await dialog(dana).getByRole('button', { name: 'Approve' }).click();
    await dana.getByText('Open', { exact: true }).waitFor();
    await look.at('the page', dana);
    await agent.goto(realmPage(centre(), 'sign-in/local'));
    await signInLocally(agent, 'amina');
    await seeLaunchpad(agent);

    await dana.getByRole('button', { name: 'Close', exact: true }).click();
    await look.at('closing', dana);
    await dialog(dana).getByRole('button', { name: 'Close', exact: true }).last().click();
    await dana.getByText('Closed', { exact: true }).waitFor();
    await agent.goto(realmPage(centre(), 'sign-in/local'));
    await seeHeading(agent, 'A user name and a password are not used here');

    await dana.getByRole('link', { name: 'amina', exact: true }).click();
    await dana.getByRole('button', { name: 'Take the password away' }).click();
    await look.at('taking away, on the page of the user', dana);
    await dialog(dana).getByRole('button', { name: 'Take the password away' }).click();
    await dana.getByText('No password', { exact: true }).waitFor();
    expect(look.found).toEqual([]);
  });
});
