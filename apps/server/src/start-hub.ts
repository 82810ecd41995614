/** From process settings to a hub that answers: configuration, master key, wiring, control socket, listening. */

import type { ApplyAnswer, ControlApplyRequest } from '@cordboard/contract/control';
import type { Logger } from 'pino';
import { createControlService } from './admin-api/control-service.ts';
import { startControlSocket } from './admin-api/control-socket.ts';
import { issueSetUpLink } from './administrators/first-run.ts';
import { type ComposedHub, composeHub } from './compose.ts';
import { loadServerConfig, type ServerConfig } from './config/server-config.ts';
import { loadMasterKey } from './keys/master-key.ts';
import { createGuardedFetch } from './outbound/guarded-fetch.ts';
import { createLogger } from './telemetry/create-logger.ts';

export interface StartHubOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the settings start here. */
  readonly cwd: string;
  /** The built agent pages. */
  readonly portalFolder: string;
  /** Epoch milliseconds; the machine's clock unless set. */
  readonly clock?: () => number;
}

export interface RunningHub extends ComposedHub {
  readonly config: ServerConfig;
  readonly logger: Logger;
  /** What `cordboard apply` does. */
  readonly apply: (request: ControlApplyRequest) => Promise<ApplyAnswer>;
  /** The address that it listens on. */
  readonly address: string;
  /**
   * Where the first owner is made, while there is none. Whoever has it owns the installation: print it for the
   * operator and log it nowhere.
   */
  readonly setUpUrl: string | null;
}

/**
 * Starts the hub that `npm start` and the demo run.
 *
 * @throws CordboardError `config.invalid`, `keys.master_key_missing` and other `keys.*`, `storage.locked`.
 */
export const startHub = async (options: StartHubOptions): Promise<RunningHub> => {
  const config = loadServerConfig({ env: options.env, cwd: options.cwd });
  const logger = createLogger(config.logLevel);
  for (const warning of config.warnings) {
    logger.warn(warning);
  }
  const masterKey = await loadMasterKey({
    path: config.masterKeyFile ?? undefined,
    credentialsDirectory: options.env['CREDENTIALS_DIRECTORY'],
  });
  const hub = await composeHub({
    installationUrl: config.installationUrl,
    listen: config.listen,
    dataFolder: config.dataFolder,
    masterKey,
    portalFolder: options.portalFolder,
    trustedProxies: config.allowForwardedFrom,
    attemptRetentionDays: config.attempts.retentionDays,
    limits: config.limits,
    fetch: createGuardedFetch(config.outbound),
    logger,
    ...(options.clock !== undefined && { clock: options.clock }),
  });
  try {
    const service = createControlService(hub, config);
    const control = await startControlSocket({ dataFolder: config.dataFolder, service, logger });
    const { installationUrl } = config;
    const setUp = await issueSetUpLink({ ...hub, installationUrl });
    const address = await hub.listen();
    logger.info({ address, installationUrl }, 'the hub answers');
    const close = async (): Promise<void> => {
      await control.close();
      await hub.close();
    };
    const apply = (request: ControlApplyRequest): Promise<ApplyAnswer> => service.apply(request);
    return { ...hub, config, logger, address, setUpUrl: setUp?.url ?? null, apply, close };
  } catch (error) {
    await hub.close();
    throw error;
  }
};
