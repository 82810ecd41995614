/** Every identity provider that has a guide, in the order of the picker; the general one last. */
import { adfs } from './adfs/vendor.ts';
import { duo } from './duo/vendor.ts';
import { entraId } from './entra-id/vendor.ts';
import { generic } from './generic/vendor.ts';
import { google } from './google/vendor.ts';
import type { IdpVendor, IdpVendorId } from './idp-vendor.ts';
import { keycloak } from './keycloak/vendor.ts';
import { okta } from './okta/vendor.ts';
import { shibboleth } from './shibboleth/vendor.ts';

export const idpVendors: readonly IdpVendor[] = [okta, entraId, adfs, shibboleth, duo, google, keycloak, generic];

/** The vendor with this id; a test holds that each id has one. */
export const idpVendor = (id: IdpVendorId): IdpVendor => idpVendors.find((vendor) => vendor.id === id) ?? generic;
