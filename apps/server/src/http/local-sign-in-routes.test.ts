import { createHash } from 'node:crypto';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
} from '../../test-support/hub-fixture.ts';
import type { Answer, InjectedBrowser } from '../../test-support/injected-browser.ts';
import { givePassword, leadsTo, PASSWORD, readForm, signInLocally, submit } from '../../test-support/local-sign-in.ts';
import { codeOf, exchange, refresh, startAuthorization, type Tokens } from '../../test-support/oidc-app.ts';
import { localSignInStages } from '../sign-in/local/local-flow.ts';
import type { RealmRecord } from '../storage/ports/directory-store.ts';
import type { LocalOpeningRecord } from '../storage/ports/local-sign-in-store.ts';

const open: HubFixture[] = [];
const MINUTE = 60_000;
const BEN = { login: 'ben', email: 'ben@acme.example' };

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture({ ssoMode: 'non-sso', users: [{}, BEN], ...options });
  open.push(made);
  await givePassword(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const changeRealm = async (hub: HubFixture, change: Partial<RealmRecord>): Promise<void> => {
  const { view } = await hub.realm();
  await hub.hub.storage.write((writer) => writer.putRealm({ ...view.realm, ...change }));
  await hub.hub.directoryChanged();
};

const hybrid = (hub: HubFixture, localSignIn: { users?: string[]; groups?: string[] }): Promise<void> =>
  changeRealm(hub, { ssoMode: 'hybrid', settings: realmSettings.parse({ localSignIn }) });

const putOpening = async (hub: HubFixture, change: Partial<LocalOpeningRecord> = {}): Promise<void> => {
  const now = hub.hub.clock();
  const by = { id: 'bea', name: 'bea' };
  await hub.hub.storage.write((writer) =>
    writer.putLocalOpening({
      id: 'opening-1',
      realmId: 'realm-agents',
      userIds: ['user-agents-amina'],
      reason: 'The identity provider is out of order.',
      startsAt: now,
      endsAt: now + 60 * MINUTE,
      requestedBy: { id: 'ada', name: 'ada' },
      requestedAt: now,
      approvedBy: by,
      approvedAt: now,
      closedBy: null,
      closedAt: null,
      ...change,
    }),
  );
  await hub.hub.directoryChanged();
};

const lastAttempt = async (hub: HubFixture) => {
  const [attempt] = await hub.attempts();
  if (attempt === undefined) {
    throw new Error('there is no attempt');
  }
  return attempt;
};

const isSignedIn = async (hub: HubFixture, browser: InjectedBrowser): Promise<boolean> =>
  (await browser.get(`${hub.realmUrl}/`)).body.includes('"kind":"launchpad"');

const idTokenOf = ({ id_token }: Tokens): Record<string, unknown> =>
  JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString('utf8'));

const signInToApp = async (
  hub: HubFixture,
  browser: InjectedBrowser,
  more: Readonly<Record<string, string>> = {},
): Promise<Tokens> => {
  const started = startAuthorization(hub, more);
  const welcomed = await signInLocally(hub, browser, { start: started.url });
  const code = codeOf(await browser.follow(leadsTo(welcomed), hub.origin), started);
  return exchange(hub, code, started);
};

describe('a sign-in by user name and password', () => {
  it('leads to the launchpad, which says how the person signed in', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const answer = await signInLocally(hub, browser);
    expect([answer.status, leadsTo(answer)]).toEqual([200, `${hub.realmUrl}/`]);
    expect(answer.body).toContain(`<meta http-equiv="refresh" content="0;url=${hub.realmUrl}/">`);
    const page = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
    expect(page).toMatchObject({
      signedInWith: 'user name and password',
      person: { login: 'amina' },
      changePasswordHref: '/e/acme/production/agents/password',
    });
  });

  it('leads back to the app with a code, and the token says that it was a password', async () => {
    const hub = await fixture();
    const tokens = await signInToApp(hub, hub.browser());
    const claims = idTokenOf(tokens);
    expect(claims).toMatchObject({ sub: 'user-agents-amina', amr: ['pwd'] });
    expect(claims).not.toHaveProperty('connection_name');
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(200);
  });

  it('leaves an attempt with its checks and stages', async () => {
    const hub = await fixture();
    await signInLocally(hub, hub.browser(), { start: `${hub.realmUrl}/apps/wiki` });
    const attempt = await lastAttempt(hub);
    expect(attempt).toMatchObject({
      outcome: 'succeeded',
      app: 'wiki',
      userId: 'user-agents-amina',
      connectionId: null,
      code: null,
    });
    expect(attempt.checks.map(({ stage, name, status }) => `${stage} ${name} ${status}`)).toEqual([
      'choose-connection connection recorded',
      'local-sign-in pace passed',
      'local-sign-in user passed',
      'local-sign-in permission passed',
      'local-sign-in password passed',
      'open-session session passed',
    ]);
    expect(Object.keys(attempt.stageMs)).toEqual([...localSignInStages]);
  });

  it('satisfies an app that asks for a fresh sign-in, and does not by a former session', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await signInLocally(hub, browser);
    const before = browser.cookie('cordboard-session')?.value;
    hub.advance(MINUTE);
    for (const fresh of [{ prompt: 'login' }, { max_age: '0' }]) {
      const tokens = await signInToApp(hub, browser, fresh);
      expect(Number(idTokenOf(tokens)['auth_time']) * 1000).toBeGreaterThan(hub.hub.clock() - MINUTE);
    }
    expect(browser.cookie('cordboard-session')?.value).not.toBe(before);
  });

  it('opens a session of its own, whose secret is nowhere in the database', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await signInLocally(hub, browser);
    const cookie = browser.cookie('cordboard-session');
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
    const idHash = createHash('sha256')
      .update(cookie?.value ?? '')
      .digest('base64url');
    const record = await hub.hub.storage.read.findSession(idHash, hub.hub.clock());
    expect(record).toMatchObject({ method: 'local', userId: 'user-agents-amina' });
  });

  it('ends the session of somebody else in the same browser', async () => {
    const hub = await fixture();
    await givePassword(hub, 'ben');
    const browser = hub.browser();
    const tokens = await signInToApp(hub, browser);
    const page = await browser.get(`${hub.realmUrl}/sign-in/local`);
    await submit(hub, browser, page, { login: 'ben', password: PASSWORD });
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad').person.login).toBe('ben');
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });

  it('takes a login with blanks around it', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await signInLocally(hub, browser, { login: '  amina ' });
    expect(await isSignedIn(hub, browser)).toBe(true);
  });
});

describe('a refused sign-in by user name and password', () => {
  const refused: readonly (readonly [code: string, what: Partial<{ login: string; password: string }>])[] = [
    ['local.unknown_user', { login: 'nobody' }],
    ['local.unknown_user', { login: 'Amina' }],
    ['local.unknown_user', { login: '' }],
    ['local.wrong_password', { password: `${PASSWORD} ` }],
    ['local.wrong_password', { password: '' }],
    ['local.no_password', { login: 'ben' }],
    ['user.disabled', { login: 'cleo' }],
  ];

  it.each(refused)('%s, by %j, tells the person nothing that the others do not', async (code, what) => {
    const hub = await fixture({ users: [{}, BEN, { login: 'cleo', email: null, enabled: false }] });
    await givePassword(hub, 'cleo');
    const browser = hub.browser();
    const answer = await signInLocally(hub, browser, what);
    const form = readForm(answer);
    expect([answer.status, form.heading]).toEqual([403, 'Sign in']);
    expect(form.problem).toBe(
      'That did not work. Check the user name and the password, capital letters too. If they are right, ask your supervisor whether you can sign in this way.',
    );
    const attempt = await lastAttempt(hub);
    expect(attempt).toMatchObject({ outcome: 'refused', code, reference: form.reference });
    expect(attempt.checks.at(-1)).toMatchObject({ stage: 'local-sign-in', status: 'failed', code });
    expect(browser.cookie('cordboard-session')).toBeUndefined();
    expect(await isSignedIn(hub, browser)).toBe(false);
  });

  it('can be tried again in the same form, with what was typed but not the password', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const answer = await signInLocally(hub, browser, {
      start: `${hub.realmUrl}/apps/wiki`,
      password: 'mistyped words',
    });
    expect(answer.body).toContain('value="amina"');
    expect(answer.body).not.toContain('mistyped words');
    const again = await submit(hub, browser, answer, { login: 'amina', password: PASSWORD });
    expect(leadsTo(again)).toBe(`${hub.realmUrl}/apps/wiki`);
  });

  it('keeps no password that was typed as a login', async () => {
    const hub = await fixture();
    await signInLocally(hub, hub.browser(), { login: PASSWORD });
    expect(JSON.stringify(await hub.attempts())).not.toContain(PASSWORD);
  });

  it('of somebody whom mode hybrid does not name', async () => {
    const hub = await fixture();
    await givePassword(hub, 'ben');
    await hybrid(hub, { users: ['amina'] });
    const browser = hub.browser();
    const answer = await signInLocally(hub, browser, { start: `${hub.realmUrl}/sign-in/local`, login: 'ben' });
    expect(readForm(answer).problem).toContain('That did not work.');
    expect(await lastAttempt(hub)).toMatchObject({ code: 'local.not_allowed', userId: 'user-agents-ben' });
  });

  it('shows markup as text', async () => {
    const hub = await fixture();
    const answer = await signInLocally(hub, hub.browser(), { login: '"><script>alert(1)</script>' });
    expect(answer.body).not.toContain('<script>');
    expect(answer.body).toContain('&quot;&gt;&lt;script&gt;');
  });
});

describe('the form', () => {
  it('is a page without script, for nobody to frame or keep', async () => {
    const hub = await fixture();
    const answer = await hub.browser().get(`${hub.realmUrl}/`);
    expect(answer.body).not.toContain('<script');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
    expect(answer.headers['content-security-policy']).toContain("form-action 'self'");
  });

  it('is refused from another site', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const page = await browser.get(`${hub.realmUrl}/`);
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await submit(hub, browser, page, { login: 'amina', password: PASSWORD }, headers);
      expect(answer.status).toBe(403);
    }
    expect(await hub.attempts()).toEqual([]);
    expect(await isSignedIn(hub, browser)).toBe(false);
  });

  it('belongs to the browser that it was shown in', async () => {
    const hub = await fixture();
    const page = await hub.browser().get(`${hub.realmUrl}/`);
    const [without, other] = [hub.browser(), hub.browser()];
    await other.get(`${hub.realmUrl}/`);
    for (const browser of [without, other]) {
      const answer = await submit(hub, browser, page, { login: 'amina', password: PASSWORD });
      expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'cookies' });
      expect(await lastAttempt(hub)).toMatchObject({ code: 'sign-in.browser_mismatch' });
      expect(browser.cookie('cordboard-session')).toBeUndefined();
    }
  });

  it('works in parallel tabs', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const first = await browser.get(`${hub.realmUrl}/apps/wiki`);
    await browser.get(`${hub.realmUrl}/`);
    expect(leadsTo(await submit(hub, browser, first, { login: 'amina', password: PASSWORD }))).toContain('/apps/wiki');
  });

  it('is over after an hour, and says so', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const page = await browser.get(`${hub.realmUrl}/`);
    hub.advance(60 * MINUTE);
    const answer = await submit(hub, browser, page, { login: 'amina', password: PASSWORD });
    expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'expired' });
    expect(await lastAttempt(hub)).toMatchObject({ code: 'sign-in.continuation' });
  });

  it.each([{ login: 'x'.repeat(256) }, { password: 'x'.repeat(1025) }, { surprise: '1' }])(
    'with %j is no form of ours',
    async (field) => {
      const hub = await fixture();
      const browser = hub.browser();
      const page = await browser.get(`${hub.realmUrl}/`);
      const answer = await submit(hub, browser, page, { login: 'amina', password: PASSWORD, ...field });
      expect(answer.status).toBe(400);
      expect(await isSignedIn(hub, browser)).toBe(false);
    },
  );
});

describe('the modes of a realm', () => {
  it('hybrid: everybody is asked, and the named person signs in with a password', async () => {
    const hub = await fixture();
    await hybrid(hub, { users: ['amina'] });
    const browser = hub.browser();
    const asked = pageOfKind(await browser.get(`${hub.realmUrl}/apps/wiki`), 'sign-in');
    expect(asked.choices.map(({ name }) => name)).toEqual(['OKTA', 'User name and password']);
    const page = await browser.get(`${hub.origin}${asked.choices[1]?.href ?? ''}`);
    const answer = await submit(hub, browser, page, { login: 'amina', password: PASSWORD });
    expect(leadsTo(answer)).toBe(`${hub.realmUrl}/apps/wiki`);
    expect(readForm(page).links[0]).toMatch(/\/sign-in\?choose=1&continue=/);
  });

  it('hybrid: the identity provider signs in everybody, the named person too', async () => {
    const hub = await fixture();
    await hybrid(hub, { users: ['amina'] });
    const browser = hub.browser();
    const { completed } = await hub.signIn(browser, `${hub.realmUrl}/sign-in/default/okta`);
    expect(completed.location).toBe(`${hub.realmUrl}/`);
    expect(pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad')).toMatchObject({
      signedInWith: 'OKTA',
      changePasswordHref: null,
    });
  });

  it('hybrid: a member of a named group signs in', async () => {
    const hub = await fixture({ users: [{ groups: ['Night shift'] }, BEN] });
    await givePassword(hub);
    await hybrid(hub, { groups: ['Night shift'] });
    const browser = hub.browser();
    await signInLocally(hub, browser, { start: `${hub.realmUrl}/sign-in/local` });
    expect(await isSignedIn(hub, browser)).toBe(true);
  });

  it('a browser remembers that it was a password, and the way to the others stays open', async () => {
    const hub = await fixture();
    await hybrid(hub, { users: ['amina'] });
    const browser = hub.browser();
    await signInLocally(hub, browser, { start: `${hub.realmUrl}/sign-in/local` });
    hub.advance(24 * 60 * MINUTE);
    const page = await browser.get(`${hub.realmUrl}/`);
    expect(readForm(page).heading).toBe('Sign in');
    const asked = pageOfKind(await browser.get(`${hub.origin}${readForm(page).links[0]}`), 'sign-in');
    expect(asked.choices.map(({ remembered }) => remembered)).toEqual([false, true]);
  });

  const ask = async (hub: HubFixture, browser: InjectedBrowser): Promise<readonly Answer[]> => {
    const page = await browser.get(`${hub.realmUrl}/`);
    await changeRealm(hub, { ssoMode: 'sso' });
    return [
      await browser.get(`${hub.realmUrl}/sign-in/local`),
      await submit(hub, browser, page, { login: 'amina', password: PASSWORD }),
    ];
  };

  it('sso: refused, the form as well as what was typed into one of before', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    for (const answer of await ask(hub, browser)) {
      expect([answer.status, readForm(answer).heading]).toEqual([403, 'A user name and a password are not used here']);
      const attempt = await hub.hub.storage.read.findAttemptByReference(readForm(answer).reference ?? '');
      expect(attempt).toMatchObject({ code: 'local.not_allowed', outcome: 'refused' });
      expect(attempt?.checks.at(-1)).toMatchObject({ stage: 'choose-connection', received: 'mode sso' });
    }
    expect(browser.cookie('cordboard-session')).toBeUndefined();
  });

  it('sso: the only connection is taken without a question, as ever', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    expect((await hub.browser().get(`${hub.realmUrl}/`)).location).toMatch(/^https:\/\/idp\.example\//);
  });

  it('a realm of another kind has it too, the one of administrators never', async () => {
    const hub = await fixture();
    await changeRealm(hub, { kind: 'admins' });
    const answer = await hub.browser().get(`${hub.realmUrl}/`);
    expect(pageOfKind(answer, 'error').problem).toBe('not-enabled');
  });
});

describe('an opening during an outage', () => {
  it('asks everybody, lets the named person in, and nobody else', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    await givePassword(hub, 'ben');
    await putOpening(hub);
    const browser = hub.browser();
    const asked = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'sign-in');
    expect(asked.choices.map(({ name }) => name)).toEqual(['OKTA', 'User name and password']);
    const start = `${hub.origin}${asked.choices[1]?.href ?? ''}`;
    const other = await signInLocally(hub, hub.browser(), { start, login: 'ben' });
    expect(readForm(other).problem).toContain('That did not work.');
    await signInLocally(hub, browser, { start });
    expect(await isSignedIn(hub, browser)).toBe(true);
    expect((await lastAttempt(hub)).checks).toContainEqual(
      expect.objectContaining({ name: 'permission', received: 'opening opening-1' }),
    );
  });

  it('ends by itself, and the sessions with it', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    await putOpening(hub);
    const browser = hub.browser();
    const start = `${hub.realmUrl}/sign-in/local`;
    await signInLocally(hub, browser, { start });
    const ends = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad').sessionEndsAt;
    expect(ends - hub.hub.clock()).toBeLessThanOrEqual(60 * MINUTE);
    hub.advance(59 * MINUTE);
    expect(await isSignedIn(hub, browser)).toBe(true);
    hub.advance(MINUTE);
    expect(await isSignedIn(hub, browser)).toBe(false);
    expect((await browser.get(start)).status).toBe(403);
  });

  it('takes its sessions along when it is closed, their tokens too', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    await putOpening(hub);
    const browser = hub.browser();
    await signInLocally(hub, browser, { start: `${hub.realmUrl}/sign-in/local` });
    const started = startAuthorization(hub);
    const tokens = await exchange(hub, codeOf(await browser.follow(started.url, hub.origin), started), started);
    await putOpening(hub, { closedAt: hub.hub.clock(), closedBy: { id: 'cleo', name: 'cleo' } });
    expect(await isSignedIn(hub, browser)).toBe(false);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });

  it.each([
    ['is not approved', { approvedAt: null, approvedBy: null }],
    ['has not begun', { startsAt: Date.now() + 60 * MINUTE, endsAt: Date.now() + 120 * MINUTE }],
  ])('that %s opens nothing', async (_name, change) => {
    const hub = await fixture({ ssoMode: 'sso' });
    await putOpening(hub, change);
    expect((await hub.browser().get(`${hub.realmUrl}/`)).location).toMatch(/^https:\/\/idp\.example\//);
    expect((await hub.browser().get(`${hub.realmUrl}/sign-in/local`)).status).toBe(403);
  });
});

describe('a session by user name and password', () => {
  const ends: readonly (readonly [what: string, end: (hub: HubFixture) => Promise<unknown>])[] = [
    ['the mode becomes sso', (hub) => changeRealm(hub, { ssoMode: 'sso' })],
    ['mode hybrid names somebody else', (hub) => hybrid(hub, { users: ['ben'] })],
    [
      'the user is disabled',
      (hub) =>
        hub.hub.storage.write(async (writer) => {
          const user = await writer.findUser('realm-agents', 'user-agents-amina');
          if (user !== null) {
            await writer.putUser({ ...user, enabled: false });
          }
        }),
    ],
    [
      'the user is deleted',
      (hub) => hub.hub.storage.write((writer) => writer.deleteUser('realm-agents', 'user-agents-amina')),
    ],
  ];

  it.each(ends)('ends when %s, and its tokens end with it', async (_name, end) => {
    const hub = await fixture();
    const browser = hub.browser();
    const tokens = await signInToApp(hub, browser);
    expect(await isSignedIn(hub, browser)).toBe(true);
    await end(hub);
    expect(await isSignedIn(hub, browser)).toBe(false);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
  });

  it('goes on when mode hybrid names its person', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    const tokens = await signInToApp(hub, browser);
    await hybrid(hub, { users: ['amina'] });
    expect(await isSignedIn(hub, browser)).toBe(true);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(200);
  });
});

describe('tries in a row', () => {
  const fail = async (hub: HubFixture, browser: InjectedBrowser, times: number, login = 'amina'): Promise<Answer> => {
    let answer = await signInLocally(hub, browser, { login, password: 'mistyped words' });
    for (let count = 1; count < times; count += 1) {
      answer = await signInLocally(hub, browser, { login, password: 'mistyped words' });
    }
    return answer;
  };

  it.each(['amina', 'nobody'])('of %s are slowed down after five, for longer and longer', async (login) => {
    const hub = await fixture();
    const browser = hub.browser();
    expect((await fail(hub, browser, 5, login)).status).toBe(403);
    const held = await fail(hub, browser, 1, login);
    expect([held.status, readForm(held).problem]).toEqual([
      429,
      'There were several tries in a short time. Wait 2 seconds, then try again.',
    ]);
    expect(held.headers['retry-after']).toBe('2');
    expect(await lastAttempt(hub)).toMatchObject({ code: 'local.throttled', reference: readForm(held).reference });
    hub.advance(2000);
    expect((await fail(hub, browser, 1, login)).status).toBe(403);
    expect(readForm(await fail(hub, browser, 1, login)).problem).toContain('Wait 4 seconds');
  });

  it('hold the right password back as well, and let it in after the pause', async () => {
    const hub = await fixture();
    await fail(hub, hub.browser(), 5);
    const browser = hub.browser();
    expect((await signInLocally(hub, browser)).status).toBe(429);
    hub.advance(2000);
    await signInLocally(hub, browser);
    expect(await isSignedIn(hub, browser)).toBe(true);
  });

  it('are forgotten by a success', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await fail(hub, browser, 4);
    await signInLocally(hub, browser);
    const other = hub.browser();
    expect((await fail(hub, other, 5)).status).toBe(403);
  });

  it('by strangers do not keep anybody out of a browser in which they signed in before', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await signInLocally(hub, browser);
    hub.advance(24 * 60 * MINUTE);
    await fail(hub, hub.browser(), 6);
    await signInLocally(hub, browser);
    expect(await isSignedIn(hub, browser)).toBe(true);
    expect((await lastAttempt(hub)).checks).toContainEqual(
      expect.objectContaining({ name: 'pace', received: 'by account, in a known browser' }),
    );
  });

  it('are counted in a known browser too', async () => {
    const hub = await fixture();
    const browser = hub.browser();
    await signInLocally(hub, browser);
    hub.advance(24 * 60 * MINUTE);
    expect((await fail(hub, browser, 6)).status).toBe(429);
  });
});
