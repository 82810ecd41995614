import { afterEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, type HubFixtureOptions } from '../../test-support/hub-fixture.ts';
import { startAuthorization } from '../../test-support/oidc-app.ts';
import { serverConfigFile } from '../config/server-config-schema.ts';
import { createRateLimiter } from './rate-limiter.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const get = (hub: HubFixture, url: string, remoteAddress = '192.0.2.1') =>
  hub.hub.server.inject({
    url: url.replace(hub.origin, ''),
    remoteAddress,
    headers: { host: new URL(hub.origin).host, accept: 'text/html' },
  });

describe('beginnings of sign-ins', () => {
  it('are limited for one address, and leave no attempt beyond', async () => {
    const hub = await fixture({ limits: { signInStartsPerMinute: 3 } });
    const starts = [`${hub.realmUrl}/`, `${hub.realmUrl}/sign-in`, `${hub.realmUrl}/sign-in?continue=x`];
    for (const url of starts) {
      expect((await get(hub, url)).statusCode).not.toBe(429);
    }
    expect(await hub.attempts()).toHaveLength(3);
    for (const url of [...starts, `${hub.realmUrl}/sign-in/restart`, `${hub.realmUrl}/interaction/unknown`]) {
      const refused = await get(hub, url);
      expect(refused).toMatchObject({ statusCode: 429, headers: { 'retry-after': '20' } });
      expect(refused.body).toContain('"problem":"unavailable"');
    }
    expect(await hub.attempts()).toHaveLength(3);
    expect((await get(hub, starts[0] ?? '', '192.0.2.2')).statusCode).not.toBe(429);
    hub.advance(20_000);
    expect((await get(hub, starts[0] ?? '')).statusCode).not.toBe(429);
  });

  it('that apps ask for are limited too, before they are stored', async () => {
    const hub = await fixture({ limits: { signInStartsPerMinute: 2 } });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      statuses.push((await get(hub, startAuthorization(hub).url)).statusCode);
    }
    expect(statuses).toEqual([303, 303, 429]);
    const other = await get(hub, `${hub.realmUrl}/oidc/.well-known/openid-configuration`);
    expect(other.statusCode).toBe(200);
  });

  it('of ten thousand agents behind one address all pass at once, unless the settings say otherwise', () => {
    const { signInStartsPerMinute: perMinute } = serverConfigFile.parse({}).limits;
    const limiter = createRateLimiter({ perMinute, clock: () => 0 });
    const waits = Array.from({ length: 10_000 }, () => limiter.take('sign-in 192.0.2.1'));
    expect(waits.every((wait) => wait === 0)).toBe(true);
  });

  it('cost nothing to who is signed in', async () => {
    const hub = await fixture({ limits: { signInStartsPerMinute: 1 } });
    const browser = hub.browser();
    await hub.signIn(browser);
    for (let n = 0; n < 5; n += 1) {
      expect((await browser.get(`${hub.realmUrl}/`)).status).toBe(200);
    }
  });
});
