/** What a new connection begins with: the presets of the vendor and of the platform, put together. */
import type { Need } from './idp/guide-step.ts';
import type { IdpVendor } from './idp/idp-vendor.ts';
import type { PlatformProfile } from './platform/platform-profile.ts';
import type { ConnectionPreset, NameIdFormat, PresetReasons, ServiceProviderPreset } from './values.ts';

export interface PresetReason {
  readonly setting: keyof PresetReasons;
  /** The product that it is for. */
  readonly from: string;
  readonly reason: string;
}

export interface Presets {
  readonly connection: ConnectionPreset;
  readonly serviceProvider: ServiceProviderPreset;
  /** To be chosen at the identity provider. */
  readonly nameIdFormat: NameIdFormat;
  readonly reasons: readonly PresetReason[];
  /** What the guide has to cover because of these presets. */
  readonly needs: readonly Need[];
}

type Require = NonNullable<ConnectionPreset['require']>;

/** Both demands are met: `either` adds nothing to another one, and two different ones are `both`. */
const stricter = (vendor: Require = 'either', platform: Require = 'either'): Require => {
  if (vendor === platform || platform === 'either') {
    return vendor;
  }
  return vendor === 'either' ? platform : 'both';
};

const reasonsOf = ({ name, presetReasons }: IdpVendor | PlatformProfile): readonly PresetReason[] =>
  (Object.entries(presetReasons) as [keyof PresetReasons, string][]).map(([setting, reason]) => ({
    setting,
    from: name,
    reason,
  }));

/**
 * The platform's presets win over the vendor's; of two demands for signatures neither is dropped.
 *
 * @example
 * presetsFor(entraId, egain).connection.require; // 'response'
 */
export const presetsFor = (vendor: IdpVendor, platform: PlatformProfile): Presets => {
  const require = stricter(vendor.connection.require, platform.connection.require);
  const serviceProvider = { ...vendor.serviceProvider, ...platform.serviceProvider };
  const accepted = vendor.nameIdPreference.find((format) => platform.nameIdFormats.includes(format));
  return {
    connection: { ...vendor.connection, ...platform.connection, require },
    serviceProvider,
    nameIdFormat: accepted ?? vendor.nameIdPreference[0] ?? 'unspecified',
    reasons: [...reasonsOf(platform), ...reasonsOf(vendor)],
    needs: [
      ...(require === 'response' || require === 'both' ? (['signed-response'] as const) : []),
      ...(serviceProvider.wantEncryptedAssertions === true ? (['encryption'] as const) : []),
    ],
  };
};
