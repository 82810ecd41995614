/** `npm run demo`: the whole path on this machine. See README. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from './build-pages.ts';
import { DEFAULT_PORT, readDemoOptions } from './demo/demo-options.ts';
import { signInOnce } from './demo/sign-in-once.ts';
import { type RunningDemo, resetDemo, startDemo } from './demo/start-demo.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Addresses are part of what is stored, so other ports have a folder of their own. */
const keptFolder = (port: number): string => join(root, '.cordboard', port === DEFAULT_PORT ? 'demo' : `demo-${port}`);

const welcome = (demo: RunningDemo, dataFolder: string): string =>
  [
    '',
    'Cordboard demo, on this machine only. The identity provider is an emulator.',
    '',
    `  Agent Desktop        ${demo.desktopUrl}/`,
    `  Queue Dashboard      ${demo.dashboardUrl}/`,
    `  Launchpad            ${demo.agentUrl}`,
    `  Identity provider    ${demo.idpUrl}/`,
    `  Administration       ${demo.portalUrl}`,
    '',
    '  Passwords of this run:',
    ...demo.people.map(({ login, password }) => `    ${login.padEnd(16)} ${password}`),
    `    ${demo.administrator.login.padEnd(16)} ${demo.administrator.password}   (administration; as ada at the identity provider)`,
    '',
    'Open the Agent Desktop, sign in as amina, type an extension such as 1023.',
    `What happened:  CORDBOARD_DATA_FOLDER=${dataFolder} node bin/cordboard.mjs attempts`,
    'Ctrl+C ends it.',
    '',
  ].join('\n');

const runOnce = async (port: number): Promise<void> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cordboard-demo-'));
  try {
    const demo = await startDemo({ port, dataFolder });
    const result = await signInOnce(demo).finally(() => demo.close());
    console.log(JSON.stringify(result));
  } finally {
    resetDemo(dataFolder);
  }
};

const run = async (): Promise<void> => {
  const options = readDemoOptions(process.argv.slice(2));
  buildPages();
  if (options.once) {
    await runOnce(options.port);
    return;
  }
  const dataFolder = options.port === 0 ? mkdtempSync(join(tmpdir(), 'cordboard-demo-')) : keptFolder(options.port);
  if (options.reset) {
    resetDemo(dataFolder);
  }
  const demo = await startDemo({ port: options.port, dataFolder });
  console.log(welcome(demo, dataFolder));
  const stop = (): void => {
    demo.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
