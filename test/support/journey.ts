/** Steps that people make again and again: what they see is waited for, so a step that fails names what was missing. */
import type { Page, Request } from 'playwright-core';
import type { DemoPerson } from '../../scripts/demo/demo-parts.ts';
import type { ContactCentre } from './contact-centre.ts';

/** Waits for the page with this main heading. */
export const seeHeading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Types the password at the sandbox identity provider, whose page has to be there. */
export const signInAtIdp = async (page: Page, person: DemoPerson): Promise<void> => {
  await page.getByLabel('User name').fill(person.login);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

/** Opens the desktop and signs in, up to the question for the extension. */
export const reachExtension = async (page: Page, centre: ContactCentre, person: DemoPerson): Promise<void> => {
  await page.goto(`${centre.desktopUrl}/`);
  await signInAtIdp(page, person);
  await page.getByLabel('Extension', { exact: true }).waitFor();
};

export const typeExtension = async (page: Page, extension: string): Promise<void> => {
  await page.getByLabel('Extension', { exact: true }).fill(extension);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
};

/** Signs in to the desktop, up to Not Ready. */
export const reachDesktop = async (
  page: Page,
  centre: ContactCentre,
  agent: { readonly person: DemoPerson; readonly extension: string },
): Promise<void> => {
  await reachExtension(page, centre, agent.person);
  await typeExtension(page, agent.extension);
  await page.getByRole('button', { name: /^Not Ready/ }).waitFor();
};

const STEP_MS = 3 * 60_000;

/**
 * Lets an hour pass in which the desktop is open and asks its server now and then, as it does all the time. Its tokens
 * are due within that hour. Returns what the desktop knows at the end.
 */
export const workAnHour = async (page: Page, centre: ContactCentre): Promise<unknown> => {
  let answer: unknown;
  for (let passedMs = 0; passedMs < 60 * 60_000; passedMs += STEP_MS) {
    centre.advance(STEP_MS);
    answer = await (await page.request.get(`${centre.desktopUrl}/api/desktop`)).json();
  }
  return answer;
};

/** Opens the launchpad and signs in. */
export const reachLaunchpad = async (page: Page, centre: ContactCentre, person: DemoPerson): Promise<void> => {
  await page.goto(centre.agentUrl);
  await signInAtIdp(page, person);
  await page.getByText(/^Signed in with/).waitFor();
};

/** The reference that an error page shows. */
export const referenceOf = async (page: Page): Promise<string> => {
  const shown = await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent();
  return shown ?? '';
};

/** The form in which an identity provider's page brings its answer. */
export interface CapturedAnswer {
  readonly url: string;
  readonly form: { readonly [name: string]: string };
}

const isAnswer = (request: Request): boolean => request.method() === 'POST' && /\/acs$/.test(request.url());

const toAnswer = (request: Request): CapturedAnswer => ({
  url: request.url(),
  form: Object.fromEntries(new URLSearchParams(request.postData() ?? '')),
});

/** The next answer that this page posts to the hub. */
export const nextAnswer = async (page: Page): Promise<CapturedAnswer> => toAnswer(await page.waitForRequest(isAnswer));

/** The next answer that this page posts; the hub never gets it. */
export const interceptAnswer = async (page: Page): Promise<CapturedAnswer> => {
  const { promise, resolve } = Promise.withResolvers<CapturedAnswer>();
  await page.route(/\/acs$/, async (route) => {
    resolve(toAnswer(route.request()));
    await route.fulfill({ status: 204 });
  });
  return promise;
};

/** Posts an answer from a page that is not the hub's, as an identity provider's page does. */
export const postAnswer = async (page: Page, answer: CapturedAnswer): Promise<void> => {
  await page.goto('about:blank');
  await Promise.all([
    page.waitForURL((url) => url.href.startsWith('http')),
    page.evaluate(`{
      const form = document.createElement('form');
      form.method = 'post';
      form.action = ${JSON.stringify(answer.url)};
      for (const [name, value] of Object.entries(${JSON.stringify(answer.form)})) {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        field.value = value;
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    }`),
  ]);
};
