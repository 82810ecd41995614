/** The sample of each vendor, apart from the vendors because few pages need one. */
import { adfsSample } from './adfs/sample.ts';
import { duoSample } from './duo/sample.ts';
import { entraIdSample } from './entra-id/sample.ts';
import { genericSample } from './generic/sample.ts';
import { googleSample } from './google/sample.ts';
import type { IdpSample } from './idp-sample.ts';
import type { IdpVendorId } from './idp-vendor.ts';
import { keycloakSample } from './keycloak/sample.ts';
import { oktaSample } from './okta/sample.ts';
import { shibbolethSample } from './shibboleth/sample.ts';

export const idpSamples: Readonly<Record<IdpVendorId, IdpSample>> = {
  okta: oktaSample,
  'entra-id': entraIdSample,
  adfs: adfsSample,
  shibboleth: shibbolethSample,
  duo: duoSample,
  google: googleSample,
  keycloak: keycloakSample,
  generic: genericSample,
};
