/** An identity provider looked at before it is trusted. Nothing is stored. */
import { previewIdentityProvider } from '@cordboard/contract/admin-api/identity-provider-trust';
import { detectVendor } from '@cordboard/vendors/detect-vendor';
import { idpVendor } from '@cordboard/vendors/idp-vendors';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { presetsFor } from '@cordboard/vendors/presets-for';
import type { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import type { IdentityProviderDescription, PlatformProfile, RealmView } from '../../storage/ports/directory-store.ts';
import { identityProviderFacts } from '../../trust/identity-provider-facts.ts';
import { type LoadedDescription, loadDescription } from '../../trust/load-description.ts';
import { trustChanges } from '../../trust/trust-changes.ts';
import { readerWarnings, trustWarnings } from '../../trust/trust-warnings.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { findConnection, findRealmView } from './find-realm.ts';

type Preview = z.input<(typeof previewIdentityProvider)['response']>;

const guessVendor = (description: IdentityProviderDescription, platform: PlatformProfile): Preview['vendor'] => {
  const addresses = description.singleSignOn.map(({ url }) => url);
  const vendor = idpVendor(detectVendor(description.entityId, ...addresses));
  const { connection, serviceProvider, nameIdFormat, reasons } = presetsFor(vendor, platformProfile(platform));
  return { id: vendor.id, name: vendor.name, nameIdFormat, connection, serviceProvider, reasons: [...reasons] };
};

const toChoose = (choices: readonly string[]): Preview => ({
  entities: [...choices],
  identityProvider: null,
  vendor: null,
  warnings: [
    {
      code: 'choose-identity-provider',
      level: 'note',
      words: `The document describes ${choices.length} identity providers. Choose the one that is meant, by its entity ID.`,
    },
  ],
  changes: null,
});

const preview = (
  loaded: LoadedDescription,
  platform: PlatformProfile,
  now: number,
): Omit<Preview, 'entities' | 'changes'> => ({
  identityProvider: identityProviderFacts(loaded.identityProvider, now),
  vendor: guessVendor(loaded.identityProvider, platform),
  warnings: [...trustWarnings(loaded, now), ...readerWarnings(loaded.warnings)],
});

const assertServiceProvider = ({ serviceProviders }: RealmView, slug: string): void => {
  if (!serviceProviders.some((serviceProvider) => serviceProvider.slug === slug)) {
    throw new CordboardError('admin.not_found', { received: slug });
  }
};

export const identityProviderPreviewRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(previewIdentityProvider, async (call) => {
    const { read } = parts.storage;
    const { source, entityId, connection: slug } = call.body;
    // Before anything is fetched for a place that does not exist.
    const view = await findRealmView(read, call.params);
    assertServiceProvider(view, call.params.serviceProvider);
    const before = slug === undefined ? null : await findConnection(read, { ...call.params, connection: slug });
    const loaded = await loadDescription(source, { fetch: parts.fetch, now: call.now, entityId });
    if ('choices' in loaded) {
      return { body: toChoose(loaded.choices) };
    }
    const changes = before === null ? null : [...trustChanges(before.connection, loaded)];
    return { body: { entities: [], ...preview(loaded, view.environment.platform, call.now), changes } };
  }),
];
