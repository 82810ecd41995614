import { randomBytes, randomUUID } from 'node:crypto';
import { attemptAnswer, attemptsAnswer, statusAnswer } from '@cordboard/contract/control';
import { resolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_NOW, testMetadata } from '../../test-support/apply-fixture.ts';
import { createTestMasterKey } from '../../test-support/master-key-fixture.ts';
import { type AuditLog, createAuditLog, INSTALLATION_CHAIN } from '../audit/audit-log.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { AttemptRecord } from '../storage/ports/attempt-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { type ControlService, createControlService } from './control-service.ts';

let storage: Storage;
let service: ControlService;
let audit: AuditLog;
let changes = 0;
beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:' });
  audit = createAuditLog({ masterKey: createTestMasterKey(), clock: () => TEST_NOW, newId: randomUUID });
  changes = 0;
  service = createControlService(
    {
      storage,
      sealer: { seal: () => 'sealed' },
      audit,
      clock: () => TEST_NOW,
      random: randomBytes,
      directoryChanged: () => {
        changes += 1;
        return Promise.resolve();
      },
    },
    {
      installationUrl: 'https://hub.example',
      outbound: { allowRanges: [], proxy: null, allowUnresolvedThroughProxy: false, ca: null, timeoutMs: 1000 },
    },
  );
});
afterEach(() => storage.close());

const file = async (): Promise<ReturnType<typeof resolvedApplyFile.parse>> => {
  const metadata = { text: await testMetadata('https://idp.example') };
  const serviceProviders = [{ slug: 'default', connections: [{ slug: 'okta', metadata }] }];
  const realms = [{ slug: 'agents', serviceProviders, users: [{ login: 'amina' }] }];
  return resolvedApplyFile.parse({ companies: [{ slug: 'acme', environments: [{ slug: 'p', realms }] }] });
};

const apply = async (dryRun = false): Promise<void> => {
  const answer = await service.apply({ file: await file(), dryRun, prune: false });
  expect(answer.problems).toEqual([]);
};

const putAttempt = async (more: Partial<AttemptRecord> = {}): Promise<void> => {
  const view = await storage.read.findRealmView('acme', 'p', 'agents');
  const user = await storage.read.findUserByLogin(view?.realm.id ?? '', 'amina');
  await storage.write((writer) =>
    writer.putAttempt({
      id: `attempt-${more.reference ?? ''}`,
      reference: '7F3K-92QD',
      kind: 'sign-in',
      realmId: view?.realm.id ?? '',
      connectionId: view?.connections[0]?.id ?? null,
      app: 'desktop',
      startedAt: TEST_NOW,
      endedAt: TEST_NOW + 5,
      outcome: 'refused',
      code: 'assertion.audience',
      userId: user?.id ?? null,
      subject: 'amina@acme.example',
      checks: [{ stage: 'verify-assertion', name: 'audience', status: 'failed', code: 'assertion.audience' }],
      stageMs: { 'verify-assertion': 1.5 },
      ...more,
    }),
  );
};

describe('createControlService', () => {
  it('applies, tells the hub only when something changed, and makes sealed keys', async () => {
    await apply(true);
    expect(changes).toBe(0);
    await apply();
    expect(changes).toBe(1);
    await apply();
    expect(changes).toBe(1);
    const view = await storage.read.findRealmView('acme', 'p', 'agents');
    expect(view?.keys.map(({ purpose }) => purpose).toSorted()).toEqual([
      'assertion-decryption',
      'request-signing',
      'token-signing',
      'token-signing',
    ]);
    expect(view?.keys.every(({ sealedPrivateKey }) => sealedPrivateKey === 'sealed')).toBe(true);
  });

  it('adds every change to the audit log, in the name of who ran the command', async () => {
    const request = { file: await file(), dryRun: false, prune: false };
    await service.apply({ ...request, operator: 'ops' });
    await service.apply({ ...request, operator: 'ops' });
    const company = await storage.read.findCompany('acme');
    const chain = company?.id ?? '';
    const events = await storage.read.readAuditChain(chain, 0, 50);
    expect(events.map(({ action, target }) => `${action} ${target.path}`)).toEqual([
      'environment.created acme/p',
      'realm.created acme/p/agents',
      'service-provider.created acme/p/agents/default',
      'connection.created acme/p/agents/default/okta',
      'user.created acme/p/agents/amina',
    ]);
    expect(events[0]).toMatchObject({ actor: { kind: 'operator', id: 'operator', name: 'ops' }, address: null });
    expect(events[1]?.fields).toContainEqual({ name: 'kind', from: null, to: 'agents' });
    expect(await storage.read.readAuditChain(INSTALLATION_CHAIN, 0, 50)).toMatchObject([
      { action: 'company.created', target: { kind: 'company', path: 'acme' } },
    ]);
    expect(await audit.verify(storage.read, chain)).toEqual({ ok: true, chain, events: 5 });
  });

  it('adds nothing to the audit log in a dry run, or when the file is refused', async () => {
    await apply(true);
    const refused = {
      companies: [{ slug: 'acme', environments: [{ slug: 'p', realms: [{ slug: 'a', ssoMode: 'sso' }] }] }],
    };
    const answer = await service.apply({ file: resolvedApplyFile.parse(refused), dryRun: false, prune: false });
    expect(answer).toMatchObject({ applied: false, problems: [{ code: 'apply.untested_enable' }] });
    expect(await storage.read.listAuditChains()).toEqual([]);
  });

  it('describes the installation', async () => {
    await apply();
    const status = statusAnswer.parse(await service.status());
    expect(status).toMatchObject({
      running: true,
      startedAt: TEST_NOW,
      installationUrl: 'https://hub.example',
      companies: 1,
      environments: 1,
      moreRealms: 0,
      realms: [
        {
          path: 'acme/p/agents',
          name: 'agents',
          kind: 'agents',
          ssoMode: 'non-sso',
          url: 'https://hub.example/e/acme/p/agents/',
          connections: 1,
          apps: 0,
        },
      ],
    });
    expect(status.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('lists 50 realms at most, and counts the rest', async () => {
    const realms = Array.from({ length: 51 }, (_value, index) => ({ slug: `r${index}` }));
    await storage.write(async (writer) => {
      await writer.putCompany({ id: 'c', slug: 'c', name: 'C' });
      await writer.putEnvironment({
        id: 'e',
        companyId: 'c',
        slug: 'e',
        name: 'E',
        region: null,
        platform: 'generic',
        publicUrl: null,
      });
      for (const { slug } of realms) {
        const settings = realmSettings.parse({});
        await writer.putRealm({
          id: slug,
          environmentId: 'e',
          slug,
          name: slug,
          kind: 'agents',
          ssoMode: 'sso',
          settings,
        });
      }
    });
    const status = await service.status();
    expect(status.realms).toHaveLength(50);
    expect(status.moreRealms).toBe(1);
  });

  it('finds an attempt however its reference was typed, with names in the place of identifiers', async () => {
    await apply();
    await putAttempt();
    for (const typed of ['7F3K-92QD', '7f3k92qd', ' 7f3k 92qd ']) {
      const { attempt } = attemptAnswer.parse(await service.findAttempt(typed));
      expect(attempt).toMatchObject({
        reference: '7F3K-92QD',
        kind: 'sign-in',
        realm: 'acme/p/agents',
        connection: 'okta',
        user: 'amina',
        code: 'assertion.audience',
        checks: [{ stage: 'verify-assertion', status: 'failed' }],
        stageMs: { 'verify-assertion': 1.5 },
      });
    }
    for (const typed of ['7F3K-92QE', 'nonsense', '']) {
      await expect(service.findAttempt(typed)).rejects.toMatchObject({ code: 'attempt.unknown' });
    }
  });

  it('lists attempts by realm and outcome, newest first', async () => {
    await apply();
    await putAttempt({ reference: 'AAAA-0001', outcome: 'succeeded' });
    await putAttempt({ reference: 'AAAA-0002', startedAt: TEST_NOW + 1 });
    const references = async (request: Parameters<ControlService['listAttempts']>[0]): Promise<readonly string[]> =>
      attemptsAnswer.parse(await service.listAttempts(request)).attempts.map(({ reference }) => reference);
    expect(await references({ limit: 20 })).toEqual(['AAAA-0002', 'AAAA-0001']);
    expect(await references({ limit: 1 })).toEqual(['AAAA-0002']);
    expect(await references({ limit: 20, outcome: 'succeeded' })).toEqual(['AAAA-0001']);
    expect(await references({ limit: 20, realm: 'acme/p/agents' })).toHaveLength(2);
    await expect(references({ limit: 20, realm: 'acme/p/other' })).rejects.toMatchObject({
      code: 'sign-in.realm_unknown',
    });
  });
});
