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

const currentKey = (keys: readonly KeyRecord[], ownerId: string, purpose: KeyRecord['purpose']): string | null =>
  keys.find((key) => key.ownerId === ownerId && key.purpose === purpose && key.state === 'current')?.id ?? null;

const fingerprint = (certificate: string): string =>
  createHash('sha256').update(certificate.replace(/\s+/g, '')).digest('hex').slice(0, 16);

const serviceProviderSettings = (view: RealmView, { id, settings }: ServiceProviderRecord): FieldView => ({
  ...settings,
  requestSigningKey: settings.signRequests ? currentKey(view.keys, id, 'request-signing') : null,
  decryptionKey: settings.wantEncryptedAssertions ? currentKey(view.keys, id, 'assertion-decryption') : null,
});

/** `connection` with the description that is tested: the one in use, or the staged one. */
export const testedSettings = (view: RealmView, baseUrl: string, connection: ConnectionRecord): FieldView => {
  const serviceProvider = view.serviceProviders.find(({ id }) => id === connection.serviceProviderId);
  const { identityProvider, source, settings } = connection;
  return {
    address: baseUrl,
    ...(serviceProvider !== undefined && { serviceProvider: serviceProviderSettings(view, serviceProvider) }),
    identityProvider: {
      entityId: identityProvider.entityId,
      singleSignOn: identityProvider.singleSignOn.map(({ binding, url }) => `${binding} ${url}`),
      ...(source.kind !== 'url' && { certificates: identityProvider.signingCertificates.map(fingerprint) }),
    },
    connection: { ...settings },
  };
};

/** Names of the settings that differ from those of a test. */
export const changedSince = (tested: FieldView, present: FieldView): readonly string[] =>
  diffFields(tested, present).map(({ name }) => name);
