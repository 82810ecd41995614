import { createTestBrowser, fieldValue } from '@cordboard/sandbox/test-browser';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeAll,
  home,
  SESSION_COOKIE,
  type Setup,
  sendExtension,
  setUp,
  signIn,
  snapshot,
  startWork,
} from '../test-support/desktop-setup.ts';

afterEach(closeAll);

describe('the extension', () => {
  it('starts the work Not Ready with a running time, and is remembered for this person', async () => {
    const setup = await setUp();
    const token = await signIn(setup);
    const page = await (await sendExtension(setup, token, ' 1023 ')).text();
    expect(page).toMatch(/id="state-label">Not Ready</);
    expect(page).toMatch(/id="timer" aria-hidden="true">00:00:0\d</);
    expect(page).toContain('Agent CSQ statistics');
    setup.pass(25_000);
    const status = (await (await snapshot(setup)).json()) as { state: string; elapsedMs: number };
    expect(status.state).toBe('not-ready');
    expect(Math.floor(status.elapsedMs / 1000)).toBeGreaterThanOrEqual(25);
    await setup.browser.follow(await setup.browser.post(`${setup.desktop.url}/sign-out`, { token }));
    expect(fieldValue(await (await home(setup)).text(), 'extension')).toBe('1023');
  });

  it.each([
    ['', 'Type the number of the phone'],
    ['10a3', 'An extension has digits only'],
    ['1234567890123456', 'at most 15 digits'],
    ['"><script>', 'An extension has digits only'],
  ])('is refused when it is %j, without another way to the hub', async (extension, text) => {
    const setup = await setUp();
    const answer = await sendExtension(setup, await signIn(setup), extension);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(text);
    expect(page).toContain('aria-invalid="true"');
    expect(fieldValue(page, 'extension')).toBe(extension);
    expect(page).not.toContain('<script>');
    expect(setup.issuer.record.authorizations).toHaveLength(1);
  });

  it('is refused when another agent has it, and free again after that agent signed out', async () => {
    const setup = await setUp();
    const token = await startWork(setup, '1023');
    const other: Setup = { ...setup, browser: createTestBrowser() };
    setup.issuer.behaviour.claims = { sub: 'agent-2', name: 'Luca Bianchi' };
    const otherToken = await signIn(other);
    const refused = await sendExtension(other, otherToken, '1023');
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Another agent is signed in with extension 1023.');
    expect(page).not.toContain('Amina');
    await setup.browser.post(`${setup.desktop.url}/sign-out`, { token });
    expect(await (await sendExtension(other, otherToken, '1023')).text()).toContain('id="state-label">Not Ready<');
  });

  it('stays taken while the agent has another session', async () => {
    const setup = await setUp();
    const token = await startWork(setup, '1023');
    const second: Setup = { ...setup, browser: createTestBrowser() };
    await home(second);
    await setup.browser.post(`${setup.desktop.url}/sign-out`, { token });
    expect((await snapshot(second)).status).toBe(200);
  });
});

describe('the state', () => {
  const change = ({ desktop, browser }: Setup, form: Record<string, string>): Promise<Response> =>
    browser.post(`${desktop.url}/api/state`, form);

  it('changes to Ready and back with a reason', async () => {
    const setup = await setUp();
    const token = await startWork(setup);
    expect(await (await change(setup, { token, state: 'ready' })).json()).toMatchObject({
      state: 'ready',
      label: 'Ready',
    });
    expect(await (await change(setup, { token, state: 'not-ready:lunch' })).json()).toMatchObject({
      state: 'not-ready:lunch',
      label: 'Not Ready',
      reason: 'Lunch',
      queues: [],
    });
    const page = await (
      await setup.browser.follow(await setup.browser.post(`${setup.desktop.url}/state`, { token, state: 'ready' }))
    ).text();
    expect(page).toContain('data-state="ready"');
  });

  it('refuses other states, forms without the token and forms of other sites', async () => {
    const setup = await setUp();
    const token = await startWork(setup);
    expect((await change(setup, { token, state: 'talking' })).status).toBe(400);
    expect((await change(setup, { token: 'x', state: 'ready' })).status).toBe(403);
    const cookie = `${SESSION_COOKIE}=${setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)}`;
    const body = new URLSearchParams({ token, state: 'ready' });
    const init = { method: 'POST', body, redirect: 'manual' } as const;
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${setup.desktop.url}/api/state`, { ...init, headers: { cookie, ...headers } });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post({ origin: setup.desktop.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('sends an agent whose extension was given back to the extension page', async () => {
    const setup = await setUp();
    await startWork(setup);
    setup.pass(201_000);
    const answer = await snapshot(setup);
    expect([answer.status, await answer.json()]).toEqual([409, { location: '/' }]);
    expect(await (await home(setup)).text()).toContain('name="extension"');
  });
});

describe('the queues', () => {
  it('come from the given source, and a failure of it leaves the rest working', async () => {
    const figures = [{ name: 'Sales', callsWaiting: 3, longestWaitMs: 95_000 }];
    let fail = false;
    const queuesOf = async (): Promise<typeof figures> => {
      if (fail) {
        throw new Error('no connection');
      }
      return figures;
    };
    const setup = await setUp({ queueStatistics: { queuesOf } });
    await startWork(setup);
    expect(await (await snapshot(setup)).json()).toMatchObject({ queues: figures });
    fail = true;
    expect(await (await snapshot(setup)).json()).toMatchObject({ state: 'not-ready', queues: null });
  });
});

describe('the session', () => {
  it('renews its tokens ahead of their end', async () => {
    const setup = await setUp();
    setup.issuer.behaviour.accessTokenLifetime = 100;
    await startWork(setup);
    setup.pass(60_000);
    expect((await snapshot(setup)).status).toBe(200);
    expect(setup.issuer.record.grants).toEqual(['authorization_code']);
    setup.pass(15_000);
    for (const _request of [1, 2]) {
      await home(setup);
    }
    expect(setup.issuer.record.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  it.each(['invalid_grant', 'invalid_client'] as const)(
    'ends with a page when the hub says %s',
    async (refreshError) => {
      const setup = await setUp();
      await startWork(setup);
      setup.issuer.behaviour.refreshError = refreshError;
      setup.pass(226_000);
      const answer = await snapshot(setup);
      expect([answer.status, await answer.json()]).toEqual([401, { location: '/session-ended' }]);
      expect(setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)).toBeUndefined();
      const page = await (await setup.browser.get(`${setup.desktop.url}/session-ended`)).text();
      expect(page).toContain('Your sign-in has ended');
      expect(page).toContain('href="/sign-in"');
    },
  );

  it('goes on while the hub does not answer, and says so', async () => {
    const setup = await setUp();
    await startWork(setup);
    setup.issuer.behaviour.refreshError = 'unavailable';
    setup.pass(150_000);
    await snapshot(setup);
    setup.pass(100_000);
    expect(await (await snapshot(setup)).json()).toMatchObject({ hub: 'unreachable' });
    setup.issuer.behaviour.refreshError = undefined;
    expect(await (await snapshot(setup)).json()).toMatchObject({ hub: 'answers' });
  });

  it('ends with sign-out, here and at the hub', async () => {
    const setup = await setUp();
    const token = await startWork(setup);
    const cookie = `${SESSION_COOKIE}=${setup.browser.cookie(setup.desktop.url, SESSION_COOKIE)}`;
    expect((await setup.browser.post(`${setup.desktop.url}/sign-out`, { token: 'wrong' })).status).toBe(403);
    expect((await snapshot(setup)).status).toBe(200);
    const out = await setup.browser.follow(await setup.browser.post(`${setup.desktop.url}/sign-out`, { token }));
    expect(out.url).toBe(`${setup.desktop.url}/signed-out`);
    expect(await out.text()).toContain('Sign out of all applications');
    expect(setup.issuer.record.revoked).toHaveLength(2);
    expect((await fetch(`${setup.desktop.url}/api/desktop`, { headers: { cookie } })).status).toBe(401);
    const everywhere = await setup.browser.get(`${setup.desktop.url}/sign-out-everywhere`);
    expect(everywhere.headers.get('location')).toContain(`${setup.issuer.issuer}/end-session?`);
  });

  it('is signed out here even when the hub cannot be told', async () => {
    const setup = await setUp();
    const token = await startWork(setup);
    await setup.issuer.close();
    const out = await setup.browser.post(`${setup.desktop.url}/sign-out`, { token });
    expect(out.headers.get('location')).toBe('/signed-out');
    expect((await snapshot(setup)).status).toBe(401);
    expect(setup.log.some(({ event }) => event === 'tokens not revoked')).toBe(true);
  });
});

describe('other requests', () => {
  it('serves its files for good and reports its health', async () => {
    const setup = await setUp();
    const page = await (await home(setup)).text();
    const stylesheet = page.match(/href="(\/assets\/[0-9a-f]{12}\/desktop\.css)"/)?.[1] ?? '';
    const file = await fetch(`${setup.desktop.url}${stylesheet}`);
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(await file.text()).toContain('--cb-primary');
    expect(await (await fetch(`${setup.desktop.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  it('answers an unknown address with a page', async () => {
    const setup = await setUp();
    const answer = await fetch(`${setup.desktop.url}/nothing`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('There is no such page')]);
  });

  it('refuses to start on a port that is taken', async () => {
    const setup = await setUp();
    const port = Number(new URL(setup.desktop.url).port);
    await expect(setUp({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
