/** Starts everything that the demo shows: hub, sandbox identity provider, Agent Desktop, Queue Dashboard. */
import { rmSync } from 'node:fs';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import { seedDemoAdministrator } from './demo-administrator.ts';
import {
  applyDemoCompany,
  closeAll,
  type DemoPerson,
  prepareDemo,
  startDemoDashboard,
  startDemoDesktop,
  startDemoHub,
  startDemoIdp,
} from './demo-parts.ts';
import { originOf } from './demo-ports.ts';

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
  readonly portalUrl: string;
  readonly administrator: DemoPerson;
  readonly idpUrl: string;
  readonly desktopUrl: string;
  readonly dashboardUrl: string;
  /** Passwords of this run only. */
  readonly people: readonly DemoPerson[];
  readonly close: () => Promise<void>;
}

/** @throws Error when a port is busy; CordboardError when the hub cannot start. */
export const startDemo = async (options: StartDemoOptions): Promise<RunningDemo> => {
  const setup = await prepareDemo(options);
  const started: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const idp = keep(await startDemoIdp(setup, options.answers));
    const hub = keep(await startDemoHub(setup));
    await applyDemoCompany(hub, setup);
    await seedDemoAdministrator(hub, setup);
    const desktop = keep(await startDemoDesktop(setup));
    const dashboard = keep(await startDemoDashboard(setup));
    return {
      hub,
      agentUrl: setup.agentUrl,
      portalUrl: `${originOf(setup.addresses.hub)}/admin/`,
      administrator: { login: setup.administrator.email, password: setup.administrator.password },
      idpUrl: idp.url,
      desktopUrl: desktop.url,
      dashboardUrl: dashboard.url,
      people: setup.people.map(({ login, password }) => ({ login, password })),
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
