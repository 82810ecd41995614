/**
 * Starts the sandbox identity provider by hand:
 *
 *     node apps/sandbox/src/main.ts --metadata http://127.0.0.1:8400/…/metadata --user amina:secret
 *
 * Every flag is listed by `--help`.
 */
import { randomBytes } from 'node:crypto';
import { startSandboxIdp } from './idp/start-sandbox-idp.ts';
import { readSandboxFlags } from './sandbox-flags.ts';
import { describeError, sandboxUsage } from './sandbox-usage.ts';

const run = async (args: readonly string[]): Promise<void> => {
  if (args.includes('--help')) {
    process.stdout.write(sandboxUsage);
    return;
  }
  const flags = await readSandboxFlags(args);
  const idp = await startSandboxIdp({ ...flags, clock: () => new Date(), random: randomBytes });
  process.stdout.write(`Sandbox identity provider\n  portal    ${idp.url}/\n  metadata  ${idp.metadataUrl}\n`);
  const stop = (): void => void idp.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
}
