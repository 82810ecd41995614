/** From process settings to a hub that answers: configuration, master key, wiring, control socket, listening. */

import type { ApplyAnswer, ApplyRequest } from '@cordboard/contract/control';
import type { Logger } from 'pino';
import { type ComposedHub, composeHub } from './compose.ts';
import { loadServerConfig, type ServerConfig } from './config/server-config.ts';
import { createKeyMaker } from './directory/apply/apply-keys.ts';
import { executeApply } from './directory/apply/execute-apply.ts';
import { loadMasterKey } from './keys/master-key.ts';
import { createGuardedFetch } from './outbound/guarded-fetch.ts';
import { createLogger } from './telemetry/create-logger.ts';

export interface StartHubOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths of the settings start here. */
  readonly cwd: string;
  /** The built agent pages. */
  readonly portalFolder: string;
}

export interface RunningHub extends ComposedHub {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly apply: (request: ApplyRequest) => Promise<ApplyAnswer>;
  /** The address that it listens on. */
  readonly address: string;
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
    logger,
  });
  try {
    const newId = (): string => Buffer.from(hub.random(16)).toString('base64url');
    const fetch = createGuardedFetch(config.outbound);
    const makeKeys = createKeyMaker({ sealer: hub.sealer, clock: hub.clock, random: hub.random, newId });
    const apply = async (request: ApplyRequest): Promise<ApplyAnswer> => {
      const answer = await executeApply(request, {
        storage: hub.storage,
        fetch,
        makeKeys,
        clock: hub.clock,
        newId,
        installationUrl: config.installationUrl,
      });
      await hub.directoryChanged();
      return answer;
    };
    const address = await hub.listen();
    logger.info({ address, installationUrl: config.installationUrl }, 'the hub answers');
    return { ...hub, config, logger, address, apply };
  } catch (error) {
    await hub.close();
    throw error;
  }
};
