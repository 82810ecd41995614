/**
 * The control service without a hub: opens the database itself, under the same lock that a hub holds, so that the
 * `cordboard` command also works while the hub is stopped.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlService, createControlService } from './admin-api/control-service.ts';
import type { ServerConfig } from './config/server-config.ts';
import { CordboardError } from './errors.ts';
import { loadMasterKey } from './keys/master-key.ts';
import { createSealer, type Sealer } from './keys/seal.ts';
import { DATABASE_FILE } from './storage/database-file.ts';
import { openSqliteStorage } from './storage/engines/sqlite/open-sqlite-storage.ts';
import { openDataFolder } from './storage/open-data-folder.ts';

export interface OfflineControlOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether new keys may have to be sealed, so that the master key is needed. */
  readonly mayWrite: boolean;
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

const random = (size: number): Uint8Array => randomBytes(size);

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
  const { CREDENTIALS_DIRECTORY: credentialsDirectory } = options.env;
  if (!options.mayWrite && !existsSync(path)) {
    throw new CordboardError('control.unavailable', {
      expected: `a database at ${path}`,
      received: 'none',
      hint: 'Name the data folder with --data, or the configuration with --config.',
    });
  }
  const sealer = options.mayWrite
    ? createSealer({
        masterKey: await loadMasterKey({
          path: config.masterKeyFile ?? undefined,
          credentialsDirectory,
        }),
        random,
      })
    : noSealer;
  openDataFolder(config.dataFolder);
  const storage = await openSqliteStorage({ path });
  const service = createControlService(
    // Nobody else has the directory in memory while the database is locked.
    { storage, sealer, clock: Date.now, random, directoryChanged: () => Promise.resolve() },
    config,
    { running: false },
  );
  return { service, close: () => storage.close() };
};
