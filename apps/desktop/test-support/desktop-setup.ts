/** A desktop with a test issuer and a browser, and the steps that its tests have in common. */
import { randomBytes } from 'node:crypto';
import { createTestBrowser, fieldValue, type TestBrowser } from '@cordboard/sandbox/test-browser';
import { startTestIssuer, type TestIssuer } from '@cordboard/sandbox/test-issuer';
import { type DesktopLogEntry, type DesktopOptions, type RunningDesktop, startDesktop } from '../src/start-desktop.ts';

export const client: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: 'desktop',
  clientSecret: 'a secret: with + and /',
};
export const SESSION_COOKIE = 'cordboard_desktop_session';

const running: { close(): Promise<void> }[] = [];

/** Ends everything that was started; call it after each test. */
export const closeAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((server) => server.close()));
};

export interface Setup {
  readonly desktop: RunningDesktop;
  readonly issuer: TestIssuer;
  readonly browser: TestBrowser;
  readonly log: DesktopLogEntry[];
  pass(ms: number): void;
}

export const setUp = async (options: Partial<DesktopOptions> = {}): Promise<Setup> => {
  const issuer = await startTestIssuer([client]);
  let passedMs = 0;
  const log: DesktopLogEntry[] = [];
  const desktop = await startDesktop({
    host: '127.0.0.1',
    port: 0,
    issuer: issuer.issuer,
    ...client,
    clock: () => new Date(Date.now() + passedMs),
    random: randomBytes,
    log: (entry) => log.push(entry),
    ...options,
  });
  running.push(desktop, issuer);
  const pass = (ms: number): void => {
    passedMs += ms;
  };
  return { desktop, issuer, browser: createTestBrowser(), log, pass };
};

export const home = async ({ desktop, browser }: Setup): Promise<Response> =>
  browser.follow(await browser.get(`${desktop.url}/`));

/** Ends on the extension page; gives its form token. */
export const signIn = async (setup: Setup): Promise<string> => {
  const page = await (await home(setup)).text();
  return fieldValue(page, 'token') ?? '';
};

export const sendExtension = async ({ desktop, browser }: Setup, token: string, extension: string): Promise<Response> =>
  browser.follow(await browser.post(`${desktop.url}/extension`, { token, extension }));

export const startWork = async (setup: Setup, extension = '1023'): Promise<string> => {
  const token = await signIn(setup);
  await sendExtension(setup, token, extension);
  return token;
};

export const snapshot = ({ desktop, browser }: Setup): Promise<Response> => browser.get(`${desktop.url}/api/desktop`);

/** Stops the sign-in at the callback: the address that the hub sends the browser to. */
export const callbackUrl = async ({ desktop, browser }: Setup): Promise<string> => {
  const toHub = await browser.get(`${desktop.url}/`);
  const toCallback = await browser.get(toHub.headers.get('location') ?? '');
  return toCallback.headers.get('location') ?? '';
};
