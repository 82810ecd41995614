/** Steps of agents who sign in with a user name and a password. */
import type { Page } from 'playwright-core';

export const PASSWORD = 'copper lantern under seven bridges';

/** On the page of a link, and on that of a change. */
export const choosePassword = async (page: Page, password: string = PASSWORD): Promise<void> => {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: 'Save the password' }).click();
};

export const signInLocally = async (page: Page, login: string, password: string = PASSWORD): Promise<void> => {
  await page.getByLabel('User name').fill(login);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

export const seeLaunchpad = (page: Page): Promise<void> =>
  page.getByText(/^Signed in with user name and password/).waitFor();
