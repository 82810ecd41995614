/** Every forbidden import edge, each with a file that the linter must refuse and a twin that it must accept. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const kernel = 'packages/saml/src';
const server = 'apps/server/src';

const edges: readonly { readonly from: string; readonly refused: string; readonly accepted: string }[] = [
  { from: `${kernel}/xml`, refused: '../dsig/verify-signature.ts', accepted: '../errors.ts' },
  { from: `${kernel}/xml`, refused: '../xenc/decrypt-element.ts', accepted: './xml-node.ts' },
  { from: `${kernel}/xml`, refused: '../verify-response.ts', accepted: 'node:buffer' },
  { from: `${kernel}/xml`, refused: 'zod', accepted: 'node:crypto' },
  { from: `${kernel}/dsig`, refused: '../xenc/decrypt-element.ts', accepted: '../xml/xml-node.ts' },
  { from: `${kernel}/dsig`, refused: '../checks/check-recorder.ts', accepted: 'node:crypto' },
  { from: `${kernel}/xenc`, refused: '../dsig/verify-signature.ts', accepted: '../xml/xml-node.ts' },
  { from: `${kernel}/xenc`, refused: '../messages/assertion.ts', accepted: '../errors.ts' },
  { from: `${kernel}/bindings`, refused: '../messages/assertion.ts', accepted: '../dsig/signing-key.ts' },
  { from: `${kernel}/metadata`, refused: '../checks/check-recorder.ts', accepted: '../dsig/signing-key.ts' },
  { from: `${kernel}/messages`, refused: '../checks/check-recorder.ts', accepted: '../xenc/decryption-key.ts' },
  { from: `${kernel}/messages`, refused: '../metadata/read-idp-metadata.ts', accepted: '../xml/xml-node.ts' },
  { from: `${kernel}/checks`, refused: '../verify-response.ts', accepted: '../messages/assertion.ts' },
  { from: `${kernel}/checks`, refused: 'node:http', accepted: 'node:crypto' },
  { from: kernel, refused: '@cordboard/contract/slug', accepted: './errors.ts' },
  { from: 'packages/keystore/src', refused: '@cordboard/contract/slug', accepted: './errors.ts' },
  { from: 'packages/keystore/src', refused: 'node:fs', accepted: 'node:crypto' },
  { from: 'packages/keystore/src', refused: 'zod', accepted: './java/byte-reader.ts' },
  { from: 'packages/keystore/src/pkcs12', refused: 'node:http', accepted: '../pbe/work-budget.ts' },
  { from: 'packages/keystore/src/pkcs12', refused: 'node-forge', accepted: './safe-bags.ts' },
  { from: 'packages/keystore/src/pkcs12', refused: '../../../saml/src/errors.ts', accepted: '../errors.ts' },
  { from: 'packages/contract/src', refused: '@cordboard/server', accepted: 'zod' },
  { from: 'packages/vendors/src', refused: '@cordboard/saml', accepted: '@cordboard/contract/tenant-settings' },
  { from: 'packages/vendors/src/idp/okta', refused: 'node:fs', accepted: '../idp-vendor.ts' },
  { from: 'packages/vendors/src/platform/egain', refused: '@cordboard/server/errors', accepted: 'zod' },
  { from: 'packages/vendors/src', refused: 'react', accepted: './values.ts' },
  { from: `${server}/sign-in`, refused: 'fastify', accepted: '../errors.ts' },
  { from: `${server}/sign-in`, refused: 'kysely', accepted: '../storage/ports/storage.ts' },
  { from: `${server}/sign-in`, refused: '../storage/engines/sqlite/open-sqlite-storage.ts', accepted: 'zod' },
  { from: `${server}/sign-in`, refused: '../http/hub.ts', accepted: '../directory/realm-context.ts' },
  { from: `${server}/sign-in`, refused: '../app-types/oidc/oidc-issuer.ts', accepted: '../app-types/app-types.ts' },
  { from: `${server}/administrators`, refused: 'fastify', accepted: '../storage/ports/storage.ts' },
  { from: `${server}/administrators`, refused: '../admin-api/actor.ts', accepted: '../passwords/password-hasher.ts' },
  { from: `${server}/passwords`, refused: 'kysely', accepted: 'node:crypto' },
  {
    from: `${server}/storage/queries`,
    refused: '../../admin-api/actor.ts',
    accepted: '@cordboard/contract/admin-api/permissions',
  },
  { from: `${server}/directory`, refused: 'node:sqlite', accepted: '@cordboard/saml' },
  { from: `${server}/trust`, refused: '../admin-api/actor.ts', accepted: '../outbound/guarded-fetch.ts' },
  { from: `${server}/storage/ports`, refused: 'kysely', accepted: '@cordboard/contract/tenant-settings' },
  { from: `${server}/storage/queries`, refused: 'fastify', accepted: 'kysely' },
  { from: `${server}/storage/queries`, refused: '../../sign-in/flow.ts', accepted: '../ports/storage.ts' },
  { from: `${server}/http`, refused: 'kysely', accepted: 'fastify' },
  {
    from: `${server}/http`,
    refused: '../storage/engines/sqlite/open-sqlite-storage.ts',
    accepted: '../sign-in/flow.ts',
  },
  { from: `${server}/app-types/oidc`, refused: 'fastify', accepted: 'oidc-provider' },
  { from: `${server}/app-types/oidc/http`, refused: 'kysely', accepted: 'fastify' },
  { from: 'apps/portal/src/agent', refused: '@cordboard/server', accepted: '@cordboard/contract/agent-page' },
  { from: 'apps/portal/src/agent', refused: 'node:fs', accepted: 'react' },
  { from: 'apps/portal/src/agent', refused: '../admin/routes.tsx', accepted: '../shared/shape.ts' },
  { from: 'apps/portal/src/agent/parts', refused: '../../admin/parts/icon.tsx', accepted: './icon.tsx' },
  { from: 'apps/portal/src/agent', refused: '@mantine/core', accepted: 'react' },
  { from: 'apps/portal/src/agent', refused: 'zod', accepted: 'react' },
  { from: 'apps/portal/src/admin', refused: '@cordboard/server', accepted: 'zod' },
  { from: 'apps/portal/src/admin', refused: 'node:crypto', accepted: '@mantine/core' },
];

describe('import boundaries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-boundaries-'));
  let output = '';

  const write = (path: string, specifier: string): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import type { X } from '${specifier}';\n\nexport type Y = X;\n`);
  };
  const fixture = (index: number, from: string, kind: 'refused' | 'accepted'): string =>
    `${from}/fixture-${index}-${kind}.ts`;

  beforeAll(() => {
    const configuration: object = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...configuration, vcs: { enabled: false } }));
    edges.forEach(({ from, refused, accepted }, index) => {
      write(fixture(index, from, 'refused'), refused);
      write(fixture(index, from, 'accepted'), accepted);
    });
    const run = spawnSync('biome', ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.error).toBeUndefined();
    output = `${run.stdout}${run.stderr}`;
    expect(output).toContain(`Checked ${edges.length * 2 + 1} files`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(edges.map((edge, index) => ({ ...edge, index })))('$from must not import $refused', ({ from, index }) => {
    expect(output).toContain(`${fixture(index, from, 'refused')}:1:`);
    expect(output).not.toContain(`${fixture(index, from, 'accepted')}:1:`);
  });
});
