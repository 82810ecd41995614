import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHubFixture,
  type HubFixture,
  type HubFixtureOptions,
  pageOfKind,
  sentRequest,
} from '../test-support/hub-fixture.ts';
import type { SetCookie } from '../test-support/injected-browser.ts';
import { createTestMasterKey } from '../test-support/master-key-fixture.ts';
import { refresh, signInToApp, startAuthorization } from '../test-support/oidc-app.ts';
import { composeHub } from './compose.ts';
import { serverConfigFile } from './config/server-config-schema.ts';
import { createLogger } from './telemetry/create-logger.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const lastSegment = (location: string | null): string => (location ?? '').slice((location ?? '').lastIndexOf('/') + 1);

/** The uid of an interaction is part of its URL: what proves the browser is the signature in the cookie beside it. */
const isSecret = ({ name, value }: SetCookie): boolean => value.length >= 20 && !/-(interaction|resume)$/.test(name);

/** Sign-ins that succeed and fail, tokens and their refresh, sign-out; and every secret that was handed out on the way. */
const useEverything = async (hub: HubFixture): Promise<readonly string[]> => {
  const browser = hub.browser();
  const { tokens, code } = await signInToApp(hub, browser);
  const renewed = JSON.parse((await refresh(hub, tokens.refresh_token)).body);
  const second = await hub.signIn(browser, `${hub.realmUrl}/sign-in`);
  const departure = await hub.browser().get(`${hub.realmUrl}/`);
  const forged = await hub.issue(sentRequest(departure.location).id, { audiences: ['https://elsewhere.example'] });
  await browser.crossSitePost(hub.acsUrl, { SAMLResponse: forged, RelayState: 'relay-state-secret-0001' });
  const waiting = hub.browser();
  const parked = await waiting.get(`${hub.realmUrl}/`);
  const SAMLResponse = await hub.issue(sentRequest(parked.location).id);
  const { location } = await waiting.crossSitePost(hub.acsUrl, { SAMLResponse });
  await refresh(hub, 'refresh-token-that-nobody-issued');
  await browser.get(`${hub.realmUrl}/oidc/me`, { headers: { authorization: 'Bearer token-that-nobody-issued' } });
  await browser.get(
    startAuthorization(hub, { login_hint: 'hint@acme.example', redirect_uri: 'https://evil.example' }).url,
  );
  await browser.get(
    `${hub.origin}/e/acme/production/typo/oidc/auth?login_hint=typo@acme.example&code=c0de-secret-0001`,
  );
  const page = pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad');
  await browser.post(`${hub.realmUrl}/sign-out`, { token: page.signOutToken }, { headers: { origin: hub.origin } });
  return [
    ...[browser, waiting].flatMap(({ seenCookies }) => seenCookies.filter(isSecret).map(({ value }) => value)),
    tokens.access_token,
    tokens.refresh_token,
    tokens.id_token,
    renewed.access_token,
    renewed.id_token,
    code,
    lastSegment(location),
    lastSegment(second.received.location),
    page.signOutToken,
    'refresh-token-that-nobody-issued',
    'token-that-nobody-issued',
    'relay-state-secret-0001',
    'c0de-secret-0001',
    SAMLResponse,
    forged,
  ].flatMap((secret: string) => [secret, encodeURIComponent(secret)]);
};

describe('the log', () => {
  it('holds nothing secret and nobody by name, even at level trace', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const hub = await fixture({ logger: createLogger('trace', stream) });
    const secrets = await useEverything(hub);
    await hub.stop();
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(3);
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    const people = ['amina', 'Amina', '@acme.example', 'n-amina-0001', 'session-index-0001', 'samlp:', 'PRIVATE KEY'];
    expect(people.filter((word) => log.includes(word))).toEqual([]);
    for (const line of lines) {
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });
});

describe('the folder of the database', () => {
  const filesOf = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('holds no secret that was handed out, in no file of it', async () => {
    const hub = await fixture();
    const secrets = await useEverything(hub);
    const folder = join(hub.folder, 'data');
    const contents = (): string =>
      filesOf(folder)
        .map((file) => readFileSync(file, 'latin1'))
        .join('');
    const running = contents();
    await hub.stop();
    const stopped = contents();
    expect(running.length + stopped.length).toBeGreaterThan(100_000);
    expect(secrets.filter((secret) => running.includes(secret) || stopped.includes(secret))).toEqual([]);
    expect(stopped).not.toContain('PRIVATE KEY');
  });

  it('holds nothing readable of a result that waits for its browser', async () => {
    const hub = await fixture({ connections: { okta: { idpInitiated: 'accept' } } });
    const SAMLResponse = await hub.issue(undefined);
    await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse });
    const read = (): string =>
      filesOf(join(hub.folder, 'data'))
        .map((file) => readFileSync(file, 'latin1'))
        .join('');
    expect(read()).not.toContain('n-amina-0001');
    expect(read()).not.toContain('session-index-0001');
  });

  it('is for its owner only', async () => {
    const hub = await fixture();
    expect(statSync(join(hub.folder, 'data')).mode & 0o777).toBe(0o700);
  });
});

describe('a hub that is closed and started again on its folder', () => {
  it('still knows the session and the tokens, and the sign-in under way', async () => {
    const before = await fixture();
    const browser = before.browser();
    const { tokens } = await signInToApp(before, browser);
    const cookieHeader = browser
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const tab = before.browser();
    const departure = await tab.get(`${before.realmUrl}/apps/wiki`);
    const bindingCookie = `${tab.cookies()[0]?.name}=${tab.cookies()[0]?.value}`;
    await before.stop();
    const after = await fixture({ reopen: before });
    const page = pageOfKind(await after.browser().get(`${after.realmUrl}/`, { cookieHeader }), 'launchpad');
    expect(page.person.login).toBe('amina');
    expect((await refresh(after, tokens.refresh_token)).status).toBe(200);
    const SAMLResponse = await after.issue(sentRequest(departure.location).id);
    const { location } = await after.browser().crossSitePost(after.acsUrl, { SAMLResponse });
    const completed = await after.browser().get(location ?? '', { cookieHeader: bindingCookie });
    expect(completed.location).toBe(`${after.realmUrl}/apps/wiki`);
  });

  it('cannot read its keys with another master key, and says so without a refusal of anybody', async () => {
    const before = await fixture();
    await before.stop();
    const after = await fixture({ reopen: { folder: before.folder, masterKey: createTestMasterKey() } });
    const answer = await after.browser().get(`${after.realmUrl}/`);
    expect(answer.status).toBe(503);
    expect(pageOfKind(answer, 'error').problem).toBe('unavailable');
  });
});

describe('composeHub', () => {
  const optionsFor = (hub: HubFixture, change: Partial<Parameters<typeof composeHub>[0]> = {}) => ({
    installationUrl: 'https://sso.example',
    listen: { host: '127.0.0.1', port: 0 },
    dataFolder: join(hub.folder, 'data'),
    masterKey: hub.masterKey,
    portalFolder: join(hub.folder, 'portal'),
    trustedProxies: [],
    attemptRetentionDays: 30,
    limits: serverConfigFile.parse({}).limits,
    fetch: async () => Promise.reject(new Error('no network in tests')),
    logger: pino({ level: 'silent' }),
    ...change,
  });

  it('refuses a database that another hub has open', async () => {
    const hub = await fixture();
    await expect(composeHub(optionsFor(hub))).rejects.toMatchObject({ code: 'storage.locked' });
    expect((await hub.browser().get(`${hub.realmUrl}/signed-out`)).status).toBe(200);
  });

  it('refuses to start without built pages, and leaves the database to the next one', async () => {
    const hub = await fixture();
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-compose-'));
    const dataFolder = join(folder, 'data');
    try {
      await expect(composeHub(optionsFor(hub, { dataFolder, portalFolder: folder }))).rejects.toMatchObject({
        code: 'config.invalid',
        received: join(folder, '.vite', 'manifest.json'),
      });
      const started = await composeHub(optionsFor(hub, { dataFolder }));
      expect(await started.storage.read.listCompanies()).toEqual([]);
      await started.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('answers a change of the directory from the next request on', async () => {
    const hub = await fixture();
    const { view } = await hub.realm();
    await hub.hub.storage.write((writer) => writer.putRealm({ ...view.realm, ssoMode: 'non-sso' }));
    expect((await hub.browser().get(`${hub.realmUrl}/`)).status).toBe(303);
    await hub.hub.directoryChanged();
    expect((await hub.browser().get(`${hub.realmUrl}/`)).status).toBe(200);
  });

  it('listens on the address that it is told, and no more once it is closed', async () => {
    const hub = await fixture();
    const address = await hub.hub.listen();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await hub.stop();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});
