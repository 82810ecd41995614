/** The hub as a process of its own, so that it can be killed as a machine that loses its power would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DemoSetup, demoHubEnv } from '../../scripts/demo/demo-parts.ts';
import { originOf } from '../../scripts/demo/demo-ports.ts';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'apps', 'server', 'src', 'main.ts');
const START_MS = 20_000;

export interface HubProcess {
  /** Without any chance to finish what it does. */
  readonly kill: () => Promise<void>;
  /** As `systemctl stop` does. Resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

const isReady = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.ok === true;
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
};

/** Resolves when it answers. Rejects with what it wrote when it does not. */
export const startHubProcess = async (setup: DemoSetup): Promise<HubProcess> => {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    cwd: setup.dataFolder,
    env: { PATH, ...demoHubEnv(setup) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const url = originOf(setup.addresses.hub);
  const deadline = performance.now() + START_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await end(child, 'SIGKILL');
      throw new Error(`the hub did not start: ${output}`);
    }
    await delay(50);
  }
  return {
    kill: async () => {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
  };
};
