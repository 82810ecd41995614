import { DatabaseSync } from 'node:sqlite';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AdminApiFixture,
  API_ORIGIN,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { boundRoutes } from '../bound-routes.ts';

let api: AdminApiFixture;

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  api.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  api.addAdministrator('auditor', { role: 'auditor', companyId: 'acme', environmentId: null });
});

afterEach(() => api.close());

const append = (count: number, companyId: string | null = 'acme'): Promise<void> =>
  api.storage.write(async (writer) => {
    for (let n = 0; n < count; n += 1) {
      await api.parts.audit.append(writer, {
        companyId,
        actor: { kind: 'person', id: 'p', name: '=cmd()' },
        action: 'app.updated',
        target: { kind: 'app', path: 'acme/production/agents/desktop' },
      });
    }
  });

const download = (path: string, caller = 'auditor') =>
  api.app.inject({
    url: `/admin/api/v1${path}`,
    headers: { origin: API_ORIGIN, cookie: `caller=${caller}` },
  });

describe('the export of the audit log', () => {
  it('is a file of JSON Lines of the one company', async () => {
    await append(2);
    await append(1, 'globex');
    const answer = await download('/companies/acme/audit-events/export');
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': 'attachment; filename="audit-acme.jsonl"',
        'cache-control': 'no-store',
      },
    });
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { type: 'event', chain: 'acme', sequence: 1 },
      { type: 'event', chain: 'acme', sequence: 2 },
      { type: 'head', chain: 'acme', sequence: 2 },
    ]);
  });

  it('is a table when asked for, in which nothing is a formula', async () => {
    await append(1);
    const answer = await download('/companies/acme/audit-events/export?format=csv');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-acme.csv"',
    });
    expect(answer.body).toContain(`,"'=cmd()",`);
  });

  it('of the installation has what belongs to no company', async () => {
    await append(1);
    await append(1, null);
    const answer = await download('/audit-events/export', 'owner');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="audit-installation.jsonl"');
    expect(answer.body.trimEnd().split('\n')).toHaveLength(2);
    expect((await download('/audit-events/export')).statusCode).toBe(403);
  });

  it('has no other format', async () => {
    expect((await download('/companies/acme/audit-events/export?format=xml')).statusCode).toBe(400);
  });

  it('of a long log is read while it is sent', async () => {
    await append(600);
    const read = vi.spyOn(api.storage.read, 'readAuditChain');
    const answer = await download('/companies/acme/audit-events/export');
    expect(answer.body.trimEnd().split('\n')).toHaveLength(601);
    expect(read.mock.calls.map(([, after, limit]) => [after, limit])).toEqual([
      [0, 250],
      [250, 250],
      [500, 250],
    ]);
  });
});

describe('the check of the audit log', () => {
  const check = (path = '/companies/acme/audit-chain', as = 'auditor') => api.send(`GET ${path}`, { as });

  it('says that the chain holds', async () => {
    await append(3);
    await append(1, null);
    expect(await check()).toMatchObject({
      status: 200,
      body: { ok: true, events: 3, fault: null, sequence: null },
    });
    expect(await check('/audit-chain', 'owner')).toMatchObject({ body: { ok: true, events: 1 } });
  });

  it('says where it does not', async () => {
    await append(3);
    const { path } = api.storage as unknown as { path: string };
    const database = new DatabaseSync(path);
    database.exec(`drop trigger audit_event_no_update; update audit_event set actor_name = 'eve' where sequence = 2`);
    database.close();
    expect(await check()).toMatchObject({
      status: 200,
      body: { ok: false, events: 1, fault: 'changed', sequence: 2 },
    });
  });

  it('runs once for all who ask at the same time, and anew afterwards', async () => {
    await append(1);
    const verify = vi.spyOn(api.parts.audit, 'verify');
    const answers = await Promise.all([check(), check(), check()]);
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 3 }, () => answers[0]?.body));
    expect(verify).toHaveBeenCalledTimes(1);
    await append(1);
    expect(await check()).toMatchObject({ body: { events: 2 } });
  });
});
