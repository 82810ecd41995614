/** Every route of the administration API. A route that is not listed here is not served. */
import type { AdminRoute } from './admin-route.ts';
import { listAuditEvents, listInstallationAuditEvents } from './audit-events.ts';

import {
  changeSingleSignOn,
  checkSingleSignOn,
  createConnectionTest,
  listConnectionTests,
  readConnectionTest,
  readSingleSignOn,
} from './single-sign-on.ts';

export const adminRoutes: readonly AdminRoute[] = [
  listAuditEvents,
  listInstallationAuditEvents,
  readSingleSignOn,
  changeSingleSignOn,
  checkSingleSignOn,
  createConnectionTest,
  readConnectionTest,
  listConnectionTests,
];
