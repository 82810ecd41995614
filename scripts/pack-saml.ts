/**
 * Packs `packages/saml` as others would install it: JavaScript and types in place of the sources, which only this
 * repository runs. Everything happens in a folder of its own, so that the sources stay what they are.
 *
 * Usage: node scripts/pack-saml.ts [folder for the archive]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = join(ROOT, 'packages', 'saml');

const manifest = (): string => {
  const {
    private: _isPrivate,
    devDependencies: _development,
    ...published
  } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as Record<string, unknown>;
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  return JSON.stringify(
    {
      ...published,
      engines: { node: '>=20.19' },
      exports: { '.': entry('index'), './errors': entry('errors') },
      files: ['dist'],
      sideEffects: false,
    },
    null,
    2,
  );
};

const compilerOptions = {
  composite: false,
  rootDir: './src',
  outDir: './dist',
  emitDeclarationOnly: false,
  typeRoots: [join(ROOT, 'node_modules', '@types')],
};

/**
 * Emits, and packs what was emitted.
 *
 * @returns the path of the archive.
 */
export const packSaml = (destination: string): string => {
  const stage = mkdtempSync(join(tmpdir(), 'cordboard-pack-'));
  try {
    cpSync(join(PACKAGE, 'src'), join(stage, 'src'), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts') && !/tsconfig[^/]*\.json$/.test(path),
    });
    writeFileSync(join(stage, 'package.json'), manifest());
    cpSync(join(PACKAGE, 'README.md'), join(stage, 'README.md'));
    cpSync(join(ROOT, 'LICENSE'), join(stage, 'LICENSE'));
    const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, include: ['src'] };
    writeFileSync(join(stage, 'tsconfig.json'), JSON.stringify(config));
    execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', stage], { stdio: 'inherit' });
    mkdirSync(destination, { recursive: true });
    const output = execFileSync('npm', ['pack', '--json', '--pack-destination', destination], {
      cwd: stage,
      encoding: 'utf8',
    });
    const name = /"filename": "([^"]+)"/.exec(output)?.[1];
    if (name === undefined) {
      throw new Error(`npm pack names no archive: ${output}`);
    }
    return join(destination, name);
  } finally {
    rmSync(stage, { recursive: true });
  }
};

if (import.meta.main) {
  process.stdout.write(`${packSaml(resolve(process.argv[2] ?? '.cordboard/packages'))}\n`);
}
