import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
} from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import { givePassword, leadsTo, PASSWORD, readForm, signInLocally, submit } from '../../test-support/local-sign-in.ts';
import { codeOf, exchange, refresh, startAuthorization } from '../../test-support/oidc-app.ts';

const open: HubFixture[] = [];
const TOKEN = 'a-token-of-forty-three-characters-or-so-000';
const DAY = 24 * 60 * 60_000;
const NEW = 'seven quiet otters paint maps';
const twice = { password: NEW, repeated: NEW };

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture({ ssoMode: 'non-sso', ...options });
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const putLink = (hub: HubFixture): Promise<void> =>
  hub.hub.storage.write((writer) =>
    writer.putCredential({
      userId: 'user-agents-amina',
      realmId: 'realm-agents',
      passwordHash: null,
      changedAt: 1,
      linkHash: createHash('sha256').update(TOKEN).digest('base64url'),
      linkExpiresAt: hub.hub.clock() + 7 * DAY,
    }),
  );

const linkUrl = (hub: HubFixture): string => `${hub.realmUrl}/password/set/${TOKEN}`;

const isSignedIn = async (hub: HubFixture, browser: InjectedBrowser): Promise<boolean> =>
  (await browser.get(`${hub.realmUrl}/`)).body.includes('"kind":"launchpad"');

const setByLink = async (hub: HubFixture, browser: InjectedBrowser, fields: Readonly<Record<string, string>> = twice) =>
  submit(hub, browser, await browser.get(linkUrl(hub)), fields);

describe('a link that sets a password', () => {
  it('shows whose it is, sets the password once, and signs in', async () => {
    const hub = await fixture();
    await putLink(hub);
    const browser = hub.browser();
    const page = await browser.get(linkUrl(hub));
    expect(readForm(page).heading).toBe('Choose a password');
    expect(page.body).toContain('value="amina" autocapitalize="none" spellcheck="false" maxlength="255" readonly');
    const answer = await submit(hub, browser, page, twice);
    expect(leadsTo(answer)).toBe(`${hub.realmUrl}/`);
    expect(await isSignedIn(hub, browser)).toBe(true);
    const other = hub.browser();
    await signInLocally(hub, other, { password: NEW });
    expect(await isSignedIn(hub, other)).toBe(true);
    expect((await other.get(linkUrl(hub))).status).toBe(410);
  });

  it('is looked at as often as anybody likes before it is used', async () => {
    const hub = await fixture();
    await putLink(hub);
    for (let count = 0; count < 3; count += 1) {
      expect((await hub.browser().get(linkUrl(hub))).status).toBe(200);
      expect((await hub.browser().send('HEAD', linkUrl(hub))).status).toBe(200);
    }
    await setByLink(hub, hub.browser());
    expect((await hub.hub.storage.read.findCredential('realm-agents', 'user-agents-amina'))?.linkHash).toBeNull();
  });

  it('leaves an attempt and a line in the audit log, with the login and without the password', async () => {
    const hub = await fixture();
    await putLink(hub);
    await setByLink(hub, hub.browser());
    const [attempt] = await hub.attempts();
    expect(attempt).toMatchObject({ outcome: 'succeeded', userId: 'user-agents-amina' });
    expect(attempt?.checks).toContainEqual(expect.objectContaining({ received: 'set by a link, amina' }));
    const events = await hub.hub.storage.read.listAuditEvents({ chain: 'company-acme', limit: 5 });
    expect(events).toMatchObject([
      {
        actor: { kind: 'person', id: 'user-agents-amina', name: 'amina' },
        action: 'local-password.set',
        target: { kind: 'user', path: 'acme/production/agents/amina' },
        fields: [{ name: 'password', from: null, to: 'set' }],
      },
    ]);
    const { read } = hub.hub.storage;
    const stored = JSON.stringify([await read.findCredential('realm-agents', 'user-agents-amina'), events, attempt]);
    expect(stored).not.toContain(NEW);
    expect(stored).toContain('$argon2id$v=19$');
  });

  it.each([
    ['mistyped', { password: NEW, repeated: `${NEW}s` }, 'The two new passwords differ. Type the same one twice.'],
    ['too short', { password: 'short', repeated: 'short' }, 'The new password needs between 12 and 256 characters.'],
    ['the own name', { password: 'amina amina1', repeated: 'amina amina1' }, 'That password would be easy to guess.'],
  ])('asks again for a password that is %s', async (_name, fields, words) => {
    const hub = await fixture();
    await putLink(hub);
    const browser = hub.browser();
    const answer = await setByLink(hub, browser, fields);
    expect([answer.status, readForm(answer).heading]).toEqual([422, 'Choose a password']);
    expect(readForm(answer).problem).toContain(words);
    expect(answer.body).not.toContain(fields.password);
    const again = await submit(hub, browser, answer, twice);
    expect(leadsTo(again)).toBe(`${hub.realmUrl}/`);
  });

  it.each([
    ['is over after seven days', (hub: HubFixture) => Promise.resolve(hub.advance(7 * DAY))],
    [
      'is over for a user who is disabled',
      (hub: HubFixture) =>
        hub.hub.storage.write(async (writer) => {
          const user = await writer.findUser('realm-agents', 'user-agents-amina');
          if (user !== null) {
            await writer.putUser({ ...user, enabled: false });
          }
        }),
    ],
    [
      'is over when a newer one replaced it',
      (hub: HubFixture) =>
        hub.hub.storage.write((writer) =>
          writer.putCredential({
            userId: 'user-agents-amina',
            realmId: 'realm-agents',
            passwordHash: null,
            changedAt: 2,
            linkHash: 'newer',
            linkExpiresAt: hub.hub.clock() + DAY,
          }),
        ),
    ],
  ])('%s', async (_name, end) => {
    const hub = await fixture();
    await putLink(hub);
    const page = await hub.browser().get(linkUrl(hub));
    await end(hub);
    const browser = hub.browser();
    for (const answer of [await browser.get(linkUrl(hub)), await submit(hub, browser, page, twice)]) {
      expect([answer.status, readForm(answer).heading]).toEqual([410, 'This link works no longer']);
    }
    expect(await isSignedIn(hub, browser)).toBe(false);
  });

  it('belongs to its realm', async () => {
    const hub = await fixture();
    await putLink(hub);
    expect((await hub.browser().get(linkUrl(hub).replace('/agents/', '/customers/'))).status).toBe(410);
  });

  it('is refused from another site', async () => {
    const hub = await fixture();
    await putLink(hub);
    const browser = hub.browser();
    const page = await browser.get(linkUrl(hub));
    const answer = await submit(hub, browser, page, twice, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect((await browser.get(linkUrl(hub))).status).toBe(200);
  });

  it('saves the password in mode sso and signs nobody in', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    await putLink(hub);
    const browser = hub.browser();
    const answer = await setByLink(hub, browser);
    expect([answer.status, readForm(answer).heading]).toEqual([200, 'Your password is saved']);
    expect(browser.cookie('cordboard-session')).toBeUndefined();
    expect(await hub.attempts()).toEqual([]);
  });
});

describe('a change of the own password', () => {
  const change = { present: PASSWORD, ...twice };

  const signedIn = async (hub: HubFixture): Promise<InjectedBrowser> => {
    const browser = hub.browser();
    await signInLocally(hub, browser);
    return browser;
  };

  const sendChange = async (hub: HubFixture, browser: InjectedBrowser, fields: Readonly<Record<string, string>>) =>
    submit(hub, browser, await browser.get(`${hub.realmUrl}/password`), fields);

  it('keeps this session, ends the others with their tokens, and makes the former password wrong', async () => {
    const hub = await fixture();
    await givePassword(hub);
    const [browser, other] = [await signedIn(hub), await signedIn(hub)];
    const started = startAuthorization(hub);
    const tokens = await exchange(hub, codeOf(await other.follow(started.url, hub.origin), started), started);
    const answer = await sendChange(hub, browser, change);
    expect([answer.status, readForm(answer).heading]).toEqual([200, 'Your password is changed']);
    expect([await isSignedIn(hub, browser), await isSignedIn(hub, other)]).toEqual([true, false]);
    expect((await refresh(hub, tokens.refresh_token)).status).toBe(400);
    const former = await signInLocally(hub, hub.browser());
    expect(readForm(former).problem).toContain('That did not work.');
    const events = await hub.hub.storage.read.listAuditEvents({ chain: 'company-acme', limit: 5 });
    expect(events).toMatchObject([{ action: 'local-password.changed', actor: { name: 'amina' } }]);
  });

  it('needs the present password, and slows tries of it down', async () => {
    const hub = await fixture();
    await givePassword(hub);
    const browser = await signedIn(hub);
    for (let count = 0; count < 5; count += 1) {
      const answer = await sendChange(hub, browser, { ...change, present: 'mistyped words' });
      expect(answer.status).toBe(403);
      expect(readForm(answer).problem).toBe('The present password did not match. Type it again.');
    }
    const held = await sendChange(hub, browser, change);
    expect([held.status, readForm(held).problem]).toEqual([429, expect.stringContaining('Wait 2 seconds')]);
    hub.advance(2000);
    expect((await sendChange(hub, browser, change)).status).toBe(200);
  });

  it('asks again for a new password that is easy to guess', async () => {
    const hub = await fixture();
    await givePassword(hub);
    const answer = await sendChange(hub, await signedIn(hub), {
      ...change,
      password: 'aaaaaaaaaaaaaa',
      repeated: 'aaaaaaaaaaaaaa',
    });
    expect([answer.status, readForm(answer).heading]).toEqual([422, 'Change your password']);
  });

  it('is not for whom an identity provider signed in', async () => {
    const hub = await fixture({ ssoMode: 'sso' });
    const browser = hub.browser();
    await hub.signIn(browser);
    expect(readForm(await browser.get(`${hub.realmUrl}/password`)).heading).toBe('You have no password here');
  });

  it('asks for a sign-in first', async () => {
    const hub = await fixture();
    expect(readForm(await hub.browser().get(`${hub.realmUrl}/password`)).heading).toBe('Sign in');
    const sso = await fixture({ ssoMode: 'sso', connections: { okta: {}, entra: {} } });
    expect(pageOfKind(await sso.browser().get(`${sso.realmUrl}/password`), 'sign-in').choices).toHaveLength(2);
  });

  it('is refused from another site', async () => {
    const hub = await fixture();
    await givePassword(hub);
    const browser = await signedIn(hub);
    const page = await browser.get(`${hub.realmUrl}/password`);
    const answer = await submit(hub, browser, page, change, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });
});

describe('a forgotten password', () => {
  it('is a matter of whoever makes links: the page says whom to ask', async () => {
    const hub = await fixture();
    const page = readForm(await hub.browser().get(`${hub.realmUrl}/password/forgotten`));
    expect(page.heading).toBe('Forgotten your password?');
    expect(page.links).toEqual(['/e/acme/production/agents/sign-in']);
  });
});
