/** Steps of administrators in the portal, and what a test prepares for them through the API. */
import type { Page } from 'playwright-core';
import type { ContactCentre } from './contact-centre.ts';
import { seeHeading } from './journey.ts';

export const DANA = {
  name: 'Dana Ito',
  login: 'dana@cordboard.example',
  password: 'nine purple lamps by the harbour',
} as const;

export const adminUrl = (centre: ContactCentre, path: string): string => `${centre.hubUrl}/admin${path}`;

/** The page of the set-up link: the first owner is made, and is signed in. */
export const becomeOwner = async (page: Page, centre: ContactCentre): Promise<void> => {
  await page.goto(centre.hub.setUpUrl ?? 'about:blank#the-hub-has-an-owner');
  await page.getByLabel('Your name').fill(DANA.name);
  await page.getByLabel('E-mail address').fill(DANA.login);
  await page.getByLabel('Password', { exact: true }).fill(DANA.password);
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await seeHeading(page, 'Companies');
};

/** At the sign-in page, with the password. */
export const signInAsDana = async (page: Page): Promise<void> => {
  await page.getByLabel('E-mail address').fill(DANA.login);
  await page.getByLabel('Password', { exact: true }).fill(DANA.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

/** Makes something with the session of the page. Throws an Error with what the hub answered. */
export const createByApi = async (page: Page, centre: ContactCentre, path: string, data: object): Promise<unknown> => {
  const answer = await page.request.post(adminUrl(centre, `/api/v1${path}`), {
    data,
    headers: { origin: centre.hubUrl, 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) {
    throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  }
  return answer.json();
};
