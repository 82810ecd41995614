import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadServerConfig } from './config/server-config.ts';
import { openOfflineControl } from './open-offline-control.ts';
import { DATABASE_FILE } from './storage/database-file.ts';
import { openSqliteStorage } from './storage/engines/sqlite/open-sqlite-storage.ts';

let parent = '';
let folder = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'cordboard-offline-'));
  folder = join(parent, 'data');
  mkdirSync(folder);
});
afterEach(() => rmSync(parent, { recursive: true }));

const open = (mayWrite: boolean) => {
  const keyFile = join(parent, 'master.key');
  writeFileSync(keyFile, Buffer.from(Array.from({ length: 32 }, (_, at) => at)), { mode: 0o600 });
  const env = { CORDBOARD_DATA_FOLDER: folder, CORDBOARD_MASTER_KEY_FILE: keyFile };
  return openOfflineControl(loadServerConfig({ env, cwd: parent }), { env, mayWrite, mayCreate: mayWrite });
};

describe('openOfflineControl', () => {
  it.each([true, false])(
    'closes the data folder to others before it opens the database (writing: %s)',
    async (mayWrite) => {
      await (await openSqliteStorage({ path: join(folder, DATABASE_FILE) })).close();
      chmodSync(folder, 0o755);
      const control = await open(mayWrite);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(await control.service.status()).toMatchObject({ running: false, companies: 0 });
      await control.close();
    },
  );

  it('makes no database in a folder of other things that others may enter', async () => {
    writeFileSync(join(folder, 'letters.txt'), '');
    chmodSync(folder, 0o755);
    await expect(open(true)).rejects.toMatchObject({ code: 'storage.open_failed' });
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it('reads nothing where there is no database, and makes none', async () => {
    await expect(open(false)).rejects.toMatchObject({ code: 'control.unavailable' });
    expect(() => statSync(join(folder, DATABASE_FILE))).toThrow('ENOENT');
  });
});
