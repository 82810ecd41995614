#!/usr/bin/env node
// The `cordboard` command on whatever Node the machine has: hands over to the Node 24 that is one of the
// locked dependencies, because the command itself is TypeScript that only a recent Node runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', '.bin', 'node');
const main = join(root, 'apps', 'cli', 'src', 'main.ts');

if (!existsSync(node)) {
  console.error(`Cordboard is not installed yet. Run this once: npm ci --prefix ${root}`);
  process.exit(1);
}

const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // The command decides what to do about it; this process only waits for it.
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`The command cannot be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
