/**
 * What a test of a connection proves to work, as plain values: kept with the test, and compared with what is set later.
 * Names, tiles and certificates that the identity provider's own address announced are left out: they change nothing
 * that was proven.
 */
import { createHash } from 'node:crypto';
import { diffFields, type FieldView } from '../directory/apply/diff-fields.ts';
import type {
  ConnectionRecord,
  KeyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../storage/ports/directory-store.ts';

/** Id of the key that is tested: the current one, or the one to come where there is any. */
const testedKey = (
  keys: readonly KeyRecord[],
  use: Pick<KeyRecord, 'ownerId' | 'purpose'>,
  nextKeys: boolean,
): string | null => {
  const own = keys.filter(({ ownerId, purpose }) => ownerId === use.ownerId && purpose === use.purpose);
  const next = nextKeys ? own.find(({ state }) => state === 'next') : undefined;
  return (next ?? own.find(({ state }) => state === 'current'))?.id ?? null;
};

const fingerprint = (certificate: string): string =>
  createHash('sha256').update(certificate.replace(/\s+/g, '')).digest('hex').slice(0, 16);

const serviceProviderSettings = (
  view: RealmView,
  { id, settings }: ServiceProviderRecord,
  nextKeys: boolean,
): FieldView => {
  const keyOf = (purpose: KeyRecord['purpose']): string | null =>
    testedKey(view.keys, { ownerId: id, purpose }, nextKeys);
  return {
    ...settings,
    requestSigningKey: settings.signRequests ? keyOf('request-signing') : null,
    decryptionKey: settings.wantEncryptedAssertions ? keyOf('assertion-decryption') : null,
  };
};

/**
 * @param connection with the description that is tested: the one in use, or the staged one
 * @param nextKeys whether the keys to come are tested; what is set now is always compared with the current ones
 */
export const testedSettings = (
  view: RealmView,
  baseUrl: string,
  connection: ConnectionRecord,
  nextKeys = false,
): FieldView => {
  const serviceProvider = view.serviceProviders.find(({ id }) => id === connection.serviceProviderId);
  const { identityProvider, source } = connection;
  // A test ends with the sign-in.
  const { sendLogoutRequests: _, ...settings } = connection.settings;
  return {
    address: baseUrl,
    ...(serviceProvider !== undefined && { serviceProvider: serviceProviderSettings(view, serviceProvider, nextKeys) }),
    identityProvider: {
      entityId: identityProvider.entityId,
      wantAuthnRequestsSigned: identityProvider.wantAuthnRequestsSigned,
      singleSignOn: identityProvider.singleSignOn.map(({ binding, url }) => `${binding} ${url}`),
      // Certificates that the pinned address announces may change; the address that is pinned may not.
      ...(source.kind === 'url'
        ? { metadataUrl: source.url }
        : { certificates: identityProvider.signingCertificates.map(fingerprint) }),
    },
    connection: { ...settings },
  };
};

/** Names of the settings that differ from those of a test. */
export const changedSince = (tested: FieldView, present: FieldView): readonly string[] =>
  diffFields(tested, present).map(({ name }) => name);
