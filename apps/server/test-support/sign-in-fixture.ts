/**
 * A hub in memory with a company, an identity provider that the test plays itself, and the sign-in
 * flow on a real database: for tests that follow a sign-in from request to session.
 */
import { randomBytes } from 'node:crypto';
import { type connectionSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import {
  type IssueResponseOptions,
  issueResponse,
  loadSigningKey,
  NAME_ID_PERSISTENT,
  type SigningKey,
} from '@cordboard/saml';
import { testKeyPair } from '../../../packages/saml/test-support/keys.ts';
import { createRealmContext, type RealmContext } from '../src/directory/realm-context.ts';
import { generateSamlKey, toKeyRecord } from '../src/keys/generate-key-pair.ts';
import { createKeyRing } from '../src/keys/key-ring.ts';
import { createSealer, type Sealer } from '../src/keys/seal.ts';
import type { BeginSignInInput } from '../src/sign-in/begin-sign-in.ts';
import { createDecryptionThrottle } from '../src/sign-in/decryption-throttle.ts';
import {
  type AnswerResult,
  type CompleteResult,
  completeSignIn,
  receiveAnswer,
  startSignIn,
} from '../src/sign-in/flow.ts';
import type { SignInDependencies } from '../src/sign-in/sign-in-dependencies.ts';
import { openSqliteStorage } from '../src/storage/engines/sqlite/open-sqlite-storage.ts';
import type { AttemptRecord } from '../src/storage/ports/attempt-store.ts';
import type { AppRecord, KeyRecord } from '../src/storage/ports/directory-store.ts';
import type { UserRecord } from '../src/storage/ports/user-store.ts';
import { createTestMasterKey } from './master-key-fixture.ts';
import { connectionRecord, INSTALLATION_URL, oidcApp, realmContext } from './realm-fixture.ts';

export const IDP_ENTITY_ID = 'https://idp.example/metadata';
export const START = Date.parse('2026-11-21T09:00:00Z');

export interface SignInFixtureOptions {
  readonly connection?: Parameters<typeof connectionSettings.parse>[0];
  readonly users?: readonly Partial<UserRecord>[];
  readonly apps?: readonly AppRecord[];
  readonly ssoMode?: 'non-sso' | 'hybrid' | 'sso';
  /** Logins of the administrators of the environment; none unless set. */
  readonly administrators?: readonly string[];
}

type IssueChange = Partial<Omit<IssueResponseOptions, 'random'>>;

/** A departure as the browser of the test keeps it. */
export interface Departed {
  readonly requestId: string;
  readonly bindingSecret: string;
  readonly reference: string;
}

export interface SignInFixture {
  readonly dependencies: SignInDependencies;
  readonly realm: RealmContext;
  now: number;
  readonly start: (input?: Partial<BeginSignInInput>) => Promise<Departed>;
  /** PEM of the certificate that assertions are encrypted to. */
  readonly encryptionCertificate: string;
  /** The identity provider's key. */
  readonly signingKey: SigningKey;
  /** The identity provider's answer, base64. */
  readonly issue: (requestId: string | undefined, change?: IssueChange) => Promise<string>;
  readonly answer: (samlResponse: string | undefined, relayState?: string) => Promise<AnswerResult>;
  /** The browser that began claims the result. */
  readonly complete: (handle: string, cookies: readonly Departed[]) => Promise<CompleteResult>;
  readonly attempt: (reference: string) => Promise<AttemptRecord>;
  readonly close: () => Promise<void>;
}

const user = (change: Partial<UserRecord>): UserRecord => ({
  id: 'user-amina',
  realmId: 'realm-agents',
  login: 'amina',
  email: 'amina@acme.example',
  displayName: null,
  firstName: null,
  lastName: null,
  groups: [],
  enabled: true,
  createdAt: START,
  updatedAt: START,
  ...change,
});

const purposes = ['request-signing', 'assertion-decryption'] as const;

const makeKeys = (
  ownerId: string,
  sealer: Sealer,
  random: SignInDependencies['random'],
): Promise<readonly KeyRecord[]> =>
  Promise.all(
    purposes.map(async (purpose) => {
      const generated = await generateSamlKey({ purpose, entityId: 'sp', now: new Date(START), random });
      return toKeyRecord(generated, {
        id: `key-${purpose}`,
        ownerId,
        purpose,
        state: 'current',
        createdAt: START,
        sealer,
      });
    }),
  );

export const createSignInFixture = async (options: SignInFixtureOptions = {}): Promise<SignInFixture> => {
  const idp = await testKeyPair('sign-in-fixture-idp');
  const random = (size: number): Uint8Array => randomBytes(size);
  const storage = await openSqliteStorage({ path: ':memory:', clock: () => START });
  const sealer = createSealer({ masterKey: createTestMasterKey(), random });
  const connection = connectionRecord('okta', {
    match: { emailAttribute: 'email', emailDomains: ['acme.example'] },
    ...(options.connection ?? {}),
  });
  const withIdp = {
    ...connection,
    identityProvider: {
      ...connection.identityProvider,
      entityId: IDP_ENTITY_ID,
      signingCertificates: [idp.certificatePem],
    },
  };
  const plain = realmContext([withIdp], options.apps ?? [oidcApp('desktop')], { ssoMode: options.ssoMode ?? 'sso' });
  const [serviceProvider] = plain.view.serviceProviders;
  if (serviceProvider === undefined) {
    throw new Error('the fixture has no service provider');
  }
  const keys = await makeKeys(serviceProvider.id, sealer, random);
  await storage.write(async (writer) => {
    await writer.putCompany(plain.view.company);
    await writer.putEnvironment(plain.view.environment);
    await writer.putRealm(plain.view.realm);
    await writer.putServiceProvider({ ...serviceProvider, settings: serviceProviderSettings.parse({}) });
    await writer.putConnection(withIdp);
    for (const app of plain.view.apps) {
      await writer.putApp(app);
    }
    for (const key of keys) {
      await writer.putKey(key);
    }
    for (const change of options.users ?? [{}]) {
      await writer.putUser(user(change));
    }
  });
  const view = await storage.read.findRealmViewById(plain.view.realm.id);
  if (view === null) {
    throw new Error('the fixture was not stored');
  }
  const realm = createRealmContext(view, INSTALLATION_URL, createKeyRing({ sealer }));
  const [context] = realm.serviceProviders;
  if (context === undefined) {
    throw new Error('the realm has no service provider');
  }
  const clock = { now: START };
  const dependencies: SignInDependencies = {
    storage,
    sealer,
    random,
    clock: () => clock.now,
    monotonicMs: () => 0,
    decryptionThrottle: createDecryptionThrottle(),
    issuePortalCode: async (_writer, { email }) => `code for ${email}`,
    recogniseAdministrator: async (_reader, email) =>
      (options.administrators ?? []).find((login) => login === email.toLowerCase()) ?? null,
  };
  const signingKey = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
  const encryptionCertificate = keys.find(({ purpose }) => purpose === 'assertion-decryption')?.certificate ?? '';
  return {
    dependencies,
    realm,
    encryptionCertificate,
    signingKey,
    get now() {
      return clock.now;
    },
    set now(value: number) {
      clock.now = value;
    },
    start: async (input = {}) => {
      const result = await startSignIn(dependencies, realm, { target: { kind: 'launchpad' }, ...input });
      if (result.kind !== 'depart') {
        throw new Error(`the sign-in did not depart: ${JSON.stringify(result)}`);
      }
      return result;
    },
    issue: async (requestId, change = {}) =>
      (
        await issueResponse({
          issuer: IDP_ENTITY_ID,
          acsUrl: context.acsUrl,
          audiences: [context.entityId],
          inResponseTo: requestId,
          nameId: { value: 'n-amina', format: NAME_ID_PERSISTENT },
          attributes: [{ name: 'email', values: [{ text: 'amina@acme.example' }] }],
          authnInstant: new Date(clock.now),
          sessionIndex: 'session-1',
          now: new Date(clock.now),
          signing: { key: signingKey },
          random,
          ...change,
        })
      ).samlResponse,
    answer: (samlResponse, relayState) =>
      receiveAnswer(dependencies, realm, {
        serviceProvider: context,
        acsUrl: context.acsUrl,
        samlResponse,
        relayState,
      }),
    complete: (handle, cookies) =>
      completeSignIn(dependencies, realm, {
        handle,
        bindingCookie: (requestId) => cookies.find((cookie) => cookie.requestId === requestId)?.bindingSecret,
      }),
    attempt: async (reference) => {
      const found = await storage.read.findAttemptByReference(reference);
      if (found === null) {
        throw new Error(`there is no attempt ${reference}`);
      }
      return found;
    },
    close: () => storage.close(),
  };
};
