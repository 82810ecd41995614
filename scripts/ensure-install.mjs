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

const npm = (...words) => {
  const path = process.env.npm_execpath;
  const [command, ...prefix] = path?.endsWith('.js') ? [process.execPath, path] : ['npm'];
  return spawnSync(command, [...prefix, ...words, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

if (!isCurrent) {
  console.error('Installing the dependencies; this happens once and takes a minute …');
  // `npm ci` refuses a lock file without the packages of this platform: every version is pinned all
  // the same, and `--no-save` leaves the lock file as it is.
  const attempts = [npm('ci')];
  if (attempts[0].status !== 0) {
    attempts.push(npm('install', '--no-save'));
  }
  const last = attempts.at(-1);
  if (last.status !== 0) {
    console.error(attempts.map(({ stdout, stderr, error }) => `${stdout}${stderr}${error ?? ''}`).join('\n'));
    console.error('Installing the dependencies failed; see the lines above.');
    process.exit(last.status ?? 1);
  }
}
