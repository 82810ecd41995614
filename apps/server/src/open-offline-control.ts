/**
 * The control service without a hub: opens the database itself, under the same lock that a hub holds, so that the
 * `cordboard` command also works while the hub is stopped.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlHub, type ControlService, createControlService } from './admin-api/control-service.ts';
import { createAuditLog } from './audit/audit-log.ts';
import type { ServerConfig } from './config/server-config.ts';
import { CordboardError } from './errors.ts';
import { loadMasterKey, type MasterKey } from './keys/master-key.ts';
import { createSealer } from './keys/seal.ts';
import { DATABASE_FILE } from './storage/database-file.ts';
import { openSqliteStorage } from './storage/engines/sqlite/open-sqlite-storage.ts';
import { openDataFolder } from './storage/open-data-folder.ts';

export interface OfflineControlOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether keys may have to be sealed and events be noted, so that the master key is needed. */
  readonly mayWrite: boolean;
  /** Whether a database is made when there is none. */
  readonly mayCreate?: boolean | undefined;
  /** Whether the command checks what only the master key proves. */
  readonly needsMasterKey?: boolean | undefined;
}

export interface OfflineControl {
  readonly service: ControlService;
  close(): Promise<void>;
}

type Writing = Pick<ControlHub, 'sealer' | 'audit'>;

const onlyReads = (): never => {
  throw new CordboardError('internal.failed', { received: 'the master key in a command that does without it' });
};

const noMasterKey: Writing = { sealer: { seal: onlyReads }, audit: { append: onlyReads, verify: onlyReads } };

const random = (size: number): Uint8Array => randomBytes(size);

const withMasterKey = (masterKey: MasterKey): Writing => ({
  sealer: createSealer({ masterKey, random }),
  audit: createAuditLog({ masterKey, clock: Date.now, newId: randomUUID }),
});

/**
 * Opens the database of a stopped hub.
 *
 * @throws CordboardError `storage.locked` while a hub runs, `storage.open_failed` when others may enter the data folder,
 * `control.unavailable` when there is nothing to read, `keys.master_key_missing` and other codes of `keys.` when a change
 * needs the master key.
 */
export const openOfflineControl = async (
  config: ServerConfig,
  options: OfflineControlOptions,
): Promise<OfflineControl> => {
  const path = join(config.dataFolder, DATABASE_FILE);
  if (options.mayCreate !== true && !existsSync(path)) {
    throw new CordboardError('control.unavailable', {
      expected: `a database at ${path}`,
      received: 'none',
      hint: 'Name the data folder with --data, or the configuration with --config.',
    });
  }
  const loadKey = (): Promise<MasterKey> =>
    loadMasterKey({
      path: config.masterKeyFile ?? undefined,
      credentialsDirectory: options.env['CREDENTIALS_DIRECTORY'],
    });
  const writing = options.mayWrite || options.needsMasterKey === true ? withMasterKey(await loadKey()) : noMasterKey;
  openDataFolder(config.dataFolder);
  const storage = await openSqliteStorage({ path });
  const service = createControlService(
    // Nobody else has the directory in memory while the database is locked.
    { storage, ...writing, clock: Date.now, random, directoryChanged: () => Promise.resolve() },
    config,
    { running: false },
  );
  return { service, close: () => storage.close() };
};
