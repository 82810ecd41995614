/** A person begins at the identity provider's own portal (SAML profiles §4.1.5). */
import type { ResolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { nextAnswer, postAnswer, referenceOf, seeHeading, signInAtIdp } from '../support/journey.ts';
import type { Visitor } from '../support/visitor.ts';

const { centre, visitor } = useE2eSetup();

const withIdpInitiated =
  (idpInitiated: 'accept' | 'refuse') =>
  (serviceProvider: ResolvedServiceProvider): ResolvedServiceProvider => ({
    ...serviceProvider,
    connections: serviceProvider.connections.map((connection) => ({ ...connection, idpInitiated })),
  });

/** Signs in to the portal of the identity provider. */
const reachPortal = async (page: Page): Promise<void> => {
  await page.goto(`${centre().idpUrl}/`);
  await signInAtIdp(page, centre().amina);
  await seeHeading(page, 'Your applications');
};

const ownRequests = (person: Visitor): readonly string[] =>
  person.visitsTo(centre().idpUrl).filter((url) => new URL(url).searchParams.has('SAMLRequest'));

afterEach(() => centre().apply());

describe('a tile of the identity provider, when sign-ins are restarted', () => {
  it('leads to its application by one request of our own', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachPortal(page);
    await page.getByRole('link', { name: 'Agent Desktop' }).click();
    await page.getByLabel('Extension', { exact: true }).waitFor();
    expect(ownRequests(person)).toHaveLength(1);
    const [attempt] = await centre().attempts();
    expect(attempt).toMatchObject({ outcome: 'succeeded', app: 'desktop' });
    expect(attempt?.checks).toContainEqual(expect.objectContaining({ received: 'answers our request' }));
  });

  it('works again and again', async () => {
    const page = await (await visitor()).newPage();
    await reachPortal(page);
    for (let round = 0; round < 3; round += 1) {
      await page.goto(`${centre().idpUrl}/`);
      await page.getByRole('link', { name: 'Agent Desktop' }).click();
      await page.getByLabel('Extension', { exact: true }).waitFor();
    }
  });

  it.each([
    ['no RelayState', ''],
    ['a foreign address', '?RelayState=https%3A%2F%2Fevil.example%2F'],
    ['a script', '?RelayState=javascript%3Aalert(1)'],
    ['a RelayState of more than 80 bytes', `?RelayState=${'x'.repeat(200)}`],
  ])('lands on the launchpad with %s', async (_name, query) => {
    const page = await (await visitor()).newPage();
    await reachPortal(page);
    await page.goto(`${centre().idpUrl}/deep-link/launchpad${query}`);
    await page.getByText(/^Signed in with/).waitFor();
    expect(page.url()).toBe(centre().agentUrl);
  });
});

describe('a tile of the identity provider, when sign-ins are accepted', () => {
  it('leads to its application without a request of our own', async () => {
    await centre().apply(withIdpInitiated('accept'));
    const person = await visitor();
    const page = await person.newPage();
    await reachPortal(page);
    await page.getByRole('link', { name: 'Agent Desktop' }).click();
    await page.getByLabel('Extension', { exact: true }).waitFor();
    expect(ownRequests(person)).toEqual([]);
    expect((await centre().attempts())[0]?.checks).toContainEqual(
      expect.objectContaining({ received: 'any, unsolicited' }),
    );
  });

  it('cannot be used twice', async () => {
    await centre().apply(withIdpInitiated('accept'));
    const page = await (await visitor()).newPage();
    await reachPortal(page);
    const [answer] = await Promise.all([
      nextAnswer(page),
      page.getByRole('link', { name: 'Agent Desktop' }).click(),
      page.getByLabel('Extension', { exact: true }).waitFor(),
    ]);
    const other = await (await visitor()).newPage();
    await postAnswer(other, answer);
    await seeHeading(other, 'This sign-in was already used');
    const attempt = await centre().hub.storage.read.findAttemptByReference(await referenceOf(other));
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'sign-in.replayed' });
  });
});

describe('a tile of the identity provider, when sign-ins are refused', () => {
  it('shows a page with the reference of the reason', async () => {
    await centre().apply(withIdpInitiated('refuse'));
    const page = await (await visitor()).newPage();
    await reachPortal(page);
    await page.getByRole('link', { name: 'Agent Desktop' }).click();
    await seeHeading(page, 'Your sign-in was not accepted');
    const attempt = await centre().hub.storage.read.findAttemptByReference(await referenceOf(page));
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'sign-in.unsolicited_refused' });
    expect(attempt?.checks).toContainEqual(
      expect.objectContaining({ status: 'failed', expected: 'InResponseTo', received: 'none' }),
    );
  });

  it('leaves the way back in: try again sends our own request', async () => {
    await centre().apply(withIdpInitiated('refuse'));
    const page = await (await visitor()).newPage();
    await reachPortal(page);
    await page.getByRole('link', { name: 'Agent Desktop' }).click();
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText(/^Signed in with/).waitFor();
  });
});
