/** The production entry: reads the process settings, starts the hub, stops it cleanly. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CordboardError } from './errors.ts';
import { startHub } from './start-hub.ts';

const portalFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'portal', 'dist');

const explain = (error: unknown): string => {
  if (!(error instanceof CordboardError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const lines = [
    error.message,
    ...(error.expected === undefined ? [] : [`  expected: ${error.expected}`]),
    ...(error.received === undefined ? [] : [`  received: ${error.received}`]),
    ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
  ];
  return lines.join('\n');
};

try {
  const hub = await startHub({ env: process.env, cwd: process.cwd(), portalFolder });
  if (hub.setUpUrl !== null) {
    process.stdout.write(
      `\nThis installation has no owner yet. Open this link within 24 hours to become it; it works once:\n\n  ${hub.setUpUrl}\n\n`,
    );
  }
  const stop = (signal: NodeJS.Signals): void => {
    hub.logger.info({ signal }, 'stopping');
    hub.close().then(
      () => process.exit(0),
      (error: unknown) => {
        hub.logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
