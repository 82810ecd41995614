import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture } from '../../test-support/hub-fixture.ts';
import { createLogger } from '../telemetry/create-logger.ts';

let hub: HubFixture;
const lines: string[] = [];
const stream = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});

afterEach(async () => {
  lines.length = 0;
  await hub.close();
});

describe('the health routes', () => {
  it('answer while the hub works, whatever the Host', async () => {
    hub = await createHubFixture();
    const headers = { host: '10.0.0.7:4500', accept: '*/*' };
    const live = await hub.browser().get('https://sso.example/healthz', { headers });
    expect([live.status, JSON.parse(live.body)]).toEqual([200, { status: 'ok' }]);
    const ready = await hub.browser().get('https://sso.example/readyz', { headers });
    expect([ready.status, JSON.parse(ready.body)]).toEqual([200, { status: 'ready' }]);
  });

  it('say that the hub lives but is not ready when its storage is closed, and log why', async () => {
    hub = await createHubFixture({ logger: createLogger('info', stream) });
    await hub.hub.storage.close();
    expect((await hub.browser().get('https://sso.example/healthz')).status).toBe(200);
    const ready = await hub.browser().get('https://sso.example/readyz');
    expect([ready.status, JSON.parse(ready.body)]).toEqual([503, { status: 'storage is not ready' }]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'storage is not ready', err: { code: 'storage.closed' } },
    ]);
  });
});
