/** Set-ups and links as administrators, and holders of links, see them. */
import {
  draftIdentityProvider,
  type LinkedSetUp,
  type SetUp,
  type SetUpLink,
} from '@cordboard/contract/admin-api/set-ups';
import { connectionSettings } from '@cordboard/contract/tenant-settings';
import { serviceProviderUrls } from '../../directory/service-provider-urls.ts';
import { CordboardError } from '../../errors.ts';
import type { KeyPurpose, RealmView, ServiceProviderRecord } from '../../storage/ports/directory-store.ts';
import type { SetUpLinkRecord, SetUpRecord } from '../../storage/ports/set-up-store.ts';

export const viewSetUp = (record: SetUpRecord): SetUp => ({
  id: record.id,
  connection: record.connection,
  vendor: record.vendor,
  name: record.name,
  order: record.order,
  step: record.step,
  doneSteps: [...record.doneSteps],
  identityProvider: draftIdentityProvider.nullable().parse(record.identityProvider),
  settings: connectionSettings.partial().parse(record.settings),
  state: record.state,
  createdBy: record.createdBy,
  updatedBy: record.updatedBy,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  submittedAt: record.submittedAt,
});

export const viewSetUpLink = (record: SetUpLinkRecord): SetUpLink => ({
  id: record.id,
  recipient: record.recipient,
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  expiresAt: record.expiresAt,
  revokedAt: record.revokedAt,
  lastUsedAt: record.lastUsedAt,
});

const certificateOf = (view: RealmView, ownerId: string, purpose: KeyPurpose): string | null =>
  view.keys.find((key) => key.ownerId === ownerId && key.purpose === purpose && key.state === 'current')?.certificate ??
  null;

/** What the other side enters; the same for administrators and for holders of links. */
export const valuesOf = (
  view: RealmView,
  serviceProvider: ServiceProviderRecord,
  realmUrl: string,
): LinkedSetUp['values'] => {
  const { entityId, metadataUrl, acs, sloUrl } = serviceProviderUrls(serviceProvider, realmUrl);
  const { id, settings } = serviceProvider;
  return {
    entityId,
    metadataUrl,
    acsUrls: [...acs],
    sloUrl,
    startUrl: `${realmUrl}/`,
    nameIdFormats: [...settings.nameIdFormats],
    // Whatever is set for requests to sign in: messages about sign-out are always signed.
    signingCertificate: certificateOf(view, id, 'request-signing'),
    encryptionCertificate: settings.wantEncryptedAssertions ? certificateOf(view, id, 'assertion-decryption') : null,
  };
};

export interface LinkedPlace {
  readonly view: RealmView;
  readonly realmUrl: string;
}

/** Fields are picked one by one: whoever holds the link has no account. */
export const viewLinkedSetUp = (
  record: SetUpRecord,
  link: SetUpLinkRecord,
  { view, realmUrl }: LinkedPlace,
): LinkedSetUp => {
  const serviceProvider = view.serviceProviders.find(({ id }) => id === record.serviceProviderId);
  if (serviceProvider === undefined) {
    throw new CordboardError('admin.not_found', { received: 'the service provider of the link' });
  }
  const { vendor, name, order, step, doneSteps, identityProvider, state, updatedAt } = viewSetUp(record);
  return {
    company: view.company.name,
    environment: view.environment.name,
    platform: view.environment.platform,
    recipient: link.recipient,
    createdBy: link.createdBy,
    expiresAt: link.expiresAt,
    vendor,
    name,
    order,
    step,
    doneSteps,
    identityProvider,
    wantEncryptedAssertions: serviceProvider.settings.wantEncryptedAssertions,
    state,
    updatedAt,
    values: valuesOf(view, serviceProvider, realmUrl),
  };
};
