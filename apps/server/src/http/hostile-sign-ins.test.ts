/**
 * The attacks that the SAML kernel cannot see: a genuine answer in the wrong browser, cookies that somebody planted, and identity
 * providers that name people of others. Each beside a twin that is the same without the attack, and signs in.
 */
import { NAME_ID_PERSISTENT } from '@cordboard/saml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';
import type { Answer, InjectedBrowser, SetCookie } from '../../test-support/injected-browser.ts';

let hub: HubFixture;

beforeAll(async () => {
  hub = await createHubFixture({
    users: [
      {},
      { login: 'otto', email: 'otto@acme.example' },
      { login: 'boss', email: 'ceo@other.example' },
      { login: 'gone', email: 'gone@acme.example', enabled: false },
    ],
  });
});

afterAll(async () => {
  await hub.close();
});

const SESSION = '__Secure-cordboard-session';

/** A sign-in that this browser began, up to the page of the identity provider; the ID of its request. */
const begin = async (browser: InjectedBrowser): Promise<string> => {
  const departure = await browser.get(`${hub.realmUrl}/`);
  return sentRequest(departure.location).id;
};

/** The answer to a request, posted by this browser; the address that it is sent on to. */
const deliver = async (browser: InjectedBrowser, requestId: string): Promise<string> => {
  const SAMLResponse = await hub.issue(requestId);
  return (await browser.crossSitePost(hub.acsUrl, { SAMLResponse })).location ?? '';
};

const sessionIn = ({ cookies }: Pick<Answer, 'cookies'>): SetCookie | undefined =>
  cookies.find(({ name, expired }) => name === SESSION && !expired);

/** `signed in`, or the code of the attempt that the page refers to. */
const outcomeOf = async (answer: Answer): Promise<string> => {
  if (sessionIn(answer) !== undefined) {
    return 'signed in';
  }
  const { reference } = pageOfKind(answer, 'error');
  const attempt = await hub.hub.storage.read.findAttemptByReference(reference ?? '');
  return attempt?.code ?? 'no attempt';
};

const plant = (browser: InjectedBrowser, name: string, value: string, path: string): void =>
  browser.setCookie({
    name,
    value,
    path,
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    maxAge: undefined,
    expired: false,
  });

interface BrowserCase {
  readonly name: string;
  readonly code: string;
  /** The last answer of the attack. */
  readonly attack: (attacker: InjectedBrowser, victim: InjectedBrowser) => Promise<Answer>;
}

/** The attacker wants the victim to work in the attacker's account. */
const LOGIN_CSRF: readonly BrowserCase[] = [
  {
    name: 'the answer to a request of the attacker, posted by a victim without any cookie',
    code: 'sign-in.browser_mismatch',
    attack: async (attacker, victim) => victim.get(await deliver(victim, await begin(attacker))),
  },
  {
    name: 'the same, while the victim has a sign-in of its own under way',
    code: 'sign-in.browser_mismatch',
    attack: async (attacker, victim) => {
      await begin(victim);
      return victim.get(await deliver(victim, await begin(attacker)));
    },
  },
  {
    name: 'the same, with the cookie of the victim under the name of that of the attacker',
    code: 'sign-in.browser_mismatch',
    attack: async (attacker, victim) => {
      const request = await begin(attacker);
      await begin(victim);
      const [theirs, own] = [attacker.cookie('request'), victim.cookie('request')];
      plant(victim, theirs?.name ?? '', own?.value ?? '', theirs?.path ?? '/');
      return victim.get(await deliver(victim, request));
    },
  },
  {
    name: 'the link to the result of the attacker, opened by the victim',
    code: 'sign-in.browser_mismatch',
    attack: async (attacker, victim) => victim.get(await deliver(attacker, await begin(attacker))),
  },
  {
    name: 'a link to a result that was claimed already',
    code: 'sign-in.result_unknown',
    attack: async (attacker) => {
      const link = await deliver(attacker, await begin(attacker));
      expect(await outcomeOf(await attacker.get(link))).toBe('signed in');
      return attacker.get(link);
    },
  },
  {
    name: 'an answer that was used already, in the browser that it was for',
    code: 'sign-in.replayed',
    attack: async (attacker) => {
      const request = await begin(attacker);
      const SAMLResponse = await hub.issue(request);
      const first = await attacker.crossSitePost(hub.acsUrl, { SAMLResponse });
      expect(await outcomeOf(await attacker.get(first.location ?? ''))).toBe('signed in');
      return attacker.crossSitePost(hub.acsUrl, { SAMLResponse });
    },
  },
  {
    name: 'another answer to a request that was answered already',
    code: 'sign-in.replayed',
    attack: async (attacker) => {
      const request = await begin(attacker);
      await deliver(attacker, request);
      return attacker.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(request) });
    },
  },
];

describe('a sign-in as somebody else, forced on a browser', () => {
  it('has a twin that signs in: the same browser begins, delivers and claims', async () => {
    const browser = hub.browser();
    expect(await outcomeOf(await browser.get(await deliver(browser, await begin(browser))))).toBe('signed in');
  });

  it.each(LOGIN_CSRF)('is refused: $name', async ({ attack, code }) => {
    const [attacker, victim] = [hub.browser(), hub.browser()];
    const answer = await attack(attacker, victim);
    expect(await outcomeOf(answer)).toBe(code);
    expect(answer.cookies).toEqual([]);
    expect(victim.cookie(SESSION)).toBeUndefined();
    // Whatever was tried, the victim can still sign in itself.
    expect(await outcomeOf(await victim.get(await deliver(victim, await begin(victim))))).toBe('signed in');
  });

  it('is refused without a request of ours too: such an answer only makes the victim sign in itself', async () => {
    const victim = hub.browser();
    const answer = await victim.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(undefined) });
    expect(answer.cookies).toEqual([]);
    const restarted = await victim.get(answer.location ?? '');
    expect(restarted.location).toMatch(/^https:\/\/idp\.example\/okta\/sso\?SAMLRequest=/);
    expect(victim.cookie(SESSION)).toBeUndefined();
  });
});

describe('a cookie that is not what it was', () => {
  const launchpad = (browser: InjectedBrowser, cookieHeader?: string): Promise<Answer> =>
    browser.get(`${hub.realmUrl}/`, cookieHeader === undefined ? {} : { cookieHeader });

  const signedIn = async (): Promise<{ readonly browser: InjectedBrowser; readonly value: string }> => {
    const browser = hub.browser();
    const { completed } = await hub.signIn(browser);
    return { browser, value: sessionIn(completed)?.value ?? '' };
  };

  it('has a twin that is: the launchpad', async () => {
    const { browser, value } = await signedIn();
    expect(pageOfKind(await launchpad(browser), 'launchpad')).toMatchObject({ person: { login: 'amina' } });
    const alone = await launchpad(hub.browser(), `${SESSION}=${value}`);
    expect(pageOfKind(alone, 'launchpad')).toMatchObject({ person: { login: 'amina' } });
  });

  it.each([
    ['one character of it is another', (value: string) => `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`],
    ['it is cut off', (value: string) => value.slice(0, -1)],
    ['something follows it', (value: string) => `${value}A`],
    ['it is in capitals', (value: string) => value.toUpperCase()],
    ['it is empty', () => ''],
  ])('opens nothing: %s', async (_, change) => {
    const { value } = await signedIn();
    const changed = change(value);
    expect(changed).not.toBe(value);
    const answer = await launchpad(hub.browser(), `${SESSION}=${changed}`);
    expect(answer.location).toMatch(/^https:\/\/idp\.example\//);
  });

  it('is not what is stored: the hash of a session opens nothing', async () => {
    const { value } = await signedIn();
    const sessions = await hub.hub.storage.read.listUserSessions('realm-agents', 'user-agents-amina', hub.hub.clock());
    expect(sessions.length).toBeGreaterThan(0);
    for (const { idHash } of sessions) {
      expect(idHash).not.toContain(value);
      expect((await launchpad(hub.browser(), `${SESSION}=${idHash}`)).location).toMatch(/^https:\/\/idp\.example\//);
    }
  });

  it('opens nothing in another realm', async () => {
    const { value } = await signedIn();
    const other = `${hub.realmUrl.replace('/agents', '/customers')}/`;
    const answer = await hub.browser().get(other, { cookieHeader: `${SESSION}=${value}` });
    expect(sessionIn(answer)).toBeUndefined();
    expect(answer.location).toMatch(/^https:\/\/idp\.example\//);
  });

  it('is never adopted: a session or request that somebody planted is replaced at the sign-in', async () => {
    const { value: known } = await signedIn();
    const victim = hub.browser();
    plant(victim, SESSION, known, '/e/acme/production/agents');
    const { completed } = await hub.signIn(victim, `${hub.realmUrl}/sign-in`);
    const own = sessionIn(completed)?.value;
    expect(own).toMatch(/^[\w-]{43}$/);
    expect(own).not.toBe(known);
  });

  it('does not go along with a POST of another site, and would change nothing there', async () => {
    const { browser, value } = await signedIn();
    const request = await begin(hub.browser());
    const SAMLResponse = await hub.issue(request);
    // As a browser that knows no SameSite would send it.
    const posted = await browser.crossSitePost(hub.acsUrl, { SAMLResponse }, { cookieHeader: `${SESSION}=${value}` });
    expect(posted.cookies).toEqual([]);
    expect(await outcomeOf(await browser.get(posted.location ?? ''))).toBe('sign-in.browser_mismatch');
    expect(browser.cookie(SESSION)?.value).toBe(value);
  });
});

describe('an identity provider that was disabled', () => {
  const enable = async (enabled: boolean): Promise<void> => {
    const [connection] = (await hub.realm()).view.connections;
    if (connection === undefined) {
      throw new Error('there is no connection');
    }
    await hub.hub.storage.write((writer) => writer.putConnection({ ...connection, enabled }));
    hub.hub.realms.invalidate();
  };

  it('signs nobody in: not with an answer, not with a result, and not unasked', async () => {
    const [first, second] = [hub.browser(), hub.browser()];
    const request = await begin(first);
    const link = await deliver(second, await begin(second));
    await enable(false);
    const answer = await first.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(request) });
    expect(await outcomeOf(answer)).toBe('sign-in.connection_unknown');
    expect(await outcomeOf(await second.get(link))).toBe('sign-in.connection_unknown');
    const unasked = await first.crossSitePost(hub.acsUrl, { SAMLResponse: await hub.issue(undefined) });
    expect(await outcomeOf(unasked)).toBe('sign-in.issuer_unknown');
    await enable(true);
    expect(await outcomeOf(await first.get(await deliver(first, await begin(first))))).toBe('signed in');
  });

  it('keeps nobody signed in', async () => {
    const browser = hub.browser();
    await hub.signIn(browser);
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad')).toMatchObject({
      person: { login: 'amina' },
    });
    await enable(false);
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'error')).toBeDefined();
    await enable(true);
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad')).toMatchObject({
      person: { login: 'amina' },
    });
  });
});

describe('an identity provider that names somebody of others', () => {
  const claiming = async (email: string, nameId = `n-${email}`, format: string | undefined = NAME_ID_PERSISTENT) => {
    const { completed } = await hub.signIn(hub.browser(), `${hub.realmUrl}/`, {
      nameId: { value: nameId, format },
      attributes: [{ name: 'email', values: [{ text: email }] }],
    });
    return outcomeOf(completed);
  };

  it('has a twin that names its own', async () => {
    expect(await claiming('otto@acme.example')).toBe('signed in');
    expect(await claiming('OTTO@acme.example')).toBe('user.linked_otherwise');
    expect(await claiming('otto@acme.example')).toBe('signed in');
  });

  it.each([
    ['a user with an address of another domain', 'ceo@other.example', 'user.email_domain'],
    ['an address of a domain below', 'otto@sub.acme.example', 'user.email_domain'],
    ['an address of a domain that begins with ours', 'otto@acme.example.evil.example', 'user.email_domain'],
    ['an address of a domain that ends with ours', 'otto@notacme.example', 'user.email_domain'],
    ['an address with two at signs', 'ceo@other.example@acme.example', 'claims.email_invalid'],
    ['an address with a look-alike letter', '\u043etto@acme.example', 'user.unknown'],
    ['somebody whom nobody declared', 'nobody@acme.example', 'user.unknown'],
    ['somebody who is disabled', 'gone@acme.example', 'user.disabled'],
  ])('is refused: %s', async (_, email, code) => {
    expect(await claiming(email)).toBe(code);
  });

  it('is refused when the address has been given to somebody else, or to nobody in particular', async () => {
    expect(await claiming('otto@acme.example')).toBe('signed in');
    expect(await claiming('otto@acme.example', 'n-another-person')).toBe('user.linked_otherwise');
    const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
    expect(await claiming('otto@acme.example', 't-4711', transient)).toBe('user.linked_otherwise');
  });

  it('leaves nothing behind: nobody is created, and nobody else is linked', async () => {
    const users = await hub.hub.storage.read.listUsers('realm-agents', { after: null, limit: 10 });
    expect(users.map(({ login }) => login).toSorted()).toEqual(['amina', 'boss', 'gone', 'otto']);
    expect(await hub.hub.storage.read.listLinks('realm-agents', 'user-agents-boss')).toEqual([]);
    const links = await hub.hub.storage.read.listLinks('realm-agents', 'user-agents-otto');
    expect(links.map(({ value }) => value)).toEqual(['n-otto@acme.example']);
  });
});
