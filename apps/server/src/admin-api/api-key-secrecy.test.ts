import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, describe, expect, it } from 'vitest';
import { createAdminApiFixture, seedCompanies } from '../../test-support/admin-api-fixture.ts';
import { createHubFixture } from '../../test-support/hub-fixture.ts';
import { createLogger } from '../telemetry/create-logger.ts';
import { makeApiKey } from './api-key-secret.ts';
import { boundRoutes } from './bound-routes.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const recordedLog = () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger('trace', stream), text: () => lines.join('') };
};

const allFiles = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');

const addKey = async (hub: Awaited<ReturnType<typeof createHubFixture>>, part: { revoked?: boolean } = {}) => {
  const made = makeApiKey(randomBytes);
  const { storage } = hub.hub;
  const company = await storage.read.findCompany('acme');
  await storage.write((writer) =>
    writer.addApiKey({
      id: made.hint.replace(/\W/g, '-'),
      companyId: company?.id ?? '',
      name: 'Reports',
      keyHash: made.keyHash,
      hint: made.hint,
      scopes: ['audit.read'],
      createdBy: { id: 'ada', name: 'ada' },
      createdAt: 1,
      expiresAt: null,
      revokedAt: part.revoked === true ? 1 : null,
      lastUsedAt: null,
      lastAddress: null,
    }),
  );
  return made.key;
};

describe('API keys of a hub', () => {
  it('open it while they live, and are in no file of its folder and in no line of its log', async () => {
    const log = recordedLog();
    const hub = await createHubFixture({ logger: log.logger });
    closers.push(() => hub.close());
    const live = await addKey(hub);
    const revoked = await addKey(hub, { revoked: true });
    const { key: unknown } = makeApiKey(randomBytes);
    const statusWith = async (key: string, path = '/companies/acme/audit-events') => {
      const headers = { authorization: `Bearer ${key}` };
      return (await hub.hub.server.inject({ url: `/admin/api/v1${path}`, headers })).statusCode;
    };
    expect(await statusWith(live)).toBe(200);
    expect(await statusWith(live, '/audit-events')).toBe(403);
    expect(await statusWith(live, '/nothing')).toBe(404);
    expect(await statusWith(revoked)).toBe(401);
    expect(await statusWith(unknown)).toBe(401);
    await hub.stop();
    const kept = allFiles(hub.folder);
    expect(kept).toContain('Reports');
    for (const key of [live, revoked, unknown]) {
      expect(kept.includes(key.slice(4))).toBe(false);
      expect(log.text().includes(key.slice(4))).toBe(false);
    }
  });

  it('are not logged when they are made, nor when that fails', async () => {
    const log = recordedLog();
    const made: string[] = [];
    const random = (size: number): Uint8Array => {
      const octets = randomBytes(size);
      made.push(octets.toString('base64url'));
      return octets;
    };
    const api = await createAdminApiFixture({
      routes: adminRoutes,
      bound: boundRoutes,
      change: { random },
      logger: log.logger,
    });
    closers.push(() => api.close());
    await seedCompanies(api.storage);
    api.addAdministrator('ada', { role: 'company-administrator', companyId: 'acme', environmentId: null });
    const create = () =>
      api.send('POST /companies/acme/api-keys', { as: 'ada', body: { name: 'x', scopes: ['people.read'] } });
    expect(await create()).toMatchObject({ status: 201, body: { key: `cbk_${made[0]}` } });
    await api.storage.close();
    expect(await create()).toMatchObject({ status: 503 });
    expect(log.text()).toContain('administration request failed');
    expect(made.filter((secret) => log.text().includes(secret))).toEqual([]);
  });
});
