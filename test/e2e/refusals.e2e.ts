/** Sign-ins that must not succeed: the person reads plain words and a reference, the administrator finds the reason. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import { type OtherIdp, realmPage } from '../support/contact-centre.ts';
import { useE2eSetup } from '../support/e2e-setup.ts';
import { interceptAnswer, nextAnswer, postAnswer, referenceOf, seeHeading, signInAtIdp } from '../support/journey.ts';

const { centre, visitor } = useE2eSetup();

const carol = {
  login: 'carol',
  password: 'correct horse',
  firstName: 'Carol',
  lastName: 'Nyberg',
  email: 'carol@acme.example',
};

interface Refusal {
  readonly name: string;
  readonly answers?: SandboxServiceProviderSettings;
  readonly title: string;
  readonly failed: Partial<AttemptRecord['checks'][number]>;
}

const refusals: readonly Refusal[] = [
  {
    name: 'wrong-audience',
    answers: { faults: ['wrong-audience'] },
    title: 'Your sign-in was not accepted',
    failed: { code: 'assertion.audience', received: 'https://another-environment.example/saml' },
  },
  {
    name: 'stranger-key',
    answers: { faults: ['stranger-key'] },
    title: 'Your sign-in was not accepted',
    failed: { stage: 'verify-assertion', code: 'signature.invalid' },
  },
  {
    name: 'clock-behind',
    answers: { faults: ['clock-behind'] },
    title: 'This sign-in took too long',
    failed: { code: 'assertion.expired' },
  },
  {
    name: 'not-assigned',
    answers: { faults: ['not-assigned'] },
    title: 'Your company did not sign you in',
    failed: { code: 'response.status' },
  },
  {
    name: 'stranger',
    title: 'You have no account here yet',
    failed: { stage: 'provision-user', code: 'user.unknown', received: 'carol@acme.example' },
  },
];

beforeAll(async () => {
  const others: readonly OtherIdp[] = await Promise.all(
    refusals.map(({ name, answers }) =>
      centre().startOtherIdp({
        slug: name,
        name: `Identity provider ${name}`,
        users: [carol],
        emailDomains: ['acme.example'],
        ...(answers !== undefined && { answers }),
      }),
    ),
  );
  await centre().apply((serviceProvider) => ({
    ...serviceProvider,
    connections: [...serviceProvider.connections, ...others.map(({ connection }) => connection)],
  }));
});

const attemptOn = async (page: Page): Promise<AttemptRecord | null> =>
  centre().hub.storage.read.findAttemptByReference(await referenceOf(page));

/** Goes to the first identity provider, past the question which one. */
const reachLogin = (page: Page): Promise<unknown> => page.goto(realmPage(centre(), 'sign-in/default/sandbox'));

const handleOf = (location: string): string => location.slice(location.lastIndexOf('/') + 1);

/** Signs in up to the address at which the result waits to be claimed, and stays before it. */
const reachResult = async (page: Page): Promise<string> => {
  await reachLogin(page);
  const { promise, resolve } = Promise.withResolvers<string>();
  await page.route(/\/acs$/, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    resolve(answer.headers()['location'] ?? '');
    await route.fulfill({ status: 204 });
  });
  await signInAtIdp(page, centre().amina);
  const location = await promise;
  await page.unroute(/\/acs$/);
  return location;
};

describe.each(refusals)('an answer with the fault $name', ({ name, title, failed }) => {
  it(`shows “${title}” in plain words, and the reference finds the reason`, async () => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(realmPage(centre(), `sign-in/default/${name}`));
    await signInAtIdp(page, carol);
    await seeHeading(page, title);
    const words = (await page.getByRole('main').textContent()) ?? '';
    expect(words).not.toMatch(/SAML|assertion|audience|certificate|NameID|undefined/i);
    const attempt = await attemptOn(page);
    expect(attempt).toMatchObject({ outcome: 'refused', code: failed.code, userId: null });
    expect(attempt?.checks).toContainEqual(expect.objectContaining({ status: 'failed', ...failed }));
    const names = (await person.context.cookies(centre().agentUrl)).map((cookie) => cookie.name);
    expect(names).not.toContain('cordboard-session');
  });
});

describe('the page of a refusal', () => {
  it('has a text for the supervisor with place, reason and reference', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'sign-in/default/wrong-audience'));
    await signInAtIdp(page, carol);
    const reference = await referenceOf(page);
    const told = await page.getByRole('blockquote').textContent();
    expect(told).toContain(`Reference ${reference}`);
    expect(told).toContain('Acme Contact Center, Production');
  });

  it('tells the administrator what was expected', async () => {
    const page = await (await visitor()).newPage();
    await page.goto(realmPage(centre(), 'sign-in/default/wrong-audience'));
    await signInAtIdp(page, carol);
    const failed = (await attemptOn(page))?.checks.find((check) => check.code === 'assertion.audience');
    expect(failed?.expected).toContain(centre().setup.spMetadataUrl);
  });
});

describe('an answer that is posted twice', () => {
  it('signs in once', async () => {
    const page = await (await visitor()).newPage();
    await reachLogin(page);
    const [answer] = await Promise.all([nextAnswer(page), signInAtIdp(page, centre().amina)]);
    await page.getByText(/^Signed in with/).waitFor();
    const before = (await centre().attempts()).filter(({ outcome }) => outcome === 'succeeded').length;
    await postAnswer(page, answer);
    await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
    await seeHeading(page, 'This sign-in was already used');
    expect(await attemptOn(page)).toMatchObject({ outcome: 'refused', code: 'sign-in.replayed' });
    expect((await centre().attempts()).filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(before);
    await page.goto(centre().agentUrl);
    await page.getByText(/^Signed in with/).waitFor();
  });
});

describe('an answer that is posted in another browser', () => {
  it('signs nobody in there, and is used up', async () => {
    const victim = await visitor();
    const [page, stolen] = [await (await visitor()).newPage(), await victim.newPage()];
    await reachLogin(page);
    const [answer] = await Promise.all([interceptAnswer(page), signInAtIdp(page, centre().amina)]);
    await postAnswer(stolen, answer);
    await seeHeading(stolen, 'Your browser did not keep this sign-in');
    const attempt = await attemptOn(stolen);
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'sign-in.browser_mismatch' });
    await stolen.goto(centre().agentUrl);
    await stolen.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.unroute(/\/acs$/);
    await postAnswer(page, answer);
    await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
    expect((await attemptOn(page))?.outcome).toBe('refused');
  });

  it('signs nobody in there either when that browser has a sign-in of its own under way', async () => {
    const [page, other] = [await (await visitor()).newPage(), await (await visitor()).newPage()];
    await reachLogin(page);
    await reachLogin(other);
    const [answer] = await Promise.all([interceptAnswer(page), signInAtIdp(page, centre().amina)]);
    await postAnswer(other, answer);
    await seeHeading(other, 'Your browser did not keep this sign-in');
  });
});

describe('the address of a result', () => {
  it('signs in the browser that began, once', async () => {
    const page = await (await visitor()).newPage();
    const location = await reachResult(page);
    await page.goto(location);
    await page.getByText(/^Signed in with/).waitFor();
    await page.goto(location);
    await seeHeading(page, 'This sign-in took too long');
    expect(await attemptOn(page)).toMatchObject({ outcome: 'refused', code: 'sign-in.result_unknown' });
  });

  it('with a changed handle signs nobody in and leaves the right one', async () => {
    const page = await (await visitor()).newPage();
    const location = await reachResult(page);
    const handle = handleOf(location);
    const changed = `${handle.startsWith('A') ? 'B' : 'A'}${handle.slice(1)}`;
    await page.goto(location.replace(handle, changed));
    await seeHeading(page, 'This sign-in took too long');
    expect(await attemptOn(page)).toMatchObject({ code: 'sign-in.result_unknown' });
    await page.goto(location);
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('signs nobody in from another browser', async () => {
    const location = await reachResult(await (await visitor()).newPage());
    const other = await (await visitor()).newPage();
    await other.goto(location);
    await seeHeading(other, 'Your browser did not keep this sign-in');
  });
});

describe('a link that goes on with a sign-in', () => {
  it('is refused when it is not one of ours', async () => {
    const page = await (await visitor()).newPage();
    const answer = await page.goto(realmPage(centre(), 'sign-in/default/sandbox?continue=AAAA'));
    expect(answer?.status()).toBe(410);
    await seeHeading(page, 'This sign-in took too long');
  });
});

describe('a browser that keeps no cookies of the hub', () => {
  it('reads what to do', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await reachLogin(page);
    await person.context.clearCookies({ domain: '127.0.0.1' });
    await signInAtIdp(page, centre().amina);
    await seeHeading(page, 'Your browser did not keep this sign-in');
    await page.getByText(/cookies are blocked\. Allow cookies for this site/).waitFor();
    expect(await attemptOn(page)).toMatchObject({ code: 'sign-in.browser_mismatch' });
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Sandbox identity provider' }).click();
    await page.getByText(/^Signed in with/).waitFor();
  });

  it('reads it when an application asked, too', async () => {
    const person = await visitor();
    const page = await person.newPage();
    await page.goto(`${centre().dashboardUrl}/`);
    await page.getByRole('link', { name: 'Sandbox identity provider' }).click();
    await page.getByLabel('Password').waitFor();
    await person.context.clearCookies({ domain: '127.0.0.1' });
    await signInAtIdp(page, centre().amina);
    await seeHeading(page, 'Your browser did not keep this sign-in');
  });

  it('reads it at once when it did not even keep the request of the application', async () => {
    const person = await visitor();
    await (await person.newPage()).goto(`${centre().dashboardUrl}/`);
    const waiting = person.visitsTo(centre().hubUrl).find((url) => url.includes('/interaction/')) ?? '';
    const other = await (await visitor()).newPage();
    const answer = await other.goto(waiting);
    expect(answer?.status()).toBe(403);
    await seeHeading(other, 'Your browser did not keep this sign-in');
    await other.goto(`${waiting}x`);
    await seeHeading(other, 'This sign-in took too long');
  });
});
