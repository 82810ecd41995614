/**
 * A whole contact centre for tests in a browser: hub, sandbox identity provider, Agent Desktop and Queue Dashboard on
 * free ports, with a clock that can be moved and settings that can be changed while it runs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ResolvedConnection,
  type ResolvedServiceProvider,
  resolvedConnection,
} from '@cordboard/contract/resolved-apply-file';
import type {
  SandboxApp,
  SandboxServiceProviderSettings,
  SandboxUser,
} from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import { type RunningSandboxIdp, startSandboxIdp } from '../../apps/sandbox/src/idp/start-sandbox-idp.ts';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import { REALM_PATH, sandboxServiceProvider } from '../../scripts/demo/demo-company.ts';
import {
  applyDemoCompany,
  closeAll,
  type DemoIdentity,
  type DemoSetup,
  prepareDemo,
  startDemoDashboard,
  startDemoDesktop,
  startDemoHub,
  startDemoIdp,
} from '../../scripts/demo/demo-parts.ts';
import { originOf } from '../../scripts/demo/demo-ports.ts';

/** A host of its own for a second identity provider: ports of one host are one site to a browser. */
const OTHER_IDP_HOST = '127.0.0.3';

export interface OtherIdpOptions {
  /** Slug of the connection, and with it part of its link. */
  readonly slug: string;
  readonly name: string;
  readonly users: readonly SandboxUser[];
  readonly emailDomains: readonly string[];
  readonly answers?: SandboxServiceProviderSettings;
  readonly apps?: readonly SandboxApp[];
}

/** An identity provider beside the first one, and the connection that trusts it. */
export interface OtherIdp {
  readonly idp: RunningSandboxIdp;
  readonly connection: ResolvedConnection;
}

export interface ContactCentre {
  readonly setup: DemoSetup;
  readonly hub: RunningHub;
  /** Origins without a trailing slash, but for the User/Agent URL, which has one. */
  readonly hubUrl: string;
  readonly agentUrl: string;
  readonly idpUrl: string;
  readonly desktopUrl: string;
  readonly dashboardUrl: string;
  readonly amina: DemoIdentity;
  readonly ben: DemoIdentity;
  /** Moves the clock of all parts forward. */
  readonly advance: (ms: number) => void;
  /** Forgets which agents are at work: they are so in all browsers, the next test's too. */
  readonly restartDesktop: () => Promise<void>;
  /** Applies the company with another service provider; without one, as it was at the start. */
  readonly apply: (change?: (serviceProvider: ResolvedServiceProvider) => ResolvedServiceProvider) => Promise<void>;
  readonly startOtherIdp: (options: OtherIdpOptions) => Promise<OtherIdp>;
  /** Newest first. */
  readonly attempts: () => Promise<readonly AttemptRecord[]>;
  readonly close: () => Promise<void>;
}

const personNamed = (setup: DemoSetup, login: string): DemoIdentity => {
  const found = setup.people.find((person) => person.login === login);
  if (found === undefined) {
    throw new Error(`the demo has no ${login}`);
  }
  return found;
};

const connectionTo = (idp: RunningSandboxIdp, options: OtherIdpOptions): ResolvedConnection =>
  resolvedConnection.parse({
    slug: options.slug,
    name: options.name,
    metadata: { url: idp.metadataUrl },
    match: { emailAttribute: 'email', emailDomains: options.emailDomains },
    profile: { displayName: 'displayName', firstName: 'firstName', lastName: 'lastName' },
  });

const startOtherIdp = async (setup: DemoSetup, options: OtherIdpOptions): Promise<OtherIdp> => {
  const idp = await startSandboxIdp({
    host: OTHER_IDP_HOST,
    port: 0,
    users: options.users,
    serviceProviders: [{ slug: 'cordboard', metadataUrl: setup.spMetadataUrl, ...options.answers }],
    apps: options.apps,
    clock: setup.clock,
    random: setup.random,
  });
  return { idp, connection: connectionTo(idp, options) };
};

const createFolder = (): { readonly path: string; readonly close: () => Promise<void> } => {
  const path = mkdtempSync(join(tmpdir(), 'cordboard-e2e-'));
  return { path, close: async () => rmSync(path, { recursive: true, force: true }) };
};

/** A clock that runs with the machine's and can be moved forward. */
const createClock = (): { readonly now: () => Date; readonly advance: (ms: number) => void } => {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    advance: (ms) => {
      aheadMs += ms;
    },
  };
};

/** Starts everything; closing also removes what was stored. */
export const startContactCentre = async (): Promise<ContactCentre> => {
  const folder = createFolder();
  const clock = createClock();
  const started: { close(): Promise<void> }[] = [folder];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const setup: DemoSetup = {
      ...(await prepareDemo({ port: 0, dataFolder: folder.path, logLevel: 'error' })),
      clock: clock.now,
    };
    const idp = keep(await startDemoIdp(setup, undefined));
    const hub = keep(await startDemoHub(setup));
    await applyDemoCompany(hub, setup);
    let desktop = await startDemoDesktop(setup);
    keep({ close: () => desktop.close() });
    const dashboard = keep(await startDemoDashboard(setup));
    return {
      setup,
      hub,
      hubUrl: originOf(setup.addresses.hub),
      agentUrl: setup.agentUrl,
      idpUrl: idp.url,
      desktopUrl: desktop.url,
      dashboardUrl: dashboard.url,
      amina: personNamed(setup, 'amina'),
      ben: personNamed(setup, 'ben'),
      advance: clock.advance,
      restartDesktop: async () => {
        await desktop.close();
        desktop = await startDemoDesktop(setup);
      },
      apply: (change = (same) => same) => applyDemoCompany(hub, setup, change(sandboxServiceProvider(setup.addresses))),
      startOtherIdp: async (options) => {
        const other = await startOtherIdp(setup, options);
        keep(other.idp);
        return other;
      },
      attempts: () => hub.storage.read.listAttempts({ limit: 100 }),
      close: () => closeAll(started),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
};

/** Address of a page of the realm, e.g. `sign-in/default/sandbox`. */
export const realmPage = (centre: ContactCentre, path: string): string => `${centre.hubUrl}${REALM_PATH}/${path}`;
