import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../packages/saml/test-support/keys.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'cb-empty-project-'));
/** A copy of what packing needs: it changes the manifest for a moment, which others read at the same time. */
const checkout = mkdtempSync(join(tmpdir(), 'cb-pack-'));
const PACKAGE = join('packages', 'saml');
const SCRIPT = join(checkout, PACKAGE, 'scripts', 'pack.ts');

beforeAll(() => {
  const copied = ['package.json', 'tsconfig.base.json', 'LICENSE', PACKAGE];
  for (const name of copied) {
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => {
  rmSync(project, { recursive: true });
  rmSync(checkout, { recursive: true });
});

const packSaml = (): string => {
  const args = ['pack', '-w', PACKAGE, '--json', '--pack-destination', project];
  const output = execFileSync('npm', args, { cwd: checkout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return join(project, /"filename": "([^"]+)"/.exec(output)?.[1] ?? '');
};

const inCheckout = (name: string): string => join(checkout, PACKAGE, name);
const manifest = (): string => readFileSync(inCheckout('package.json'), 'utf8');

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

/** Signs somebody in with an encrypted assertion and by redirect, with the keys in either place. */
const SIGN_IN = `import { randomBytes } from 'node:crypto';
import * as saml from '@cordboard/saml';
const [material, certificate] = JSON.parse(process.argv[2]);
const now = new Date();
const said = [];
for (const place of ['thread-pool', 'event-loop']) {
  const key = saml.loadSigningKey({ ...material, place });
  for (const hashes of [{ digest: 'sha1', mgf: 'sha1' }, { digest: 'sha256', mgf: 'sha1' }]) {
    const { samlResponse } = await saml.issueResponse({
      issuer: 'urn:idp', acsUrl: 'https://sp.example/acs', audiences: ['urn:sp'], inResponseTo: '_r', nameId: { value: place },
      authnInstant: now, now, signing: { key }, random: randomBytes, encryption: { certificate, ...hashes },
    });
    const verdict = await saml.verifyResponse({ samlResponse }, {
      idpEntityId: 'urn:idp', verificationKeys: [saml.loadVerificationKey(certificate)],
      decryptionKeys: [saml.loadDecryptionKey({ name: 'sp', privateKeyPem: material.privateKeyPem, place })],
      acsUrls: ['https://sp.example/acs'], audiences: ['urn:sp'], inResponseTo: '_r', now,
    });
    said.push(verdict.accepted ? verdict.assertion.nameId.value : verdict.code);
  }
  const { xml } = saml.buildAuthnRequest({ issuer: 'urn:sp', destination: 'https://idp.example/sso', acsUrl: 'https://sp.example/acs', now, random: randomBytes });
  const url = await saml.encodeRedirect({ destination: 'https://idp.example/sso', parameter: 'SAMLRequest', message: xml, signing: { key } });
  const message = saml.decodeRedirect(new URL(url).search);
  saml.verifyRedirectSignature(message, { keys: [saml.loadVerificationKey(certificate)] });
  said.push(Buffer.from(message.octets).toString() === xml);
}
process.stdout.write(said.join(' '));
`;

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

/** The Node that runs this test, and the machine's own, which is an older one wherever npm brings its own along. */
const nodes = (): readonly string[] => {
  const folders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(`node_modules${sep}`));
  const own = folders.map((folder) => join(folder, 'node')).find((file) => existsSync(file));
  return own === undefined ? [process.execPath] : [process.execPath, own];
};

describe('the package of the kernel', () => {
  it('holds JavaScript and types alone, and works in an empty project', () => {
    const before = manifest();
    const archive = packSaml();
    expect(manifest()).toBe(before);
    expect(existsSync(inCheckout('dist'))).toBe(false);
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

  it.each(nodes().map((node) => [versionOf(node), node]))(
    'signs in with what it made itself, on %s',
    async (_, node) => {
      const { privateKeyPem, certificatePem } = await testKeyPair('packed');
      const keys = JSON.stringify([{ privateKeyPem, certificate: certificatePem }, certificatePem]);
      writeFileSync(join(project, 'sign-in.mjs'), SIGN_IN);
      const said = execFileSync(node, ['sign-in.mjs', keys], { cwd: project, encoding: 'utf8' });
      expect(said).toBe('thread-pool thread-pool true event-loop event-loop true');
    },
  );

  it('has its own manifest back after a run that was interrupted', () => {
    const before = manifest();
    writeFileSync(inCheckout('.package.json.kept'), before);
    writeFileSync(inCheckout('package.json'), '{}');
    mkdirSync(inCheckout('dist'));
    execFileSync(process.execPath, [SCRIPT, 'restore']);
    expect(manifest()).toBe(before);
    expect(existsSync(inCheckout('dist'))).toBe(false);
    expect(existsSync(inCheckout('.package.json.kept'))).toBe(false);
  });
});
