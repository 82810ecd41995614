/** Every handler of the administration API, resource by resource. */
import type { AdminParts } from './admin-parts.ts';
import type { BoundRoute } from './http/call.ts';
import { acceptSetUpRoutes } from './resources/accept-set-up.ts';
import { administratorRoutes } from './resources/administrators.ts';
import { apiKeyRoutes } from './resources/api-keys.ts';
import { appRoutes } from './resources/apps.ts';
import { attemptRoutes } from './resources/attempts.ts';
import { auditEventRoutes } from './resources/audit-events.ts';
import { certificateRoutes } from './resources/certificates.ts';
import { clockRoutes } from './resources/clock.ts';
import { companyRoutes } from './resources/companies.ts';
import { connectionTestRoutes } from './resources/connection-tests.ts';
import { connectionTrustRoutes } from './resources/connection-trust.ts';
import { connectionRoutes } from './resources/connections.ts';
import { directoryFileRoutes } from './resources/directory-files.ts';
import { environmentRoutes } from './resources/environments.ts';
import { identityProviderPreviewRoutes } from './resources/identity-provider-previews.ts';
import { keyUploadRoutes } from './resources/key-uploads.ts';
import { localAccountRoutes } from './resources/local-accounts.ts';
import { localOpeningRoutes } from './resources/local-openings.ts';
import { oneTimeLinkRoutes } from './resources/one-time-links.ts';
import { overviewRoutes } from './resources/overview.ts';
import { ownAccountRoutes } from './resources/own-account.ts';
import { realmKeyRoutes } from './resources/realm-keys.ts';
import { realmRoutes } from './resources/realms.ts';
import { serviceProviderKeyRoutes } from './resources/service-provider-keys.ts';
import { serviceProviderRoutes } from './resources/service-providers.ts';
import { sessionRoutes } from './resources/session.ts';
import { setUpLinkRoutes } from './resources/set-up-links.ts';
import { setUpRoutes } from './resources/set-ups.ts';
import { singleSignOnRoutes } from './resources/single-sign-on.ts';
import { userRoutes } from './resources/users.ts';

export const boundRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...oneTimeLinkRoutes(parts),
  ...sessionRoutes(parts),
  ...ownAccountRoutes(parts),
  ...administratorRoutes(parts),
  ...apiKeyRoutes(parts),
  ...auditEventRoutes(parts),
  ...connectionTestRoutes(parts),
  ...singleSignOnRoutes(parts),
  ...setUpRoutes(parts),
  ...acceptSetUpRoutes(parts),
  ...setUpLinkRoutes(parts),
  ...companyRoutes(parts),
  ...environmentRoutes(parts),
  ...realmRoutes(parts),
  ...serviceProviderRoutes(parts),
  ...connectionRoutes(parts),
  ...appRoutes(parts),
  ...userRoutes(parts),
  ...directoryFileRoutes(parts),
  ...attemptRoutes(parts),
  ...overviewRoutes(parts),
  ...clockRoutes(parts),
  ...certificateRoutes(parts),
  ...keyUploadRoutes(parts),
  ...realmKeyRoutes(parts),
  ...serviceProviderKeyRoutes(parts),
  ...localAccountRoutes(parts),
  ...localOpeningRoutes(parts),
  ...identityProviderPreviewRoutes(parts),
  ...connectionTrustRoutes(parts),
];
