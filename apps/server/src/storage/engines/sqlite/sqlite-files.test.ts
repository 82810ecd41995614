import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putSampleDirectory, sampleRealm } from '../../conformance/sample-records.ts';
import { migrations } from '../../migrations/migrations.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-sqlite-'));
  path = join(folder, 'hub.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const crashWriter = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

const startWriter = (first: number): ChildProcess =>
  spawn(process.execPath, [crashWriter, path, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] });

describe('the file of an SQLite storage', () => {
  it('is made with its folders, for its owner only', async () => {
    path = join(folder, 'deep', 'hub.db');
    const storage = await openSqliteStorage({ path });
    await storage.write(putSampleDirectory);
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`])
      expect(statSync(file).mode & 0o077).toBe(0);
    await storage.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('has a lock that nobody else can take, also when an earlier one was open to others', async () => {
    await (await openSqliteStorage({ path })).close();
    chmodSync(`${path}.lock`, 0o644);
    const storage = await openSqliteStorage({ path });
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600);
    await storage.close();
  });

  it('stays locked for other processes after a second attempt of this one', async () => {
    const storage = await openSqliteStorage({ path });
    await expect(openSqliteStorage({ path })).rejects.toMatchObject({ code: 'storage.locked' });
    const child = startWriter(0);
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const [code] = await once(child, 'close');
    expect([code, errors]).toEqual([1, expect.stringContaining('storage.locked')]);
    await storage.close();
  });

  it('is refused while it is open, under another name too, and free again after closing', async () => {
    const storage = await openSqliteStorage({ path });
    symlinkSync(path, join(folder, 'alias.db'));
    for (const name of [path, join(folder, 'alias.db')]) {
      const second = openSqliteStorage({ path: name });
      await expect(second).rejects.toMatchObject({
        code: 'storage.locked',
        received: expect.stringContaining('hub.db'),
      });
    }
    await storage.close();
    await (await openSqliteStorage({ path })).close();
  });

  it('is refused when a newer version made it, and left as it is', async () => {
    await (await openSqliteStorage({ path })).close();
    const newer = (migrations.at(-1)?.version ?? 0) + 1;
    const database = new DatabaseSync(path);
    database.prepare('insert into schema_version values (?, ?, ?)').run(newer, 'from-the-future', 0);
    database.close();
    const before = readFileSync(path);
    const opening = openSqliteStorage({ path });
    await expect(opening).rejects.toMatchObject({ code: 'storage.newer_schema', received: `schema ${newer}` });
    expect(readFileSync(path).equals(before)).toBe(true);
    // The refused attempt holds no lock.
    await expect(openSqliteStorage({ path })).rejects.toMatchObject({ code: 'storage.newer_schema' });
  });

  it('is refused when it is something else', async () => {
    writeFileSync(path, 'not a database, but long enough to be read as one'.repeat(100));
    await expect(openSqliteStorage({ path })).rejects.toMatchObject({ code: 'storage.damaged' });
    await expect(openSqliteStorage({ path: folder })).rejects.toMatchObject({ code: 'storage.open_failed' });
  });

  it('says which record is damaged', async () => {
    const storage = await openSqliteStorage({ path });
    await storage.write(putSampleDirectory);
    await storage.close();
    const database = new DatabaseSync(path);
    database.exec(`update realm set settings = '{"sessionMinutes":-1}'`);
    database.close();
    const again = await openSqliteStorage({ path });
    await expect(again.read.findRealmViewById('realm-1')).rejects.toMatchObject({
      code: 'storage.damaged_record',
      expected: 'the shape of realm.settings',
    });
    await again.close();
  });

  it('of a temporary storage is gone after closing', async () => {
    const storage = await openSqliteStorage({ path: ':memory:' });
    await storage.write(putSampleDirectory);
    expect(existsSync(storage.path)).toBe(true);
    await storage.close();
    await storage.close();
    expect(existsSync(dirname(storage.path))).toBe(false);
  });

  it('records when each migration ran', async () => {
    const storage = await openSqliteStorage({ path, clock: () => 1234 });
    await storage.close();
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare('select version, name, applied_at from schema_version').all();
    database.close();
    expect(rows.map((row) => ({ ...row }))).toEqual(
      migrations.map(({ version, name }) => ({ version, name, applied_at: 1234 })),
    );
  });

  it('answers reads while a write is open', async () => {
    const storage = await openSqliteStorage({ path });
    await storage.write(putSampleDirectory);
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const write = storage.write(async (writer) => {
      await writer.putRealm(sampleRealm({ name: 'Changed' }));
      await gate;
    });
    expect((await storage.read.findRealmViewById('realm-1'))?.realm.name).toBe('Agents');
    finish();
    await write;
    expect((await storage.read.findRealmViewById('realm-1'))?.realm.name).toBe('Changed');
    await storage.close();
  });
});

describe('a process that is killed while it writes', () => {
  it('loses nothing that was acknowledged, leaves no half commit and no lock', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const child = startWriter(round * 1_000_000);
      let output = '';
      const enough = new Promise<void>((resolve) => {
        child.stdout?.on('data', (chunk: Buffer) => {
          output += chunk.toString('latin1');
          if (output.length > 100 + round * 400) resolve();
        });
      });
      const closed = once(child, 'close');
      await Promise.race([enough, closed]);
      child.kill('SIGKILL');
      await closed;
      acknowledged.push(...output.split('\n').slice(0, -1).map(Number));
    }
    expect(acknowledged.length).toBeGreaterThan(50);
    await (await openSqliteStorage({ path })).close();
    const database = new DatabaseSync(path, { readOnly: true });
    const ids = (scope: string): Set<number> =>
      new Set(
        database
          .prepare('select id from used_id where scope = ?')
          .all(scope)
          .map(({ id }) => Number(id)),
      );
    const [a, b] = [ids('crash-a'), ids('crash-b')];
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
    expect(acknowledged.filter((number) => !a.has(number))).toEqual([]);
    expect([...a].toSorted()).toEqual([...b].toSorted());
  });

  it('keeps other processes out while it lives', async () => {
    const child = startWriter(0);
    const closed = once(child, 'close');
    if (child.stdout === null) throw new Error('the process has no output');
    await once(child.stdout, 'data');
    await expect(openSqliteStorage({ path })).rejects.toMatchObject({ code: 'storage.locked' });
    child.kill('SIGKILL');
    await closed;
    await (await openSqliteStorage({ path })).close();
  });
});
