/** Starts everything that the demo shows: hub, sandbox identity provider, Agent Desktop, Queue Dashboard. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDesktop } from '../../apps/desktop/src/start-desktop.ts';
import { startSandboxIdp } from '../../apps/sandbox/src/idp/start-sandbox-idp.ts';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import { startSampleApp } from '../../apps/sandbox/src/sample-app/start-sample-app.ts';
import { createMasterKeyFile } from '../../apps/server/src/keys/master-key.ts';
import { type RunningHub, startHub } from '../../apps/server/src/start-hub.ts';
import { demoCompany, REALM_PATH } from './demo-company.ts';
import { type DemoAddresses, findDemoPorts, originOf } from './demo-ports.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface DemoPerson {
  readonly login: string;
  readonly password: string;
}

export interface StartDemoOptions {
  /** First of four consecutive ports; 0 takes any free ones. */
  readonly port: number;
  /** Kept between runs. */
  readonly dataFolder: string;
  readonly logLevel?: string;
  /** How the sandbox answers; encrypted and twice signed unless set. */
  readonly answers?: SandboxServiceProviderSettings;
}

export interface RunningDemo {
  readonly hub: RunningHub;
  /** The User/Agent URL. */
  readonly agentUrl: string;
  readonly idpUrl: string;
  readonly desktopUrl: string;
  readonly dashboardUrl: string;
  /** Passwords of this run only. */
  readonly people: readonly DemoPerson[];
  readonly close: () => Promise<void>;
}

const newPassword = (): string => randomBytes(9).toString('base64url');
const newSecret = (): string => randomBytes(32).toString('base64url');
const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const hubSettings = (options: StartDemoOptions, addresses: DemoAddresses): Record<string, string> => ({
  CORDBOARD_INSTALLATION_URL: originOf(addresses.hub),
  CORDBOARD_LISTEN_HOST: addresses.hub.host,
  CORDBOARD_LISTEN_PORT: String(addresses.hub.port),
  CORDBOARD_DATA_FOLDER: options.dataFolder,
  CORDBOARD_MASTER_KEY_FILE: join(options.dataFolder, 'master.key'),
  CORDBOARD_LOG_LEVEL: options.logLevel ?? 'warn',
  // The demo's identity provider is on this machine, which no tenant may reach otherwise.
  CORDBOARD_OUTBOUND_ALLOW_RANGES: '127.0.0.0/8',
});

/** Closes in the opposite order, and goes on when one part fails to close. */
const closeAll = async (parts: readonly { close(): Promise<void> }[]): Promise<void> => {
  const results = await Promise.allSettled(parts.toReversed().map((part) => part.close()));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0) {
    throw new AggregateError(failed.map((result) => result.reason));
  }
};

const people = (): readonly (DemoPerson & { firstName: string; lastName: string; email: string })[] => [
  { login: 'amina', firstName: 'Amina', lastName: 'Okafor', email: 'amina@acme.example', password: newPassword() },
  { login: 'ben', firstName: 'Ben', lastName: 'Lindqvist', email: 'ben@acme.example', password: newPassword() },
];

/** @throws Error when a port is busy; CordboardError when the hub cannot start. */
export const startDemo = async (options: StartDemoOptions): Promise<RunningDemo> => {
  const addresses = await findDemoPorts(options.port);
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const masterKeyFile = join(options.dataFolder, 'master.key');
  const random = (size: number): Uint8Array => randomBytes(size);
  if (!existsSync(masterKeyFile)) {
    await createMasterKeyFile({ path: masterKeyFile, random });
  }
  const clock = (): Date => new Date();
  const users = people();
  const secrets = { desktop: newSecret(), dashboard: newSecret() };
  const installationUrl = originOf(addresses.hub);
  const agentUrl = `${installationUrl}${REALM_PATH}/`;
  const issuer = `${installationUrl}${REALM_PATH}/oidc`;
  const started: { close(): Promise<void> }[] = [];
  try {
    const idp = await startSandboxIdp({
      ...addresses.idp,
      users,
      serviceProviders: [
        {
          slug: 'cordboard',
          metadataUrl: `${installationUrl}${REALM_PATH}/saml/default/metadata`,
          encrypt: 'gcm',
          ...options.answers,
        },
      ],
      apps: [
        { kind: 'saml', slug: 'agent-desktop', name: 'Agent Desktop', serviceProvider: 'cordboard', relayState: 'desktop' },
        { kind: 'saml', slug: 'launchpad', name: 'Launchpad', serviceProvider: 'cordboard', hidden: true },
        { kind: 'bookmark', slug: 'acme', name: 'Acme Contact Center', href: agentUrl },
      ],
      wantAuthnRequestsSigned: true,
      clock,
      random,
      dataDir: join(options.dataFolder, 'sandbox-idp'),
    });
    started.push(idp);
    const hub = await startHub({
      env: hubSettings(options, addresses),
      cwd: options.dataFolder,
      portalFolder: join(root, 'apps', 'portal', 'dist'),
    });
    started.push(hub);
    const answer = await hub.apply({
      file: demoCompany(addresses, {
        desktop: hashSecret(secrets.desktop),
        dashboard: hashSecret(secrets.dashboard),
      }),
      dryRun: false,
      prune: false,
    });
    if (!answer.applied) {
      throw new Error(`the demo's company was not applied: ${JSON.stringify(answer.problems)}`);
    }
    const desktop = await startDesktop({
      ...addresses.desktop,
      issuer,
      clientId: 'desktop',
      clientSecret: secrets.desktop,
      companyName: 'Acme Contact Center',
      clock,
      random,
    });
    started.push(desktop);
    const dashboard = await startSampleApp({
      ...addresses.dashboard,
      issuer,
      clientId: 'dashboard',
      clientSecret: secrets.dashboard,
      clock,
      random,
    });
    started.push(dashboard);
    return {
      hub,
      agentUrl,
      idpUrl: idp.url,
      desktopUrl: desktop.url,
      dashboardUrl: dashboard.url,
      people: users.map(({ login, password }) => ({ login, password })),
      close: () => closeAll(started),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
};

/** Forgets what earlier runs stored. */
export const resetDemo = (dataFolder: string): void => {
  rmSync(dataFolder, { recursive: true, force: true });
};
