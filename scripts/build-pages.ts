/** Builds the browser pages when their sources are newer than the last build. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Workspaces with a `build` script and the folders that it reads. */
const builds = [
  {
    workspace: '@cordboard/portal',
    folder: 'apps/portal',
    sources: ['apps/portal', 'packages/advice/src', 'packages/contract/src', 'packages/vendors/src'],
  },
] as const;

const skipped = new Set(['node_modules', 'dist']);

const newestMs = (path: string): number => {
  if (!existsSync(path)) {
    return 0;
  }
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    return stat.mtimeMs;
  }
  return readdirSync(path)
    .filter((name) => !skipped.has(name))
    .reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), 0);
};

const builtMs = (folder: string): number => {
  const manifest = join(root, folder, 'dist', '.vite', 'manifest.json');
  return existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
};

/** Builds what is out of date. Throws when a build fails; its output is on stderr. */
export const buildPages = (): void => {
  for (const { workspace, folder, sources } of builds) {
    const newest = Math.max(...sources.map((source) => newestMs(join(root, source))));
    if (builtMs(folder) < newest) {
      const result = spawnSync('npm', ['run', '--silent', 'build', '-w', workspace], {
        cwd: root,
        stdio: ['ignore', 2, 2],
      });
      if (result.status !== 0) {
        throw new Error(`building ${workspace} failed`);
      }
    }
  }
};
