/**
 * The control service without a hub: opens the database itself, under the same lock that a hub holds, so that the
 * `cordboard` command also works while the hub is stopped.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlService, createControlService } from './admin-api/control-service.ts';
import { type AuditLog, createAuditLog } from './audit/audit-log.ts';
import type { ServerConfig } from './config/server-config.ts';
import { CordboardError } from './errors.ts';
import { loadMasterKey, type MasterKey } from './keys/master-key.ts';
import { createSealer, type Sealer } from './keys/seal.ts';
import { DATABASE_FILE } from './storage/database-file.ts';
import { openSqliteStorage } from './storage/engines/sqlite/open-sqlite-storage.ts';
import { openDataFolder } from './storage/open-data-folder.ts';

export interface OfflineControlOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether new keys may have to be sealed, so that the master key is needed. */
  readonly mayWrite: boolean;
  /** Whether the command checks what only the master key proves. */
  readonly needsMasterKey?: boolean | undefined;
}

export interface OfflineControl {
  readonly service: ControlService;
  close(): Promise<void>;
}

const noSealer: Pick<Sealer, 'seal'> = {
  seal: () => {
    throw new CordboardError('internal.failed', { received: 'a key to seal in a command that only reads' });
  },
};

const noAudit: Pick<AuditLog, 'verify'> = {
  verify: () => {
    throw new CordboardError('internal.failed', { received: 'a check in a command that has no master key' });
  },
};

const random = (size: number): Uint8Array => randomBytes(size);

const readMasterKey = (config: ServerConfig, env: OfflineControlOptions['env']): Promise<MasterKey> =>
  loadMasterKey({ path: config.masterKeyFile ?? undefined, credentialsDirectory: env['CREDENTIALS_DIRECTORY'] });

/**
 * Opens the database of a stopped hub. A command that only reads does not make one.
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
  if (!options.mayWrite && !existsSync(path)) {
    throw new CordboardError('control.unavailable', {
      expected: `a database at ${path}`,
      received: 'none',
      hint: 'Name the data folder with --data, or the configuration with --config.',
    });
  }
  const masterKey =
    options.mayWrite || options.needsMasterKey === true ? await readMasterKey(config, options.env) : null;
  openDataFolder(config.dataFolder);
  const storage = await openSqliteStorage({ path });
  const service = createControlService(
    // Nobody else has the directory in memory while the database is locked.
    {
      storage,
      sealer: masterKey === null ? noSealer : createSealer({ masterKey, random }),
      audit: masterKey === null ? noAudit : createAuditLog({ masterKey, clock: Date.now, newId: randomUUID }),
      clock: Date.now,
      random,
      directoryChanged: () => Promise.resolve(),
    },
    config,
    { running: false },
  );
  return { service, close: () => storage.close() };
};
