/**
 * The type projects of the layers refuse what the linter refuses. Each edge is tried on a copy of the
 * real project files, with one module in every layer.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const kernel = 'packages/saml/src';
const server = 'apps/server/src';

/** Folders with a project file; all of them are built for an edge, so that references resolve. */
const layers = [
  ...['xml', 'dsig', 'xenc', 'bindings', 'metadata', 'messages', 'checks'].map((layer) => `${kernel}/${layer}`),
  kernel,
  ...[
    'storage/ports',
    'storage',
    'keys',
    'audit',
    'directory',
    'directory/keys',
    'attempts',
    'outbound',
    'jobs',
    'telemetry',
  ].map((layer) => `${server}/${layer}`),
];

const edges: readonly { readonly from: string; readonly refused: string; readonly accepted: string }[] = [
  { from: `${kernel}/xml`, refused: `${kernel}/dsig`, accepted: `${kernel}/xml` },
  { from: `${kernel}/dsig`, refused: `${kernel}/xenc`, accepted: `${kernel}/xml` },
  { from: `${kernel}/xenc`, refused: `${kernel}/dsig`, accepted: `${kernel}/xml` },
  { from: `${kernel}/bindings`, refused: `${kernel}/messages`, accepted: `${kernel}/dsig` },
  { from: `${kernel}/metadata`, refused: `${kernel}/checks`, accepted: `${kernel}/dsig` },
  { from: `${kernel}/messages`, refused: `${kernel}/checks`, accepted: `${kernel}/xenc` },
  { from: `${server}/keys`, refused: `${server}/storage`, accepted: `${server}/storage/ports` },
  { from: `${server}/attempts`, refused: `${server}/storage`, accepted: `${server}/storage/ports` },
  { from: `${server}/directory/keys`, refused: `${server}/storage`, accepted: `${server}/keys` },
  { from: `${server}/jobs`, refused: `${server}/storage`, accepted: `${server}/storage/ports` },
];

describe('type projects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-projects-'));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(() => {
    cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    write('package.json', '{ "type": "module" }');
    for (const area of [kernel, server]) {
      cpSync(join(root, area, 'tsconfig.errors.json'), join(folder, area, 'tsconfig.errors.json'), { recursive: true });
      write(`${area}/errors.ts`, 'export type Code = string;\n');
    }
    for (const name of ['contract', 'keystore']) {
      write(`packages/${name}/tsconfig.json`, readFileSync(join(root, `packages/${name}/tsconfig.json`), 'utf8'));
      write(`packages/${name}/src/module.ts`, 'export type Shape = string;\n');
    }
    for (const layer of layers) {
      write(`${layer}/tsconfig.json`, readFileSync(join(root, layer, 'tsconfig.json'), 'utf8'));
      write(`${layer}/module.ts`, 'export type Thing = string;\n');
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const errorsOf = (from: string, target: string): string => {
    const specifier = `${relative(from, target) || '.'}/module.ts`;
    const path = specifier.startsWith('.') ? specifier : `./${specifier}`;
    write(`${from}/fixture.ts`, `import type { Thing } from '${path}';\n\nexport type Used = Thing;\n`);
    const run = spawnSync('tsc', ['-b', from], { cwd: folder, encoding: 'utf8' });
    rmSync(join(folder, from, 'fixture.ts'));
    expect(run.error).toBeUndefined();
    return `${run.stdout}${run.stderr}`;
  };

  it.each(edges)('$from does not list $refused', ({ from, refused, accepted }) => {
    expect(errorsOf(from, refused)).toContain('TS6307');
    expect(errorsOf(from, accepted)).toBe('');
  });
});
