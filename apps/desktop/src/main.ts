/** Starts the Agent Desktop as a process of its own. Its settings come from the environment: `desktop-environment.ts`. */
import { randomBytes } from 'node:crypto';
import { readDesktopEnvironment } from './desktop-environment.ts';
import { type DesktopLogEntry, startDesktop } from './start-desktop.ts';

const log = (entry: DesktopLogEntry): void => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
};

try {
  const settings = readDesktopEnvironment(process.env);
  const desktop = await startDesktop({ ...settings, clock: () => new Date(), random: randomBytes, log });
  log({ level: 'info', event: 'started', message: desktop.url });
  const stop = (): void => void desktop.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  log({ level: 'error', event: 'not started', message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
