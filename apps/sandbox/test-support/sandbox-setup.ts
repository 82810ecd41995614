/** A sandbox identity provider with a service provider and a browser, and the steps that its tests have in common. */
import { randomBytes } from 'node:crypto';
import type { SandboxServiceProviderSettings, SandboxUser } from '../src/idp/sandbox-idp-options.ts';
import { type RunningSandboxIdp, type SandboxIdpOptions, startSandboxIdp } from '../src/idp/start-sandbox-idp.ts';
import { createTestBrowser, fieldValue, type TestBrowser } from './test-browser.ts';
import { createTestServiceProvider, type TestServiceProvider } from './test-service-provider.ts';

export const amina: SandboxUser = {
  login: 'amina',
  password: 'correct horse',
  firstName: 'Amina',
  lastName: 'Haddad & Sons',
  email: 'amina@acme.example',
  department: 'Claims',
  groups: ['agents', 'team-7'],
  attributes: { extension: ['1023'] },
};

export const running: { close(): Promise<void> }[] = [];

/** Ends everything that was started; call it after each test. */
export const closeAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((server) => server.close()));
};

export interface Setup {
  readonly idp: RunningSandboxIdp;
  readonly sp: TestServiceProvider;
  readonly browser: TestBrowser;
  setNow(now: Date): void;
}

export const setUp = async (
  settings: SandboxServiceProviderSettings = {},
  options: Partial<SandboxIdpOptions> = {},
  spOptions: Parameters<typeof createTestServiceProvider>[1] = {},
): Promise<Setup> => {
  let idp: RunningSandboxIdp | undefined;
  let now: Date | undefined;
  const sp = await createTestServiceProvider(() => idp?.url ?? '', spOptions);
  idp = await startSandboxIdp({
    host: '127.0.0.1',
    port: 0,
    users: [amina],
    serviceProviders: [{ slug: 'hub', metadata: sp.metadata, ...settings }],
    apps: [
      { kind: 'saml', slug: 'agents', name: 'Agents', serviceProvider: 'hub', relayState: 'launchpad' },
      { kind: 'saml', slug: 'ccp', name: 'Control panel', serviceProvider: 'hub', relayState: 'ccp', hidden: true },
      { kind: 'bookmark', slug: 'docs', name: 'Docs', href: 'https://docs.example/' },
    ],
    clock: () => now ?? new Date(),
    random: randomBytes,
    ...options,
  });
  running.push(idp);
  const setNow = (value: Date): void => {
    now = value;
  };
  return { idp, sp, browser: createTestBrowser(), setNow };
};

export const logIn = async (
  { idp, browser }: Setup,
  page: string,
  password: string = amina.password,
): Promise<Response> => {
  const request = fieldValue(page, 'request');
  const form = { login: 'Amina', password, ...(request === undefined ? {} : { request }) };
  return browser.follow(await browser.post(`${idp.url}/login`, form));
};

/** From the address of a request to the page that posts the answer. */
export const signIn = async (setup: Setup, url: string): Promise<string> => {
  const login = await setup.browser.follow(await setup.browser.get(url));
  return (await logIn(setup, await login.text())).text();
};

export const samlResponseOf = (page: string): string => fieldValue(page, 'SAMLResponse') ?? '';
