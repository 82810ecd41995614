import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestMasterKey } from '../../test-support/master-key-fixture.ts';
import type { MasterKey } from '../keys/master-key.ts';
import { openSqliteStorage, type SqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { AuditEventRecord } from '../storage/ports/audit-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { type AuditEventInput, type AuditLog, createAuditLog, INSTALLATION_CHAIN } from './audit-log.ts';

const NOW = Date.UTC(2030, 0, 15);

let storage: SqliteStorage;
let masterKey: MasterKey;
let log: AuditLog;
let ids = 0;

const makeLog = (key: MasterKey, formerMasterKeys: readonly MasterKey[] = []): AuditLog =>
  createAuditLog({
    masterKey: key,
    formerMasterKeys,
    clock: () => NOW + ids,
    newId: () => {
      ids += 1;
      return `event-${ids}`;
    },
  });

beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:' });
  masterKey = createTestMasterKey();
  ids = 0;
  log = makeLog(masterKey);
});

afterEach(() => storage.close());

const event = (change: Partial<AuditEventInput> = {}): AuditEventInput => ({
  companyId: 'company-1',
  actor: { kind: 'administrator', id: 'admin-1', name: 'ada@acme.example' },
  action: 'connection.updated',
  target: { kind: 'connection', path: 'acme/production/agents/default/okta' },
  fields: [{ name: 'enabled', from: 'true', to: 'false' }],
  address: '192.0.2.7',
  ...change,
});

const append = (...events: readonly AuditEventInput[]): Promise<void> =>
  storage.write(async (writer) => {
    for (const each of events) {
      await log.append(writer, each);
    }
  });

/** Changes the file behind the hub's back, as somebody with the database alone could. */
const tamper = (sql: string): void => {
  const database = new DatabaseSync(storage.path);
  database.exec('drop trigger audit_event_no_update; drop trigger audit_event_no_delete;');
  database.exec(sql);
  database.close();
};

const verify = (by: AuditLog = log, reader: Storage['read'] = storage.read) => by.verify(reader, 'company-1');

describe('the audit log', () => {
  it('keeps each event whole, numbered, and linked to the one before it', async () => {
    await append(event(), event({ action: 'connection.deleted', fields: [], address: null }));
    const [newest, oldest] = await storage.read.listAuditEvents({ chain: 'company-1', limit: 10 });
    expect(oldest).toMatchObject({
      sequence: 1,
      at: NOW + 1,
      actor: { kind: 'administrator', id: 'admin-1', name: 'ada@acme.example' },
      action: 'connection.updated',
      target: { kind: 'connection', path: 'acme/production/agents/default/okta' },
      fields: [{ name: 'enabled', from: 'true', to: 'false' }],
      address: '192.0.2.7',
      previousHash: '',
    });
    expect(newest).toMatchObject({ sequence: 2, fields: [], address: null, previousHash: oldest?.hash });
    expect(await verify()).toEqual({ ok: true, chain: 'company-1', events: 2 });
  });

  it('gives each company and the installation a chain of its own', async () => {
    await append(event(), event({ companyId: 'company-2' }), event({ companyId: null }));
    expect(await storage.read.listAuditChains()).toEqual(['company-1', 'company-2', INSTALLATION_CHAIN]);
    for (const chain of ['company-1', 'company-2', INSTALLATION_CHAIN]) {
      expect(await log.verify(storage.read, chain)).toEqual({ ok: true, chain, events: 1 });
    }
  });

  it('takes an event back with the change that it tells of', async () => {
    await append(event());
    const failing = storage.write(async (writer) => {
      await log.append(writer, event());
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await verify()).toEqual({ ok: true, chain: 'company-1', events: 1 });
  });

  it('checks chains longer than a page', async () => {
    await append(...Array.from({ length: 1001 }, () => event()));
    expect(await verify()).toEqual({ ok: true, chain: 'company-1', events: 1001 });
  });

  it('holds for an empty chain', async () => {
    expect(await verify()).toEqual({ ok: true, chain: 'company-1', events: 0 });
  });

  it('does not take an event that is added while it checks for a fault', async () => {
    await append(event());
    let added = false;
    const reader: Storage['read'] = {
      ...storage.read,
      findAuditHead: async (chain) => {
        if (!added) {
          added = true;
          await append(event());
        }
        return storage.read.findAuditHead(chain);
      },
    };
    expect(await verify(log, reader)).toEqual({ ok: true, chain: 'company-1', events: 2 });
  });

  it('holds while somebody adds to it all the time', async () => {
    await append(...Array.from({ length: 260 }, () => event()));
    const reader: Storage['read'] = {
      ...storage.read,
      readAuditChain: async (...place) => {
        await append(event());
        return storage.read.readAuditChain(...place);
      },
      findAuditHead: async (chain) => {
        await append(event());
        return storage.read.findAuditHead(chain);
      },
    };
    expect(await verify(log, reader)).toEqual({ ok: true, chain: 'company-1', events: 261 });
  });

  it('lets others in between while it is checked', async () => {
    await append(...Array.from({ length: 1001 }, () => event()));
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await verify();
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});

describe('what the audit log finds', () => {
  beforeEach(() => append(event(), event(), event()));

  it.each([
    ['a changed field', `update audit_event set fields = '[]' where sequence = 2`],
    ['a changed actor', `update audit_event set actor_name = 'eve' where sequence = 2`],
    ['a changed instant', 'update audit_event set at = at + 1 where sequence = 2'],
    ['a changed address', 'update audit_event set address = null where sequence = 2'],
  ])('%s', async (_name, sql) => {
    tamper(sql);
    expect(await verify()).toEqual({ ok: false, chain: 'company-1', events: 1, fault: 'changed', sequence: 2 });
  });

  it('an event that is missing', async () => {
    tamper('delete from audit_event where sequence = 2');
    expect(await verify()).toEqual({ ok: false, chain: 'company-1', events: 1, fault: 'gap', sequence: 3 });
  });

  it('an event that does not follow the one before it', async () => {
    tamper(`update audit_event set previous_hash = 'x' where sequence = 3`);
    expect(await verify()).toMatchObject({ ok: false, fault: 'unlinked', sequence: 3 });
  });

  it('an end that was cut off', async () => {
    tamper('delete from audit_event where sequence = 3');
    expect(await verify()).toEqual({ ok: false, chain: 'company-1', events: 2, fault: 'head', sequence: 3 });
  });

  it('a chain that was emptied with its head', async () => {
    tamper('delete from audit_event where sequence > 1; delete from audit_head;');
    expect(await verify()).toMatchObject({ ok: false, fault: 'head' });
  });

  it('an event that was added without the log', async () => {
    const columns =
      'chain, at, id, actor_kind, actor_id, actor_name, action, target_kind, target_path, fields, address';
    tamper(
      `insert into audit_event (sequence, ${columns}, previous_hash, hash)
       select 4, ${columns}, hash, 'x' from audit_event where sequence = 3`,
    );
    expect(await verify()).toEqual({ ok: false, chain: 'company-1', events: 3, fault: 'head', sequence: 3 });
  });

  it('an end that was cut off together with the head, because nobody can seal another', async () => {
    const [, second] = await storage.read.listAuditEvents({ chain: 'company-1', limit: 3 });
    tamper(
      `delete from audit_event where sequence = 3; update audit_head set sequence = 2, hash = '${second?.hash ?? ''}'`,
    );
    expect(await verify()).toEqual({ ok: false, chain: 'company-1', events: 2, fault: 'seal', sequence: 2 });
  });

  it('a seal of another master key, unless that is a former one', async () => {
    const other = createTestMasterKey();
    expect(await verify(makeLog(other))).toMatchObject({ ok: false, fault: 'seal' });
    expect(await verify(makeLog(other, [masterKey]))).toEqual({ ok: true, chain: 'company-1', events: 3 });
  });
});

describe('events in the database', () => {
  const change = (sql: string): void => {
    const database = new DatabaseSync(storage.path);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  };

  it('can be neither changed nor deleted', async () => {
    await append(event());
    expect(() => change(`update audit_event set actor_name = 'eve'`)).toThrow('rows of this table are permanent');
    expect(() => change('delete from audit_event')).toThrow('rows of this table are permanent');
  });

  it('refuse a place that is taken', async () => {
    await append(event());
    const [first] = await storage.read.listAuditEvents({ chain: 'company-1', limit: 1 });
    const again = first as AuditEventRecord;
    const head = { chain: 'company-1', sequence: 1, hash: again.hash, seal: '' };
    const twice = storage.write(async (writer) => writer.addAuditEvent(again, head));
    await expect(twice).rejects.toMatchObject({ code: 'storage.duplicate' });
  });
});
