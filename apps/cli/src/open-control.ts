/** Finds the hub: the one that runs, or, when none does, its database. */
import { connect } from 'node:net';
import { resolve } from 'node:path';
import type { ControlService } from '@cordboard/server/control-service';
import { controlSocketPath } from '@cordboard/server/control-socket';
import { CordboardError } from '@cordboard/server/errors';
import { openOfflineControl } from '@cordboard/server/open-offline-control';
import { loadServerConfig, type ServerConfig } from '@cordboard/server/server-config';
import type { CliIo } from './cli-io.ts';
import { createControlClient } from './control-client.ts';

/** Options that every command has. */
export interface PlaceOptions {
  /** Data folder; the configured one unless set. */
  readonly data?: string | undefined;
  /** Configuration file. */
  readonly config?: string | undefined;
}

export interface OpenControl {
  readonly service: ControlService;
  /** Whether a hub answers, or the command opened its database. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

/** `free`: nobody listens there. */
const probe = (socketPath: string): Promise<'hub' | 'free'> =>
  new Promise((found, reject) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      found('hub');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR') {
        found('free');
      } else {
        reject(
          new CordboardError('control.unavailable', {
            expected: `the socket ${socketPath}`,
            received: error.code ?? error.message,
            hint: 'Run the command as the user that runs the hub.',
            cause: error,
          }),
        );
      }
    });
  });

/** What the command is about to do, which says what it needs while no hub runs. */
export interface Purpose {
  readonly mayWrite: boolean;
  /** Whether it makes a database where there is none. */
  readonly mayCreate?: boolean;
  /** Whether it checks what only the master key proves. */
  readonly needsMasterKey?: boolean;
}

const openOffline = async (config: ServerConfig, io: CliIo, purpose: Purpose): Promise<OpenControl> => {
  try {
    return { ...(await openOfflineControl(config, { env: io.env, ...purpose })), isRunning: false };
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'storage.locked') {
      throw new CordboardError('control.unavailable', {
        expected: `an answer at ${controlSocketPath(config.dataFolder)}`,
        received: 'none, although the database is in use',
        hint: 'The hub is starting or stopping, or another command is at work. Try again.',
        cause: error,
      });
    }
    throw error;
  }
};

/**
 * Opens the control service of the hub that the options and the environment name.
 *
 * @throws CordboardError `config.invalid`, `control.unavailable`, and codes of `storage.` and `keys.`.
 */
export const openControl = async (options: PlaceOptions, io: CliIo, purpose: Purpose): Promise<OpenControl> => {
  const loaded = loadServerConfig({ env: io.env, cwd: io.cwd, configFile: options.config });
  const config = options.data === undefined ? loaded : { ...loaded, dataFolder: resolve(io.cwd, options.data) };
  const socketPath = controlSocketPath(config.dataFolder);
  if ((await probe(socketPath)) === 'hub') {
    return { service: createControlClient(socketPath), isRunning: true, close: () => Promise.resolve() };
  }
  return openOffline(config, io, purpose);
};
