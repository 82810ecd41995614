/** Any contact centre: Cordboard's own addresses and no presets beyond the vendor's. */
import { z } from 'zod';
import type { PlatformProfile } from '../platform-profile.ts';
import { addressesFrom } from '../tenant-fields.ts';

export const generic: PlatformProfile = {
  id: 'generic',
  name: 'Any contact centre',
  summary: 'Applications that speak SAML or OpenID Connect, with the addresses of this installation.',
  triedWith: null,
  connection: {},
  serviceProvider: {},
  presetReasons: {},
  nameIdFormats: [],
  fields: [],
  addresses: addressesFrom(z.strictObject({}), () => ({})),
  labels: {},
  components: [],
  serviceProviders: [{ slug: 'default', name: 'Sign-on' }],
  claims: [],
  checklist: [],
  links: [],
  asksOfIdp: [
    'A signature over the response or over the assertion.',
    'An attribute with the e-mail address, or a persistent NameID.',
  ],
};
