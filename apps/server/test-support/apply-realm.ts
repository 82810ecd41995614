/** Files with one realm, and what applying them did, for tests. */
import type { ApplyAnswer } from '@cordboard/contract/control';
import type { RealmView } from '../src/storage/ports/directory-store.ts';
import { createTestApply, type TestApply, testMetadata } from './apply-fixture.ts';

export const OKTA = 'https://okta.example/metadata';
export const ENTRA = 'https://entra.example/metadata';

/** An empty directory, with two identity providers whose metadata can be read. */
export const createTestRealm = async (): Promise<TestApply> => {
  const test = await createTestApply();
  test.addresses.set(OKTA, await testMetadata('https://okta.example'));
  test.addresses.set(ENTRA, await testMetadata('https://entra.example'));
  return test;
};

/** A file with one realm; `realm` is its contents in JSON. */
export const realmFile = (realm: object, environment: object = {}, company: object = {}): string =>
  JSON.stringify({
    companies: [
      {
        slug: 'acme',
        ...company,
        environments: [{ slug: 'production', ...environment, realms: [{ slug: 'agents', ...realm }] }],
      },
    ],
  });

export const okta = (more: object = {}): object => ({ slug: 'okta', metadata: { url: OKTA }, ...more });
export const entra = (more: object = {}): object => ({ slug: 'entra', metadata: { url: ENTRA }, ...more });
export const withConnections = (...connections: object[]): string =>
  realmFile({ serviceProviders: [{ slug: 'default', connections }] });
export const desktop = (more: object = {}): object => ({
  type: 'oidc',
  slug: 'desktop',
  name: 'Desktop',
  redirectUris: ['https://desk.example/cb'],
  secret: { env: 'SECRET' },
  ...more,
});

/** The realm of such a file. */
export const viewOf = async (test: TestApply): Promise<RealmView> => {
  const found = await test.storage.read.findRealmView('acme', 'production', 'agents');
  if (found === null) {
    throw new Error('the realm is not there');
  }
  return found;
};

/** `~ connection acme/…: name, settings.allowSha1`. */
export const briefly = (answer: ApplyAnswer): readonly string[] =>
  answer.changes.map(({ action, kind, path, fields }) =>
    [action, kind, path, fields.map(({ name }) => name).join(',')].join(' ').trim(),
  );

export const codes = (answer: ApplyAnswer): readonly string[] =>
  answer.problems.map(({ code, path }) => `${code} ${path}`);
