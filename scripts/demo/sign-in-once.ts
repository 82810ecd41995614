/** One real sign-in through all the parts, without a browser: desktop, hub, identity provider and back. */
import { z } from 'zod';
import { ScriptedBrowser } from '../../apps/sandbox/src/agents/scripted-browser.ts';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import type { RunningDemo } from './start-demo.ts';

/** The line that `npm run demo -- --once` prints. */
export interface OnceResult {
  readonly agent: string;
  readonly app: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly reference: string;
  /** Milliseconds of each stage of the sign-in, and of all of it as the agent saw it. */
  readonly stages: Readonly<Record<string, number>>;
  readonly totalMs: number;
}

const EXTENSION = '1023';

/** What the desktop says about its agent. */
const desktopSnapshot = z.object({
  agent: z.object({ login: z.string() }),
  state: z.literal('not-ready'),
  scopes: z.array(z.string()).min(1),
});

const newestAttempt = async (demo: RunningDemo): Promise<AttemptRecord> => {
  const [attempt] = await demo.hub.storage.read.listAttempts({ limit: 1 });
  if (attempt?.outcome !== 'succeeded') {
    throw new Error(`the sign-in left ${attempt === undefined ? 'no attempt' : `an attempt that ${attempt.outcome}`}`);
  }
  return attempt;
};

const expectOn = (page: { readonly url: string; readonly status: number }, origin: string, what: string): void => {
  if (page.status !== 200 || !page.url.startsWith(origin)) {
    throw new Error(`expected ${what} at ${origin}, got status ${page.status} at ${page.url}`);
  }
};

/** Throws an Error that names the step at which the sign-in went another way. */
export const signInOnce = async (demo: RunningDemo): Promise<OnceResult> => {
  const person = demo.people[0];
  if (person === undefined) {
    throw new Error('the demo has no people');
  }
  const browser = new ScriptedBrowser();
  const startedAt = performance.now();
  const login = await browser.open(`${demo.desktopUrl}/`);
  expectOn(login, demo.idpUrl, 'the sign-in page of the identity provider');
  const answer = await browser.submit(login, { login: person.login, password: person.password });
  expectOn(answer, demo.idpUrl, 'the page that posts the answer');
  const extension = await browser.submit(answer);
  expectOn(extension, demo.desktopUrl, 'the extension page');
  const desktop = await browser.submit(extension, { extension: EXTENSION });
  expectOn(desktop, demo.desktopUrl, 'the desktop');
  const totalMs = Math.round((performance.now() - startedAt) * 100) / 100;
  const { agent, state, scopes } = desktopSnapshot.parse(
    JSON.parse((await browser.open(`${demo.desktopUrl}/api/desktop`)).body),
  );
  const attempt = await newestAttempt(demo);
  return {
    agent: agent.login,
    app: attempt.app ?? '',
    scopes,
    state,
    reference: attempt.reference,
    stages: attempt.stageMs,
    totalMs,
  };
};
