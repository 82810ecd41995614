/** Records for the conformance suite: ordinary ones, with the parts under test handed over. */
import { connectionSettings, oidcAppSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import type { AdminChallengeRecord, AdminSessionRecord, OneTimeLinkRecord } from '../ports/administration-store.ts';
import type { AdministratorRecord, PasskeyRecord } from '../ports/administrator-store.ts';
import type { AttemptRecord } from '../ports/attempt-store.ts';
import type { AppRecord, ConnectionRecord, KeyRecord, RealmRecord } from '../ports/directory-store.ts';
import type { OidcArtifactRecord } from '../ports/oidc-store.ts';
import type { SamlSessionRecord } from '../ports/session-store.ts';
import type { ParkedResultRecord, SignInRequestRecord } from '../ports/sign-in-store.ts';
import type { StorageWriter } from '../ports/storage.ts';
import type { LinkKey, UserRecord } from '../ports/user-store.ts';

/** An instant that all records share: 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600_000;

export const sampleRealm = (part: Partial<RealmRecord> = {}): RealmRecord => ({
  id: 'realm-1',
  environmentId: 'environment-1',
  slug: 'agents',
  name: 'Agents',
  kind: 'agents',
  ssoMode: 'sso',
  settings: { sessionMinutes: 600, idleMinutes: 60, localSignIn: { users: [], groups: [] } },
  ...part,
});

export const sampleConnection = (part: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
  id: 'connection-1',
  serviceProviderId: 'sp-1',
  realmId: 'realm-1',
  slug: 'okta',
  name: 'Okta',
  isDefault: true,
  enabled: true,
  identityProvider: {
    entityId: 'https://idp.example/metadata',
    signingCertificates: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    singleSignOn: [{ binding: 'redirect', url: 'https://idp.example/sso' }],
    singleLogout: [{ binding: 'post', url: 'https://idp.example/slo', responseUrl: null }],
    wantAuthnRequestsSigned: true,
    validUntil: NOW + 86_400_000,
  },
  source: { kind: 'url', url: 'https://idp.example/metadata', fetchedAt: NOW },
  settings: connectionSettings.parse({ match: { emailAttribute: 'mail', emailDomains: ['acme.example'] } }),
  ...part,
});

export const sampleApp = (
  part: { readonly id?: string; readonly realmId?: string; readonly slug?: string } = {},
): AppRecord => ({
  type: 'oidc',
  settings: oidcAppSettings.parse({ redirectUris: ['https://desktop.acme.example/callback'] }),
  id: 'app-1',
  realmId: 'realm-1',
  slug: 'desktop',
  name: 'Agent Desktop',
  secretHash: 'c2VjcmV0',
  ...part,
});

export const sampleKey = (part: Partial<KeyRecord> = {}): KeyRecord => ({
  id: 'key-1',
  ownerId: 'sp-1',
  purpose: 'request-signing',
  state: 'current',
  algorithm: 'RSA-2048',
  certificate: 'PEM',
  publicJwk: null,
  sealedPrivateKey: 'v1.sealed',
  createdAt: NOW,
  origin: 'generated',
  promotedAt: NOW,
  retiredAt: null,
  ...part,
});

export const sampleUser = (part: Partial<UserRecord> = {}): UserRecord => ({
  id: 'user-1',
  realmId: 'realm-1',
  login: 'amina',
  email: 'Amina@acme.example',
  displayName: 'Amina Ñ 李',
  firstName: null,
  lastName: null,
  groups: ['Support'],
  enabled: true,
  createdAt: NOW,
  updatedAt: NOW,
  ...part,
});

export const sampleLink = (part: Partial<LinkKey> = {}): LinkKey => ({
  connectionId: 'connection-1',
  idpEntityId: 'https://idp.example/metadata',
  format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  nameQualifier: '',
  spNameQualifier: '',
  value: ' Octets\u00a0kept ',
  ...part,
});

export const sampleSession = (part: Partial<SamlSessionRecord> = {}): SamlSessionRecord => ({
  idHash: 'session-1',
  realmId: 'realm-1',
  userId: 'user-1',
  method: 'saml',
  serviceProviderId: 'sp-1',
  connectionId: 'connection-1',
  idpEntityId: 'https://idp.example/metadata',
  sealedIdpSession: 'v1.sealed',
  idpSubjectHash: 'subject-1',
  authenticatedAt: NOW,
  authnContext: null,
  createdAt: NOW,
  lastSeenAt: NOW,
  expiresAt: NOW + 1000,
  ...part,
});

export const sampleArtifact = (part: Partial<OidcArtifactRecord> = {}): OidcArtifactRecord => ({
  realmId: 'realm-1',
  model: 'AccessToken',
  idHash: 'artifact-1',
  payload: { clientId: 'desktop', scope: 'openid', nested: { list: [1, 'two', null] } },
  grantId: 'grant-1',
  uid: null,
  userCode: null,
  hubSessionHash: 'session-1',
  consumedAt: null,
  expiresAt: NOW + 1000,
  ...part,
});

export const sampleRequest = (part: Partial<SignInRequestRecord> = {}): SignInRequestRecord => ({
  id: '_request-1',
  realmId: 'realm-1',
  serviceProviderId: 'sp-1',
  connectionId: 'connection-1',
  acsUrl: 'https://sso.example/e/acme/production/agents/saml/default/acs',
  target: { kind: 'interaction', uid: 'uid-1', app: 'desktop' },
  bindingHash: 'binding',
  authnNotBefore: NOW,
  restarted: true,
  attemptId: 'attempt-1',
  createdAt: NOW,
  expiresAt: NOW + 1000,
  ...part,
});

export const sampleParkedResult = (part: Partial<ParkedResultRecord> = {}): ParkedResultRecord => ({
  handleHash: 'handle-1',
  realmId: 'realm-1',
  sealed: 'v1.sealed',
  expiresAt: NOW + 1000,
  ...part,
});

export const sampleAttempt = (part: Partial<AttemptRecord> = {}): AttemptRecord => ({
  id: 'attempt-1',
  reference: '7F3K-92QD',
  kind: 'sign-in',
  realmId: 'realm-1',
  connectionId: 'connection-1',
  app: 'desktop',
  startedAt: NOW,
  endedAt: null,
  outcome: 'pending',
  code: null,
  userId: null,
  subject: null,
  checks: [{ stage: 'verify-assertion', name: 'audience', status: 'failed', expected: 'a', received: 'b' }],
  stageMs: { 'verify-assertion': 1.25 },
  ...part,
});

export const sampleAdministrator = (part: Partial<AdministratorRecord> = {}): AdministratorRecord => ({
  id: 'administrator-1',
  login: 'Olga@acme.example',
  name: 'Olga Owner',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  sealedTotp: null,
  enabled: true,
  createdAt: NOW,
  updatedAt: NOW,
  ...part,
});

export const samplePasskey = (part: Partial<PasskeyRecord> = {}): PasskeyRecord => ({
  id: 'passkey-1',
  administratorId: 'administrator-1',
  credentialId: 'credential-1',
  publicKey: 'Y29zZQ',
  counter: 0,
  transports: ['internal', 'hybrid'],
  backedUp: true,
  name: 'Laptop',
  createdAt: NOW,
  lastUsedAt: null,
  ...part,
});

export const sampleAdminSession = (part: Partial<AdminSessionRecord> = {}): AdminSessionRecord => ({
  idHash: 'session-1',
  administratorId: 'administrator-1',
  method: 'password+totp',
  address: '192.0.2.1',
  userAgent: null,
  createdAt: NOW,
  lastSeenAt: NOW,
  expiresAt: NOW + 1000,
  limitedTo: null,
  idpSession: null,
  ...part,
});

export const sampleChallenge = (part: Partial<AdminChallengeRecord> = {}): AdminChallengeRecord => ({
  idHash: 'challenge-1',
  kind: 'second-factor',
  administratorId: 'administrator-1',
  sealed: 'v1.sealed',
  failures: 0,
  expiresAt: NOW + 1000,
  ...part,
});

export const sampleLinkOnce = (part: Partial<OneTimeLinkRecord> = {}): OneTimeLinkRecord => ({
  tokenHash: 'token-1',
  kind: 'recovery',
  subject: 'administrator-1',
  resetsSecondFactors: true,
  creator: { kind: 'operator', id: 'operator', name: 'operator' },
  createdAt: NOW,
  expiresAt: NOW + 1000,
  ...part,
});

/** Company, environment, realm, service provider, connection, app, key and user, each the first. */
export const putSampleDirectory = async (writer: StorageWriter): Promise<void> => {
  await writer.putCompany({ id: 'company-1', slug: 'acme', name: 'Acme' });
  await writer.putEnvironment({
    id: 'environment-1',
    companyId: 'company-1',
    slug: 'production',
    name: 'Production',
    region: 'eu',
    platform: 'cisco-ucc',
    publicUrl: 'https://sso.acme.example',
  });
  await writer.putRealm(sampleRealm());
  await writer.putServiceProvider({
    id: 'sp-1',
    realmId: 'realm-1',
    slug: 'default',
    settings: serviceProviderSettings.parse({ nodes: ['ccx1'] }),
  });
  await writer.putConnection(sampleConnection());
  await writer.putApp(sampleApp());
  await writer.putKey(sampleKey());
  await writer.putUser(sampleUser());
};
