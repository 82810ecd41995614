import { connectionSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { adfs } from './idp/adfs/vendor.ts';
import { entraId } from './idp/entra-id/vendor.ts';
import { generic as anyVendor } from './idp/generic/vendor.ts';
import { idpVendors } from './idp/idp-vendors.ts';
import { okta } from './idp/okta/vendor.ts';
import { ciscoUcc } from './platform/cisco-ucc/profile.ts';
import { egain } from './platform/egain/profile.ts';
import { generic as anyPlatform } from './platform/generic/profile.ts';
import { platformProfiles } from './platform/platform-profiles.ts';
import { presetsFor } from './presets-for.ts';

const products = [...idpVendors, ...platformProfiles];
const pairs = idpVendors.flatMap((vendor) =>
  platformProfiles.map((platform) => ({ vendor, platform, name: `${vendor.id} with ${platform.id}` })),
);

describe.each(products)('presets of $name', ({ connection, serviceProvider, presetReasons }) => {
  it('are settings of the contract', () => {
    expect(connectionSettings.safeParse(connection).error?.issues ?? []).toEqual([]);
    expect(serviceProviderSettings.safeParse(serviceProvider).error?.issues ?? []).toEqual([]);
  });

  it('have a reason each, and reasons are about settings', () => {
    const reasons = Object.keys(presetReasons);
    const settings = [...Object.keys(connectionSettings.shape), ...Object.keys(serviceProviderSettings.shape)];
    expect(
      [...Object.keys(connection), ...Object.keys(serviceProvider)].filter((key) => !reasons.includes(key)),
    ).toEqual([]);
    expect(reasons.filter((key) => !settings.includes(key))).toEqual([]);
  });

  it('loosen nothing', () => {
    const names = [connection, connection.match ?? {}, serviceProvider].flatMap((part) => Object.keys(part));
    expect(names.filter((name) => name.startsWith('allow'))).toEqual([]);
    expect(connection.idpInitiated).not.toBe('accept');
    expect(serviceProvider.signRequests).not.toBe(false);
  });
});

describe('presetsFor', () => {
  it.each(pairs)('gives settings of the contract for $name', ({ vendor, platform }) => {
    const presets = presetsFor(vendor, platform);
    expect(connectionSettings.safeParse(presets.connection).success).toBe(true);
    expect(serviceProviderSettings.safeParse(presets.serviceProvider).success).toBe(true);
  });

  it.each(pairs)('chooses a NameID format that can be chosen for $name', ({ vendor, platform }) => {
    const { nameIdFormat } = presetsFor(vendor, platform);
    expect(vendor.nameIdFormatLabels[nameIdFormat]).toBeDefined();
  });

  it('keeps the stricter of two demands for signatures', () => {
    expect(presetsFor(entraId, anyPlatform).connection.require).toBe('either');
    expect(presetsFor(entraId, egain).connection.require).toBe('response');
    expect(presetsFor(okta, anyPlatform).connection.require).toBe('response');
    const assertionSigned = { ...entraId, connection: { ...entraId.connection, require: 'assertion' as const } };
    expect(presetsFor(assertionSigned, egain).connection.require).toBe('both');
    expect(presetsFor(assertionSigned, anyPlatform).connection.require).toBe('assertion');
  });

  it('tells the guide that the response has to be signed', () => {
    expect(presetsFor(adfs, ciscoUcc).needs).toEqual(['signed-response']);
    expect(presetsFor(adfs, anyPlatform).needs).toEqual([]);
    const encrypting = { ...egain, serviceProvider: { wantEncryptedAssertions: true } };
    expect(presetsFor(adfs, encrypting).needs).toEqual(['signed-response', 'encryption']);
  });

  it('takes the best NameID format of the vendor that the platform accepts', () => {
    expect(presetsFor(okta, ciscoUcc).nameIdFormat).toBe('transient');
    expect(presetsFor(okta, egain).nameIdFormat).toBe('emailAddress');
    expect(presetsFor(okta, anyPlatform).nameIdFormat).toBe('emailAddress');
    // Entra ID cannot be set to transient.
    expect(presetsFor(entraId, ciscoUcc).nameIdFormat).toBe('emailAddress');
  });

  it('says of each reason whose it is', () => {
    const { reasons } = presetsFor(entraId, egain);
    expect(reasons.filter(({ setting }) => setting === 'require').map(({ from }) => from)).toEqual([
      'eGain',
      'Microsoft Entra ID',
    ]);
  });

  it('reads the e-mail address from the attribute that the product usually sends', () => {
    const attribute = (vendor: (typeof idpVendors)[number]) =>
      presetsFor(vendor, anyPlatform).connection.match?.emailAttribute;
    expect(attribute(entraId)).toBe('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress');
    // SAP Cloud Identity Services is one of the products without a guide of their own.
    expect(anyVendor.alsoKnownAs).toContain('SAP Cloud Identity Services');
    expect(attribute(anyVendor)).toBe('email');
  });

  it('asks for no NameID format and accepts AES-CBC only as signed, for Entra ID and AD FS', () => {
    for (const vendor of [entraId, adfs]) {
      const { connection } = presetsFor(vendor, anyPlatform);
      expect(connection.nameIdPolicy).toBeUndefined();
      expect(connection.cbcSignedInside).toBe(true);
    }
    expect(idpVendors.filter(({ connection }) => connection.cbcSignedInside === true)).toHaveLength(2);
  });
});
