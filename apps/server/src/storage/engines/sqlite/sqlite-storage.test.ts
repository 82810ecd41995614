import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeStorageConformance } from '../../conformance/storage-conformance.ts';
import type { Storage } from '../../ports/storage.ts';
import { openSqliteStorage, type SqliteStorage } from './open-sqlite-storage.ts';

const root = mkdtempSync(join(tmpdir(), 'cordboard-conformance-'));
let databases = 0;
const statements = new Set<string>();

const remember = async (storage: SqliteStorage): Promise<void> => {
  for (const statement of storage.statements()) statements.add(statement);
  await storage.close();
};

afterAll(() => rmSync(root, { recursive: true, force: true }));

describeStorageConformance('SQLite', async () => {
  databases += 1;
  const path = join(root, `${databases}.db`);
  let storage = await openSqliteStorage({ path });
  return {
    storage,
    reopen: async (): Promise<Storage> => {
      await remember(storage);
      storage = await openSqliteStorage({ path });
      return storage;
    },
    dispose: async () => remember(storage),
  };
});

/** Tables that hold minutes' worth of rows, companies in the order of a list, and rows limited before they are counted. */
const SCANS_ALLOWED = ['SCAN parked_result', 'SCAN company USING INDEX', 'SCAN audit_head', 'SCAN some'];

describe('query plans of SQLite', () => {
  it('use an index for every statement that the conformance suite ran', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const storage = await openSqliteStorage({ path: ':memory:' });
    const database = new DatabaseSync(storage.path, { readOnly: true });
    const slow: string[] = [];
    let explained = 0;
    for (const statement of statements) {
      if (!/^\s*(select|insert|update|delete)/i.test(statement) || statement.includes('schema_version')) continue;
      explained += 1;
      for (const { detail } of database.prepare(`explain query plan ${statement}`).all()) {
        const step = String(detail);
        const scans = step.startsWith('SCAN') && !SCANS_ALLOWED.some((allowed) => step.startsWith(allowed));
        // A page must not need the rows after it; a short list may be sorted.
        const sorts = step.startsWith('USE TEMP B-TREE') && statement.includes('limit ?');
        if (scans || sorts) slow.push(`${step}: ${statement}`);
      }
    }
    database.close();
    await storage.close();
    expect(slow).toEqual([]);
    expect(explained).toBeGreaterThan(60);
  });

  it('find what an actor did, and what was done, by an index on it: most events of a log are others', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const storage = await openSqliteStorage({ path: ':memory:' });
    const database = new DatabaseSync(storage.path, { readOnly: true });
    const filtered = [...statements].filter((text) =>
      /from "audit_event".*"(?:actor_id|actor_name|action)" = /.test(text),
    );
    const steps = filtered.flatMap((text) => database.prepare(`explain query plan ${text}`).all());
    database.close();
    await storage.close();
    expect(filtered).toHaveLength(5);
    expect(steps.map(({ detail }) => detail)).toEqual(
      filtered.map(() =>
        expect.stringMatching(
          /^SEARCH audit_event USING INDEX \w+ \(chain=\? AND (?:actor_id|actor_name|action)=\? AND at>/,
        ),
      ),
    );
  });

  it('find the attempts of a person, a stranger or a code by an index on it', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const storage = await openSqliteStorage({ path: ':memory:' });
    const database = new DatabaseSync(storage.path, { readOnly: true });
    const filtered = [...statements].filter(
      (text) => /from "attempt".*"(?:code|user_id|subject)" = /.test(text) && text.includes('"started_at" >='),
    );
    const steps = filtered.flatMap((text) => database.prepare(`explain query plan ${text}`).all());
    database.close();
    await storage.close();
    expect(filtered).toHaveLength(3);
    expect(steps.map(({ detail }) => detail)).toEqual(
      filtered.map(() =>
        expect.stringMatching(
          /^SEARCH attempt USING INDEX \w+ \(realm_id=\? AND (?:code|user_id|subject)=\? AND started_at>/,
        ),
      ),
    );
  });
});
