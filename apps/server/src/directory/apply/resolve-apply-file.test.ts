import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import { resolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ResolveResult, resolveApplyFile } from './resolve-apply-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-apply-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const resolveRealm = async (realm: object, env: Record<string, string> = {}): Promise<ResolveResult> => {
  const file = { companies: [{ slug: 'a', environments: [{ slug: 'p', realms: [{ slug: 'r', ...realm }] }] }] };
  const parsed = parseApplyFile(JSON.stringify(file));
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return resolveApplyFile(parsed.value, { folder, env });
};

const withSecret = (secret: object): object => ({
  apps: [{ type: 'oidc', slug: 'd', name: 'D', redirectUris: ['https://d.example'], secret }],
});
const withConnection = (connection: object): object => ({
  serviceProviders: [{ slug: 's', connections: [{ slug: 'c', ...connection }] }],
});

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

describe('resolveApplyFile', () => {
  it.each([
    ['0123456789abcdef', '0123456789abcdef'],
    ['0123456789abcdef\n', '0123456789abcdef'],
    ['0123456789abcdef\r\n', '0123456789abcdef'],
    ['0123456789abcdef\n\n', '0123456789abcdef\n'],
    [' 0123456789abcdef ', ' 0123456789abcdef '],
  ])('hashes the secret of the file %j without its last line break', async (content, secret) => {
    writeFileSync(join(folder, 'secret'), content);
    const result = await resolveRealm(withSecret({ file: 'secret' }));
    expect(result).toMatchObject({
      ok: true,
      file: { companies: [{ environments: [{ realms: [{ apps: [{ secretHash: hashOf(secret) }] }] }] }] },
    });
    expect(JSON.stringify(result)).not.toContain(secret.trim());
  });

  it('takes a secret from the environment, and refuses one that is missing, empty or short', async () => {
    const env = (SECRET: string): Promise<ResolveResult> => resolveRealm(withSecret({ env: 'SECRET' }), { SECRET });
    expect(await env('x'.repeat(16))).toMatchObject({ ok: true });
    expect(await env('x'.repeat(15))).toEqual({
      ok: false,
      problems: [
        {
          code: 'apply.invalid',
          path: 'a/p/r/d',
          expected: 'a client secret of at least 16 characters',
          received: '15 characters',
          hint: expect.any(String),
        },
      ],
    });
    expect(await env('')).toMatchObject({ ok: false, problems: [{ code: 'apply.reference' }] });
    expect(await resolveRealm(withSecret({ env: 'SECRET' }))).toMatchObject({
      ok: false,
      problems: [{ code: 'apply.reference', expected: 'the environment variable SECRET' }],
    });
  });

  it('reads metadata and certificates beside the file, and leaves addresses to the hub', async () => {
    writeFileSync(join(folder, 'm.xml'), '<md/>');
    writeFileSync(join(folder, 'c.pem'), 'PEM');
    const manual = {
      entityId: 'urn:idp',
      loginUrl: 'https://idp.example',
      certificates: [{ file: 'c.pem' }, { pem: 'INLINE' }],
    };
    const connectionOf = (result: ResolveResult): unknown =>
      result.ok && result.file.companies[0]?.environments[0]?.realms[0]?.serviceProviders[0]?.connections[0];
    expect(connectionOf(await resolveRealm(withConnection({ metadata: { file: 'm.xml' } })))).toMatchObject({
      metadata: { text: '<md/>' },
    });
    expect(connectionOf(await resolveRealm(withConnection({ manual })))).toMatchObject({
      manual: { certificates: ['PEM', 'INLINE'] },
    });
    const url = 'https://idp.example/m';
    expect(connectionOf(await resolveRealm(withConnection({ metadata: { url } })))).toMatchObject({
      metadata: { url },
    });
  });

  it('tells every reference that cannot be read, and which file it was', async () => {
    const result = await resolveRealm({
      ...withSecret({ file: 'none' }),
      ...withConnection({ metadata: { file: 'none.xml' } }),
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { code: 'apply.reference', path: 'a/p/r/s/c', received: `${join(folder, 'none.xml')}: ENOENT` },
        { code: 'apply.reference', path: 'a/p/r/d', received: `${join(folder, 'none')}: ENOENT` },
      ],
    });
  });

  it('reads metadata of 1 MiB and not a byte more', async () => {
    const metadata = { file: 'm.xml' };
    writeFileSync(join(folder, 'm.xml'), 'x'.repeat(1024 * 1024));
    expect(await resolveRealm(withConnection({ metadata }))).toMatchObject({ ok: true });
    writeFileSync(join(folder, 'm.xml'), 'x'.repeat(1024 * 1024 + 1));
    expect(await resolveRealm(withConnection({ metadata }))).toMatchObject({
      ok: false,
      problems: [{ code: 'apply.reference' }],
    });
  });

  it('gives what the control protocol takes', async () => {
    writeFileSync(join(folder, 'm.xml'), '<md/>');
    const result = await resolveRealm(
      {
        ...withSecret({ env: 'S' }),
        ...withConnection({ metadata: { file: 'm.xml' } }),
        users: [{ login: 'amina' }],
      },
      { S: 'x'.repeat(16) },
    );
    expect(result.ok && resolvedApplyFile.parse(JSON.parse(JSON.stringify(result.file)))).toEqual(
      result.ok && result.file,
    );
  });
});
