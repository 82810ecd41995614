/**
 * A contact centre that nobody has connected yet: hub, an owner, a company with a realm of agents, and a sandbox identity
 * provider that waits beside it. For tests of the Administration Portal.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvedApplyFile, resolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import type { BrowserContext, Page } from 'playwright-core';
import type { SandboxServiceProviderSettings } from '../../apps/sandbox/src/idp/sandbox-idp-options.ts';
import type { RunningSandboxIdp } from '../../apps/sandbox/src/idp/start-sandbox-idp.ts';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import { demoCompany } from '../../scripts/demo/demo-company.ts';
import {
  closeAll,
  type DemoIdentity,
  type DemoSetup,
  prepareDemo,
  startDemoHub,
  startDemoIdp,
} from '../../scripts/demo/demo-parts.ts';
import { originOf } from '../../scripts/demo/demo-ports.ts';

export const OWNER = { name: 'Amina Okafor', login: 'amina@acme.example', password: 'five purple otters juggle' };

export interface AdministeredCentre {
  readonly hubUrl: string;
  readonly idpUrl: string;
  readonly metadataUrl: string;
  /** The owner, as the identity provider knows her. */
  readonly amina: DemoIdentity;
  /** Somebody who is no administrator. */
  readonly ben: DemoIdentity;
  /** Becomes the owner in this browser, or signs in again. */
  readonly signIn: (context: BrowserContext) => Promise<Page>;
  /** From now on the identity provider answers like this. Its key stays. */
  readonly answerWith: (answers: SandboxServiceProviderSettings) => Promise<void>;
  /** The hub ends, and begins again with what it has stored. */
  readonly restartHub: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Local sign-in, and a service provider without connections. */
const applyCompany = async (hub: RunningHub, { addresses }: DemoSetup): Promise<void> => {
  const serviceProvider = resolvedServiceProvider.parse({ slug: 'default' });
  const secretHashes = { desktop: 'A'.repeat(43), dashboard: 'A'.repeat(43) };
  const demo = demoCompany({ addresses, secretHashes, serviceProvider });
  const file = resolvedApplyFile.parse({
    companies: demo.companies.map((company) => ({
      ...company,
      environments: company.environments.map((environment) => ({
        ...environment,
        realms: environment.realms.map((realm) => ({ ...realm, ssoMode: 'non-sso', allowUntestedEnable: false })),
      })),
    })),
  });
  const answer = await hub.apply({ file, dryRun: false, prune: false });
  if (!answer.applied) {
    throw new Error(`the company was not applied: ${JSON.stringify(answer.problems)}`);
  }
};

const personNamed = (setup: DemoSetup, login: string): DemoIdentity => {
  const found = setup.people.find((person) => person.login === login);
  if (found === undefined) {
    throw new Error(`the demo has no ${login}`);
  }
  return found;
};

const becomeOwner = async (page: Page, setUpUrl: string): Promise<void> => {
  await page.goto(setUpUrl);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail address').fill(OWNER.login);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await page.getByRole('navigation', { name: 'Functions' }).first().waitFor({ state: 'attached' });
};

export const startAdministeredCentre = async (): Promise<AdministeredCentre> => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-admin-e2e-'));
  const setup = await prepareDemo({ port: 0, dataFolder: folder, logLevel: 'error' });
  let idp: RunningSandboxIdp = await startDemoIdp(setup, { encrypt: 'none' });
  let hub: RunningHub = await startDemoHub(setup);
  const { setUpUrl } = hub;
  const removeFolder = { close: async () => rmSync(folder, { recursive: true, force: true }) };
  const close = (): Promise<void> =>
    closeAll([removeFolder, { close: () => idp.close() }, { close: () => hub.close() }]);
  await applyCompany(hub, setup);
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> | null = null;
  return {
    hubUrl: originOf(setup.addresses.hub),
    idpUrl: idp.url,
    metadataUrl: idp.metadataUrl,
    amina: personNamed(setup, 'amina'),
    ben: personNamed(setup, 'ben'),
    signIn: async (context) => {
      const page = await context.newPage();
      if (cookies === null) {
        await becomeOwner(page, setUpUrl ?? '');
        cookies = await context.cookies();
      } else {
        await context.addCookies(cookies);
      }
      return page;
    },
    answerWith: async (answers) => {
      await idp.close();
      idp = await startDemoIdp(setup, { encrypt: 'none', ...answers });
    },
    restartHub: async () => {
      await hub.close();
      hub = await startDemoHub(setup);
    },
    close,
  };
};
