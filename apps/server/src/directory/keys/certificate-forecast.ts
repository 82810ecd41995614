/**
 * The forecast of certificates of one realm: ours that are announced, and those that its connections trust. Says what
 * each breaks when it expires and who has to act. The hub itself trusts keys and looks at no date.
 */
import type {
  ConnectionRecord,
  IdentityProviderSource,
  KeyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import type { SamlKeyPurpose } from '../published-keys.ts';
import { certificateExpiry, type ExpiryWarning } from './certificate-expiry.ts';
import { type CertificateDescription, describeCertificate } from './describe-certificate.ts';
import { keysOfUse } from './key-life.ts';

/** What happens when a certificate expires and nobody has acted. */
interface Outlook {
  readonly effect: 'requests-refused' | 'encryption-refused' | 'sign-ins-refused' | 'none';
  readonly explanation: string;
  readonly actBy: 'administrator' | 'identity-provider' | 'nobody';
  readonly action: string | null;
}

export interface ForecastItem extends Outlook {
  /** Unique among all items. */
  readonly id: string;
  readonly environment: string;
  readonly realm: string;
  readonly serviceProvider: string;
  /** Null for a certificate of ours. */
  readonly connection: string | null;
  readonly use: SamlKeyPurpose | 'identity-provider-signing';
  /** Null for a certificate of an identity provider, as is `origin`. */
  readonly state: KeyRecord['state'] | null;
  readonly origin: KeyRecord['origin'] | null;
  readonly source: string | null;
  readonly certificate: CertificateDescription;
  readonly warning: ExpiryWarning | null;
}

const unused = (explanation: string): Outlook => ({ effect: 'none', explanation, actBy: 'nobody', action: null });

const renewal = (origin: KeyRecord['origin']): string =>
  `${origin === 'uploaded' ? 'Upload' : 'Make'} the next key, give the metadata to the identity providers, test, and promote it.`;

const signingOutlook = (serviceProvider: ServiceProviderRecord, view: RealmView, key: KeyRecord): Outlook => {
  const connections = view.connections.filter(
    ({ serviceProviderId, enabled }) => serviceProviderId === serviceProvider.id && enabled,
  );
  const isUsed =
    serviceProvider.settings.signRequests ||
    connections.some(({ identityProvider }) => identityProvider.wantAuthnRequestsSigned);
  // Messages about sign-out are signed whatever is set.
  if (!isUsed && connections.every(({ identityProvider }) => identityProvider.singleLogout.length === 0)) {
    return unused('Requests are not signed, so nothing depends on it.');
  }
  return {
    effect: 'requests-refused',
    explanation: isUsed
      ? 'Identity providers that verify requests and look at dates refuse to sign people in from that day on.'
      : 'Identity providers that look at dates refuse our messages about sign-out from that day on.',
    actBy: 'administrator',
    action: renewal(key.origin),
  };
};

const decryptionOutlook = (serviceProvider: ServiceProviderRecord, key: KeyRecord): Outlook =>
  serviceProvider.settings.wantEncryptedAssertions
    ? {
        effect: 'encryption-refused',
        explanation:
          'Identity providers that look at dates do not encrypt to it from that day on, and refuse to sign people in.',
        actBy: 'administrator',
        action: renewal(key.origin),
      }
    : unused('Assertions are not encrypted, so nothing depends on it.');

const ownOutlook = (view: RealmView, serviceProvider: ServiceProviderRecord, key: KeyRecord): Outlook => {
  if (key.purpose === 'request-signing') {
    return signingOutlook(serviceProvider, view, key);
  }
  const isReplaced = keysOfUse(view.keys, key).some(({ state }) => state === 'next') && key.state === 'current';
  return isReplaced ? unused('The next key is announced in its place.') : decryptionOutlook(serviceProvider, key);
};

const ownItems = (view: RealmView, serviceProvider: ServiceProviderRecord, now: number): readonly ForecastItem[] =>
  view.keys
    .filter(({ ownerId, state }) => ownerId === serviceProvider.id && state !== 'retired')
    .flatMap((key) => {
      const { purpose } = key;
      if (key.certificate === null || purpose === 'token-signing') {
        return [];
      }
      const certificate = describeCertificate(key.certificate, now);
      return [
        {
          id: `${serviceProvider.id}.${key.id}`,
          environment: view.environment.slug,
          realm: view.realm.slug,
          serviceProvider: serviceProvider.slug,
          connection: null,
          use: purpose,
          state: key.state,
          origin: key.origin,
          source: null,
          certificate,
          warning: certificateExpiry(certificate.notAfter, now).warning,
          ...ownOutlook(view, serviceProvider, key),
        },
      ];
    });

const sourceText = (source: IdentityProviderSource): string => {
  switch (source.kind) {
    case 'url':
      return source.url;
    case 'file':
      return 'metadata file';
    case 'manual':
      return 'by hand';
  }
};

const trustedOutlook = (connection: ConnectionRecord, hasLater: boolean): Outlook => {
  if (!connection.enabled) {
    return unused('The connection is disabled.');
  }
  if (hasLater) {
    return unused('Another certificate of this identity provider is trusted for longer.');
  }
  return {
    effect: 'sign-ins-refused',
    explanation:
      'The identity provider usually signs with another certificate by then. Until that one is known here, nobody can sign in.',
    actBy: 'identity-provider',
    action:
      connection.source.kind === 'url'
        ? 'Ask its administrator when the next certificate comes, and read the metadata again then.'
        : 'Ask its administrator for the next certificate, and add it before it is used.',
  };
};

const trustedItems = (
  view: RealmView,
  serviceProvider: ServiceProviderRecord,
  connection: ConnectionRecord,
  now: number,
): readonly ForecastItem[] => {
  const certificates = connection.identityProvider.signingCertificates.map((pem) => describeCertificate(pem, now));
  const latest = Math.max(...certificates.map(({ notAfter }) => notAfter));
  return certificates.map((certificate) => ({
    id: `${connection.id}.${certificate.fingerprintSha256}`,
    environment: view.environment.slug,
    realm: view.realm.slug,
    serviceProvider: serviceProvider.slug,
    connection: connection.slug,
    use: 'identity-provider-signing',
    state: null,
    origin: null,
    source: sourceText(connection.source),
    certificate,
    warning: certificateExpiry(certificate.notAfter, now).warning,
    ...trustedOutlook(connection, certificate.notAfter < latest),
  }));
};

/** All certificates of a realm, in no particular order. `now` in epoch milliseconds. */
export const certificateForecast = (view: RealmView, now: number): readonly ForecastItem[] =>
  view.serviceProviders.flatMap((serviceProvider) => [
    ...ownItems(view, serviceProvider, now),
    ...view.connections
      .filter(({ serviceProviderId }) => serviceProviderId === serviceProvider.id)
      .flatMap((connection) => trustedItems(view, serviceProvider, connection, now)),
  ]);
