/** Administrators who sign in through their company's identity provider, in a browser with its own rules for cookies. */
import { beforeAll, describe, expect, it } from 'vitest';
import { adminUrl } from '../support/administrator.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

beforeAll(async () => {
  const { hub, amina } = centre();
  const view = await hub.storage.read.findRealmView('acme', 'production', 'agents');
  if (view === null) {
    throw new Error('the contact centre has no realm');
  }
  const user = await hub.storage.read.findUserByLogin(view.realm.id, amina.login);
  await hub.storage.write(async (writer) => {
    await writer.putRealm({ ...view.realm, kind: 'admins', ssoMode: 'hybrid' });
    await writer.putAdministrator({
      id: 'amina',
      login: user?.email ?? '',
      name: 'Amina',
      passwordHash: null,
      sealedTotp: null,
      enabled: true,
      createdAt: 1,
      updatedAt: 1,
    });
    await writer.setGrants('amina', [
      { role: 'installation-owner', companyId: null, environmentId: null },
      { role: 'company-administrator', companyId: view.company.id, environmentId: null },
    ]);
  });
  await hub.directoryChanged();
});

describe('an administrator', () => {
  it('comes through the company into that company, and not to the account or the installation', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(adminUrl(centre(), '/sign-in'));
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    const company = page.getByLabel('Short name of your company');
    await company.fill('nobody-knows');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByText('No sign-in through this company').waitFor();
    await company.fill('acme');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await signInAtIdp(page, centre().amina);
    await page.waitForURL(adminUrl(centre(), '/**'));
    await page.goto(adminUrl(centre(), '/acme/-/administrators'));
    await seeHeading(page, 'Administrators');
    await page.getByRole('rowheader', { name: /Amina/ }).waitFor();
    expect(await page.getByRole('link', { name: 'All administrators' }).count()).toBe(0);
    await page.goto(adminUrl(centre(), '/-/account'));
    await page.getByText(/^You signed in through/).waitFor();
  });

  it('is remembered with the company in this browser', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(adminUrl(centre(), '/sign-in'));
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByLabel('Short name of your company').fill('acme');
    await page.getByRole('button', { name: 'Sign in with your company' }).click();
    await page.getByLabel('User name').waitFor();
    await page.goto(adminUrl(centre(), '/sign-in'));
    expect(await page.getByLabel('Short name of your company').inputValue()).toBe('acme');
  });
});
