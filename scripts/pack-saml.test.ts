import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { packSaml } from './pack-saml.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'cb-empty-project-'));
afterAll(() => rmSync(project, { recursive: true }));

const USE = `import { samlErrorCatalogue } from '@cordboard/saml/errors';
import { type ResponseVerdict, verifyResponse } from '@cordboard/saml';
const verdict: ResponseVerdict = await verifyResponse(
  { samlResponse: '' },
  { idpEntityId: 'a', verificationKeys: [], acsUrls: [], audiences: [], inResponseTo: undefined, now: new Date() },
);
// @ts-expect-error a refusal has no assertion
verdict.assertion.id;
export const code: string = verdict.accepted ? '' : samlErrorCatalogue[verdict.code];
`;

describe('the package of the kernel', () => {
  it('holds JavaScript and types alone, and works in an empty project', () => {
    const archive = packSaml(project);
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
    expect(files).toContain('package/dist/index.js');
    expect(files).toContain('package/dist/index.d.ts');
    expect(files).toContain('package/README.md');
    expect(files.filter((name) => !/(\.js|\.d\.ts|package\.json|README\.md|LICENSE)$/.test(name))).toEqual([]);

    const installed = join(project, 'node_modules', '@cordboard', 'saml');
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', archive, '-C', installed, '--strip-components=1']);
    const script =
      "import('@cordboard/saml').then(async (saml) => { const { code } = await saml.verifyResponse({ samlResponse: '' }, { idpEntityId: 'a', verificationKeys: [], acsUrls: [], audiences: [], inResponseTo: undefined, now: new Date() }); process.stdout.write(code); })";
    const output = execFileSync(process.execPath, ['-e', script], { cwd: project, encoding: 'utf8' });
    expect(output).toBe('message.missing');

    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'use.ts'), USE);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2024',
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    expect(() => execFileSync(tsc, ['-p', project], { stdio: 'pipe' })).not.toThrow();
  }, 60_000);
});
