/**
 * What `npm pack` runs before and after. This repository runs the sources; others get JavaScript and types, and a manifest
 * that names them. While the archive is written that manifest stands in the place of ours, which comes back afterwards.
 *
 * Usage: node scripts/pack.ts prepare | restore
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const ROOT = join(PACKAGE, '..', '..');
const DIST = join(PACKAGE, 'dist');
const LICENSE = join(PACKAGE, 'LICENSE');
const MANIFEST = join(PACKAGE, 'package.json');
/** Ours, while the published one stands in its place. */
const KEPT = join(PACKAGE, '.package.json.kept');

const publishedManifest = (): string => {
  const {
    private: _isPrivate,
    devDependencies: _development,
    scripts: _scripts,
    ...published
  } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, unknown>;
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  const manifest = {
    ...published,
    engines: { node: '>=20.19' },
    exports: { '.': entry('index'), './errors': entry('errors') },
    sideEffects: false,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

const restore = (): void => {
  if (existsSync(KEPT)) {
    renameSync(KEPT, MANIFEST);
  }
  rmSync(DIST, { recursive: true, force: true });
  rmSync(LICENSE, { force: true });
};

const prepare = (): void => {
  // An earlier run may have been interrupted.
  restore();
  // npm has put the programs of the workspace into the path.
  execFileSync('tsc', ['-p', join(PACKAGE, 'tsconfig.pack.json')], { stdio: ['ignore', 2, 2] });
  copyFileSync(join(ROOT, 'LICENSE'), LICENSE);
  const draft = `${MANIFEST}.draft`;
  writeFileSync(draft, publishedManifest());
  // Only now, when all that it names is there.
  renameSync(MANIFEST, KEPT);
  renameSync(draft, MANIFEST);
};

if (process.argv[2] === 'prepare') prepare();
else if (process.argv[2] === 'restore') restore();
else throw new Error('usage: node scripts/pack.ts prepare | restore');
