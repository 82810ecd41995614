// Runs before the project's commands, on whatever Node the machine has: installs the locked
// dependencies when they are missing or older than the lock file. The commands themselves then run
// on the Node that is one of those dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installedLock = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
const isCurrent =
  existsSync(join(root, 'node_modules', '.bin', 'node')) &&
  existsSync(installedLock) &&
  statSync(installedLock).mtimeMs >= statSync(lock).mtimeMs;

if (!isCurrent) {
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const result = spawnSync(command, [...prefix, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) {
    console.error('Installing the dependencies failed; see the lines above.');
    process.exit(result.status ?? 1);
  }
}
