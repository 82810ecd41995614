import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PASSWORD } from '../test-support/administrator-fixture.ts';
import { writePortalBuild } from '../test-support/hub-fixture.ts';
import { type RunningHub, startHub } from './start-hub.ts';

let folder = '';
const running: RunningHub[] = [];
const logged: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cb-'));
  writePortalBuild(join(folder, 'pages'));
  writeFileSync(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
  logged.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logged.push(String(text));
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const hub of running.splice(0)) await hub.close();
  rmSync(folder, { recursive: true });
});

const start = async (): Promise<RunningHub> => {
  const hub = await startHub({
    env: {
      CORDBOARD_INSTALLATION_URL: 'http://localhost:4000',
      CORDBOARD_LISTEN_PORT: '0',
      CORDBOARD_DATA_FOLDER: join(folder, 'data'),
      CORDBOARD_MASTER_KEY_FILE: join(folder, 'master.key'),
      CORDBOARD_LOG_LEVEL: 'trace',
    },
    cwd: folder,
    portalFolder: join(folder, 'pages'),
  });
  running.push(hub);
  return hub;
};

const stop = async (): Promise<void> => running.pop()?.close();

const createOwner = (hub: RunningHub, url: string | null): Promise<{ statusCode: number; cookie: string }> =>
  hub.server
    .inject({
      method: 'POST',
      url: '/admin/api/v1/setup',
      headers: { origin: 'http://localhost:4000', 'content-type': 'application/json' },
      payload: JSON.stringify({
        token: url?.split('#')[1],
        login: 'olga@acme.example',
        name: 'Olga',
        password: PASSWORD,
      }),
    })
    .then(({ statusCode, cookies }) => ({
      statusCode,
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    }));

describe('startHub', () => {
  it('hands out the link of the first owner, which works until another start, and logs it nowhere', async () => {
    const first = await start();
    const older = first.setUpUrl;
    await stop();
    const second = await start();
    expect(older).toMatch(/^http:\/\/localhost:4000\/admin\/setup#[\w-]{43}$/);
    expect(second.setUpUrl).not.toBe(older);
    expect((await createOwner(second, older)).statusCode).toBe(410);
    expect((await createOwner(second, second.setUpUrl)).statusCode).toBe(200);
    const tokens = [older, second.setUpUrl].map((url) => url?.split('#')[1] ?? '');
    expect(logged.join('')).toContain('the hub answers');
    for (const token of tokens) expect(logged.join('')).not.toContain(token);
    await stop();
    expect((await start()).setUpUrl).toBeNull();
  });

  it('knows the owner by the cookie, over plain http on this machine too', async () => {
    const hub = await start();
    const { cookie } = await createOwner(hub, hub.setUpUrl);
    expect(cookie).toMatch(/^cordboard-admin=/);
    const answer = await hub.server.inject({ method: 'GET', url: '/admin/api/v1/session', headers: { cookie } });
    expect(answer.json()).toMatchObject({
      administrator: { login: 'olga@acme.example' },
      grants: [{ role: 'installation-owner', company: null, environment: null }],
      passkeysAvailable: true,
    });
    const log = await hub.server.inject({ method: 'GET', url: '/admin/api/v1/audit-events', headers: { cookie } });
    expect(log.json().items.map(({ action }: { action: string }) => action)).toEqual([
      'administrator.signed-in',
      'administrator.created',
      'set-up-link.created',
    ]);
    expect(await hub.audit.verify(hub.storage.read, 'installation')).toMatchObject({ ok: true, events: 3 });
  });
});
