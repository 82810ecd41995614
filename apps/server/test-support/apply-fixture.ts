/** A directory to apply files to, for tests: storage in memory, counted ids, metadata from a table instead of a network. */
import { generateKeyPairSync } from 'node:crypto';
import type { ApplyAnswer, ApplyRequest } from '@cordboard/contract/control';
import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import type { ResolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, writeIdpMetadata } from '@cordboard/saml';
import type { NewKeyOwner } from '../src/directory/apply/apply-plan.ts';
import { executeApply } from '../src/directory/apply/execute-apply.ts';
import { resolveApplyFile } from '../src/directory/apply/resolve-apply-file.ts';
import { CordboardError } from '../src/errors.ts';
import { issueSelfSignedCertificate } from '../src/keys/self-signed-certificate.ts';
import type { GuardedFetch } from '../src/outbound/guarded-fetch.ts';
import { openSqliteStorage } from '../src/storage/engines/sqlite/open-sqlite-storage.ts';
import type { KeyRecord } from '../src/storage/ports/directory-store.ts';
import type { Storage } from '../src/storage/ports/storage.ts';

/** Start of the tests' clock. */
export const TEST_NOW: number = Date.UTC(2030, 0, 15, 12);

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A certificate that expires after `years`, counted from the start of the tests' clock. */
export const testCertificate = (years = 5, now: Date = new Date(TEST_NOW)): Promise<string> =>
  issueSelfSignedCertificate({
    publicKey: pair.publicKey,
    privateKey: pair.privateKey,
    entityId: 'https://idp.example',
    use: 'signing',
    hash: 'SHA-256',
    now,
    validityYears: years,
    random: (size) => new Uint8Array(size).fill(7),
  });

/** Metadata of an identity provider with one certificate. */
export const testMetadata = async (entityId: string, signIn = 'https://idp.example/sso'): Promise<string> =>
  writeIdpMetadata({
    entityId,
    keys: [{ certificate: await testCertificate(), use: 'signing' }],
    singleSignOnServices: [
      { binding: BINDING_HTTP_REDIRECT, location: signIn },
      { binding: BINDING_HTTP_POST, location: signIn },
      { binding: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP', location: signIn },
    ],
    wantAuthnRequestsSigned: true,
  });

/** `remote`: the caller is not on the machine of the hub; `mayWiden`: and may open local sign-in to more people. */
type ApplyOptions = Partial<Omit<ApplyRequest, 'file'>> & { readonly remote?: boolean; readonly mayWiden?: boolean };

export interface TestApply {
  readonly storage: Storage;
  /** What addresses answer; an absent one fails. */
  readonly addresses: Map<string, string>;
  /** Owners that keys were made for. */
  readonly keyOwners: NewKeyOwner[];
  /** Moves the clock, in milliseconds. */
  advance(ms: number): void;
  /** Parses, resolves and applies. Throws when the text itself is refused. */
  apply(text: string, options?: ApplyOptions, installationUrl?: string): Promise<ApplyAnswer>;
  applyFile(file: ResolvedApplyFile, options?: ApplyOptions, installationUrl?: string): Promise<ApplyAnswer>;
}

const placeholderKey = (owner: NewKeyOwner, id: string): KeyRecord => ({
  id,
  ownerId: owner.id,
  purpose: owner.kind === 'realm' ? 'token-signing' : 'request-signing',
  state: 'current',
  algorithm: 'ES256',
  certificate: null,
  publicJwk: {},
  sealedPrivateKey: `sealed ${owner.entityId}`,
  createdAt: TEST_NOW,
  origin: 'generated',
  promotedAt: 1,
  retiredAt: null,
});

/** Environment variables that the files of the tests refer to. */
export const TEST_ENV: Readonly<Record<string, string>> = { SECRET: '0123456789abcdef', OTHER: 'fedcba9876543210' };

export const createTestApply = async (): Promise<TestApply> => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  const addresses = new Map<string, string>();
  const keyOwners: NewKeyOwner[] = [];
  let now = TEST_NOW;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const fetch: GuardedFetch = (url) => {
    const text = addresses.get(url);
    return text === undefined
      ? Promise.reject(new CordboardError('fetch.failed', { expected: 'HTTP 200', received: 'HTTP 503' }))
      : Promise.resolve({ url, contentType: 'application/xml', body: Buffer.from(text) });
  };
  const applyFile: TestApply['applyFile'] = (file, options = {}, installationUrl = 'https://hub.example') =>
    executeApply(
      { file, dryRun: false, prune: false, ...options },
      {
        storage,
        fetch,
        clock: () => now,
        newId,
        installationUrl,
        remote: options.remote ?? false,
        mayWiden: () => options.mayWiden ?? true,
        recordChanges: () => Promise.resolve(),
        makeKeys: (owner) => {
          keyOwners.push(owner);
          return Promise.resolve([placeholderKey(owner, newId())]);
        },
      },
    );
  return {
    storage,
    addresses,
    keyOwners,
    advance: (ms) => {
      now += ms;
    },
    apply: async (text, options, installationUrl) => {
      const parsed = parseApplyFile(text);
      if (!parsed.ok) {
        throw new Error(JSON.stringify(parsed.problems));
      }
      const resolved = await resolveApplyFile(parsed.value, { folder: '/nonexistent', env: TEST_ENV });
      if (!resolved.ok) {
        throw new Error(JSON.stringify(resolved.problems));
      }
      return applyFile(resolved.file, options, installationUrl);
    },
    applyFile,
  };
};
