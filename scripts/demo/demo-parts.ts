/**
 * The parts of the demo, each started by itself: a test takes the ones it needs and puts another identity provider,
 * or none, beside them. `start-demo.ts` starts them all.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import { type RunningDesktop, startDesktop } from '../../apps/desktop/src/start-desktop.ts';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import { type RunningSandboxIdp, startSandboxIdp } from '../../apps/sandbox/src/idp/start-sandbox-idp.ts';
import { type RunningSampleApp, startSampleApp } from '../../apps/sandbox/src/sample-app/start-sample-app.ts';
import { createMasterKeyFile } from '../../apps/server/src/keys/master-key.ts';
import { type RunningHub, startHub } from '../../apps/server/src/start-hub.ts';
import { demoCompany, REALM_PATH } from './demo-company.ts';
import { type DemoAddresses, findDemoPorts, originOf } from './demo-ports.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface DemoPerson {
  readonly login: string;
  readonly password: string;
}

/** A person as the identity provider knows them. */
export interface DemoIdentity extends DemoPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

export interface DemoSetupOptions {
  /** First of four consecutive ports; 0 takes any free ones. */
  readonly port: number;
  /** Kept between runs. */
  readonly dataFolder: string;
  readonly logLevel?: string;
}

/** What the parts have in common: where each of them is, and the secrets of this run. */
export interface DemoSetup {
  readonly addresses: DemoAddresses;
  readonly dataFolder: string;
  readonly logLevel: string;
  /** The User/Agent URL. */
  readonly agentUrl: string;
  /** The OIDC issuer of the realm. */
  readonly issuer: string;
  /** Metadata of the realm's service provider. */
  readonly spMetadataUrl: string;
  readonly people: readonly DemoIdentity[];
  /** Signs in to the Administration Portal with this password, and at the identity provider with the same. */
  readonly administrator: DemoIdentity;
  readonly secrets: { readonly desktop: string; readonly dashboard: string };
  readonly clock: () => Date;
  readonly random: (size: number) => Uint8Array;
}

const newPassword = (): string => randomBytes(9).toString('base64url');
const newSecret = (): string => randomBytes(32).toString('base64url');
const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const people = (): readonly DemoIdentity[] => [
  { login: 'amina', firstName: 'Amina', lastName: 'Okafor', email: 'amina@acme.example', password: newPassword() },
  { login: 'ben', firstName: 'Ben', lastName: 'Lindqvist', email: 'ben@acme.example', password: newPassword() },
];

const administrator = (): DemoIdentity => ({
  login: 'ada',
  firstName: 'Ada',
  lastName: 'Moreau',
  email: 'ada@acme.example',
  password: newPassword(),
});

const masterKeyFile = (dataFolder: string): string => join(dataFolder, 'master.key');

/** Finds the ports and makes the data folder with its master key. Throws an Error that names a busy port. */
export const prepareDemo = async (options: DemoSetupOptions): Promise<DemoSetup> => {
  const addresses = await findDemoPorts(options.port);
  const { dataFolder } = options;
  const random = (size: number): Uint8Array => randomBytes(size);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = masterKeyFile(dataFolder);
  if (!existsSync(path)) {
    await createMasterKeyFile({ path, random });
  }
  const realmUrl = `${originOf(addresses.hub)}${REALM_PATH}`;
  return {
    addresses,
    dataFolder,
    logLevel: options.logLevel ?? 'warn',
    agentUrl: `${realmUrl}/`,
    issuer: `${realmUrl}/oidc`,
    spMetadataUrl: `${realmUrl}/saml/default/metadata`,
    people: people(),
    administrator: administrator(),
    secrets: { desktop: newSecret(), dashboard: newSecret() },
    clock: () => new Date(),
    random,
  };
};

export const startDemoIdp = (
  setup: DemoSetup,
  answers: SandboxServiceProviderSettings | undefined,
): Promise<RunningSandboxIdp> => {
  const { addresses, clock, people: users, random } = setup;
  const serviceProvider = 'cordboard';
  return startSandboxIdp({
    ...addresses.idp,
    users: [...users, setup.administrator],
    serviceProviders: [{ slug: serviceProvider, metadataUrl: setup.spMetadataUrl, encrypt: 'gcm', ...answers }],
    apps: [
      { kind: 'saml', slug: 'agent-desktop', name: 'Agent Desktop', serviceProvider, relayState: 'desktop' },
      { kind: 'saml', slug: 'launchpad', name: 'Launchpad', serviceProvider, hidden: true },
      { kind: 'bookmark', slug: 'acme', name: 'Acme Contact Center', href: setup.agentUrl },
    ],
    wantAuthnRequestsSigned: true,
    clock,
    random,
    dataDir: join(setup.dataFolder, 'sandbox-idp'),
  });
};

/** The process settings of the demo's hub. */
export const demoHubEnv = ({ addresses, dataFolder, logLevel }: DemoSetup): Readonly<Record<string, string>> => ({
  CORDBOARD_INSTALLATION_URL: originOf(addresses.hub),
  CORDBOARD_LISTEN_HOST: addresses.hub.host,
  CORDBOARD_LISTEN_PORT: String(addresses.hub.port),
  CORDBOARD_DATA_FOLDER: dataFolder,
  CORDBOARD_MASTER_KEY_FILE: masterKeyFile(dataFolder),
  CORDBOARD_LOG_LEVEL: logLevel,
  // The demo's identity provider is on this machine, which no tenant may reach otherwise.
  CORDBOARD_OUTBOUND_ALLOW_RANGES: '127.0.0.0/8',
});

/** The hub with whatever companies its data folder holds; rejects with a CordboardError when it cannot start. */
export const startDemoHub = (setup: DemoSetup): Promise<RunningHub> =>
  startHub({
    env: demoHubEnv(setup),
    cwd: setup.dataFolder,
    portalFolder: join(root, 'apps', 'portal', 'dist'),
    clock: () => setup.clock().getTime(),
  });

/** Applies the demo's company, as often as wanted. Throws an Error that holds the problems. */
export const applyDemoCompany = async (
  hub: RunningHub,
  { addresses, secrets }: DemoSetup,
  serviceProvider?: ResolvedServiceProvider,
): Promise<void> => {
  const secretHashes = { desktop: hashSecret(secrets.desktop), dashboard: hashSecret(secrets.dashboard) };
  const file = demoCompany({ addresses, secretHashes, serviceProvider });
  const answer = await hub.apply({ file, dryRun: false, prune: false });
  if (!answer.applied) {
    throw new Error(`the demo's company was not applied: ${JSON.stringify(answer.problems)}`);
  }
};

export const startDemoDesktop = ({ addresses, issuer, secrets, clock, random }: DemoSetup): Promise<RunningDesktop> =>
  startDesktop({
    ...addresses.desktop,
    issuer,
    clientId: 'desktop',
    clientSecret: secrets.desktop,
    companyName: 'Acme Contact Center',
    clock,
    random,
  });

export const startDemoDashboard = ({
  addresses,
  issuer,
  secrets,
  clock,
  random,
}: DemoSetup): Promise<RunningSampleApp> =>
  startSampleApp({
    ...addresses.dashboard,
    issuer,
    clientId: 'dashboard',
    clientSecret: secrets.dashboard,
    clock,
    random,
  });

/** Closes in the opposite order, and goes on when one part fails to close. */
export const closeAll = async (parts: readonly { close(): Promise<void> }[]): Promise<void> => {
  const results = await Promise.allSettled(parts.toReversed().map((part) => part.close()));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0) {
    throw new AggregateError(failed.map((result) => result.reason));
  }
};
