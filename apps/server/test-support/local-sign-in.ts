/** Passwords for tests of the HTTP server, and the pages with password forms as a browser reads them. */
import { randomBytes } from 'node:crypto';
import { createPasswordHasher } from '../src/passwords/password-hasher.ts';
import type { HubFixture } from './hub-fixture.ts';
import type { Answer, InjectedBrowser } from './injected-browser.ts';

export const PASSWORD = 'copper lantern under seven bridges';

/** Hashing takes long: every test shares the one hash. */
let hashed: Promise<string> | undefined;

const hashOf = (password: string): Promise<string> => {
  const hasher = createPasswordHasher({ random: (size) => randomBytes(size) });
  if (password !== PASSWORD) {
    return hasher.hash(password);
  }
  hashed ??= hasher.hash(PASSWORD);
  return hashed;
};

/** Gives a user of the agents' realm a password. */
export const givePassword = async (hub: HubFixture, login = 'amina', password = PASSWORD): Promise<void> => {
  const passwordHash = await hashOf(password);
  await hub.hub.storage.write((writer) =>
    writer.putCredential({
      userId: `user-agents-${login}`,
      realmId: 'realm-agents',
      passwordHash,
      changedAt: 1,
      linkHash: null,
      linkExpiresAt: null,
    }),
  );
};

const readable = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export interface ShownForm {
  readonly heading: string;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  /** What went wrong, without the reference; null when nothing did. */
  readonly problem: string | null;
  readonly reference: string | null;
  readonly links: readonly string[];
}

export const readForm = ({ body }: Pick<Answer, 'body'>): ShownForm => {
  const first = (pattern: RegExp): string | null => {
    const found = pattern.exec(body)?.[1];
    return found === undefined ? null : readable(found);
  };
  const hidden = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return {
    heading: first(/<h1>([^<]*)<\/h1>/) ?? '',
    action: first(/<form [^>]*action="([^"]+)"/) ?? '',
    hidden: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, readable(value)])),
    problem: first(/role="alert"[^>]*><p>([^<]*)/),
    reference: first(/<code>([0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/),
    links: [...body.matchAll(/<a class="button[^"]*" href="([^"]+)"/g)].map(([, href = '']) => readable(href)),
  };
};

const ownPage = (hub: HubFixture): Readonly<Record<string, string>> => ({
  origin: hub.origin,
  'sec-fetch-site': 'same-origin',
});

/** Fills the form of a page in and sends it. */
export const submit = (
  hub: HubFixture,
  browser: InjectedBrowser,
  page: Pick<Answer, 'body'>,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const form = readForm(page);
  const all = { ...form.hidden, ...fields };
  return browser.post(`${hub.origin}${form.action}`, all, { headers: { ...ownPage(hub), ...headers } });
};

/** From `start` (the launchpad unless set) to what the filled-in form leads to. */
export const signInLocally = async (
  hub: HubFixture,
  browser: InjectedBrowser,
  options: { readonly start?: string; readonly login?: string; readonly password?: string } = {},
): Promise<Answer> => {
  const page = await browser.follow(options.start ?? `${hub.realmUrl}/`, hub.origin);
  return submit(hub, browser, page, { login: options.login ?? 'amina', password: options.password ?? PASSWORD });
};

/** Where the page after a sign-in leads. */
export const leadsTo = (answer: Pick<Answer, 'body'>): string => readForm(answer).links[0] ?? '';
