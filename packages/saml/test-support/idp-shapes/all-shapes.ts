/** Every vendor shape, for the tests that go over all of them. */
import { adfs } from './adfs.ts';
import { duo } from './duo.ts';
import { entra } from './entra.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import { onelogin } from './onelogin.ts';
import { ping } from './ping.ts';
import type { IdpShape } from './shape.ts';
import { shibboleth } from './shibboleth.ts';
import { simplesamlphp } from './simplesamlphp.ts';

export const IDP_SHAPES: Readonly<Record<string, IdpShape>> = {
  adfs,
  duo,
  entra,
  google,
  keycloak,
  okta,
  onelogin,
  ping,
  shibboleth,
  simplesamlphp,
};
