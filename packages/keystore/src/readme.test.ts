import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keystoreErrorCatalogue } from './errors.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('README.md', () => {
  it('has the table of errors, word for word', () => {
    const rows = [...readme.matchAll(/^\| `(keystore\.\w+)` \| (.+) \|$/gm)].map(([, code, text]) => [code, text]);
    expect(rows).toEqual(Object.entries(keystoreErrorCatalogue));
  });

  it('has an example that runs and prints what it says', () => {
    const example = /```ts\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';
    const printed = /^\/\/ (.+)$/m.exec(example)?.[1];
    const run = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', example], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout.trim()).toBe(printed);
  });
});
