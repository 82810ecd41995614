/** Every route of the administration API. A route that is not listed here is not served. */
import type { AdminRoute } from './admin-route.ts';
import { administratorRoutes } from './administrators.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { appRoutes } from './apps.ts';
import { attemptRoutes } from './attempts.ts';
import { auditRoutes } from './audit-events.ts';
import { listCertificates } from './certificates.ts';
import { readClock } from './clock.ts';
import { companyRoutes } from './companies.ts';
import { connectionRoutes } from './connections.ts';
import { directoryFileRoutes } from './directory-files.ts';
import { environmentRoutes } from './environments.ts';
import { identityProviderTrustRoutes } from './identity-provider-trust.ts';
import { keyRoutes } from './keys.ts';
import { localSignInRoutes } from './local-sign-in.ts';
import { oneTimeLinkRoutes } from './one-time-links.ts';
import { readCompanyOverview } from './overview.ts';
import { ownAccountRoutes } from './own-account.ts';
import { realmRoutes } from './realms.ts';
import { serviceProviderRoutes } from './service-providers.ts';
import { sessionRoutes } from './session.ts';
import {
  acceptSetUp,
  createSetUp,
  createSetUpLink,
  deleteSetUp,
  listSetUpLinks,
  listSetUps,
  readLinkedSetUp,
  readSetUp,
  reopenSetUp,
  revokeSetUpLink,
  submitLinkedSetUp,
  updateLinkedSetUp,
  updateSetUp,
} from './set-ups.ts';
import {
  changeSingleSignOn,
  checkSingleSignOn,
  createConnectionTest,
  listConnectionTests,
  readConnectionTest,
  readSingleSignOn,
} from './single-sign-on.ts';
import { userRoutes } from './users.ts';

export const adminRoutes: readonly AdminRoute[] = [
  ...oneTimeLinkRoutes,
  ...sessionRoutes,
  ...ownAccountRoutes,
  ...administratorRoutes,
  ...apiKeyRoutes,
  ...auditRoutes,
  readSingleSignOn,
  changeSingleSignOn,
  checkSingleSignOn,
  createConnectionTest,
  readConnectionTest,
  listConnectionTests,
  listSetUps,
  createSetUp,
  readSetUp,
  updateSetUp,
  deleteSetUp,
  reopenSetUp,
  acceptSetUp,
  listSetUpLinks,
  createSetUpLink,
  revokeSetUpLink,
  readLinkedSetUp,
  updateLinkedSetUp,
  submitLinkedSetUp,
  ...companyRoutes,
  ...environmentRoutes,
  ...realmRoutes,
  ...serviceProviderRoutes,
  ...connectionRoutes,
  ...appRoutes,
  ...userRoutes,
  ...directoryFileRoutes,
  ...attemptRoutes,
  readCompanyOverview,
  readClock,
  listCertificates,
  ...keyRoutes,
  ...localSignInRoutes,
  ...identityProviderTrustRoutes,
];
