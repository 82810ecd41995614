/** An administrator reads when certificates end, goes to where something is done about it, and looks at the clock. */
import { type ResolvedConnection, resolvedConnection } from '@cordboard/contract/resolved-apply-file';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { testCertificate } from '../../apps/server/test-support/apply-fixture.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { adminUrl, becomeOwner } from '../support/administrator.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { seeHeading } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

/** Trusts one certificate, which ends after so many days and half a day; before so many where they are negative. */
const connectionEnding = async (slug: string, days: number): Promise<ResolvedConnection> => {
  const issued = new Date(Date.now() + (days + 0.5 * Math.sign(days)) * DAY_MS);
  issued.setUTCFullYear(issued.getUTCFullYear() - 1);
  return resolvedConnection.parse({
    slug,
    name: slug,
    manual: {
      entityId: `https://${slug}.example`,
      loginUrl: `https://${slug}.example/sso`,
      certificates: [await testCertificate(1, issued)],
    },
    match: { emailAttribute: 'email', emailDomains: [`${slug}.example`] },
  });
};

beforeAll(async () => {
  const added = await Promise.all([
    connectionEnding('south', -5),
    connectionEnding('north', 20),
    connectionEnding('east', 200),
  ]);
  await centre().apply((serviceProvider) => ({
    ...serviceProvider,
    connections: [...serviceProvider.connections, ...added],
  }));
});

const item = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });

const choose = async (page: Page, field: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
};

describe('the certificates and the clock', () => {
  it('are shown with what ends when, what it breaks, who has to act, and which clock is wrong', async () => {
    const page = await (await visitor()).newPage();
    await becomeOwner(page, centre());
    await page.goto(adminUrl(centre(), '/acme/-/home'));
    await page.getByRole('navigation', { name: 'Functions' }).getByRole('link', { name: 'Certificates' }).click();
    await seeHeading(page, 'Certificates');
    await page.getByText('1 certificate that something depends on has expired.').waitFor();
    await page.getByText('1 certificate that something depends on ends within 60 days.').waitFor();
    const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();
    expect(headings.slice(0, 2)).toEqual(['Time line', 'Expired']);
    expect(headings.at(-1)).toBe('Later');

    const south = item(page, 'Signing of south');
    await south.getByText('Expired 5 days ago').waitFor();
    await south.getByText('Breaks sign-ins.').waitFor();
    await south.getByText('Administrator of south').waitFor();
    await item(page, 'Signing of north').getByText('20 days left').waitFor();
    await page.getByRole('link', { name: /^Signing of east, .*: 200 days left$/ }).click();
    await page.locator('li:focus').getByRole('heading', { name: 'Signing of east' }).waitFor();
    await item(page, 'Signing of east').getByText('Subject and fingerprint').click();
    await expectAccessible(page);

    const keys = item(page, 'Request signing').getByRole('link', { name: 'Open the keys' });
    expect(await keys.getAttribute('href')).toMatch(/\/agents\/service-providers\/default\/keys$/);

    await choose(page, 'Ends', 'Within 60 days');
    await item(page, 'Signing of east').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('horizon')).toBe('soon');
    await choose(page, 'Environment', 'Production');
    await item(page, 'Signing of north').waitFor();
    await item(page, 'Signing of north').getByRole('link', { name: 'Open the connection' }).click();
    await seeHeading(page, 'north');

    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('link', { name: /Look at the clock of the hub/ }).click();
    await seeHeading(page, 'The hub’s clock');
    await page.getByText('The clock of the hub is right').waitFor();
    await expectAccessible(page);
    centre().advance(5 * MINUTE_MS);
    await page.getByRole('button', { name: 'Compare again' }).click();
    await page.getByText('The hub and this browser differ').waitFor();
    await page.getByText('The hub is 5 minutes ahead').waitFor();
    await expectAccessible(page);
  });
});
