/** Every handler of the administration API, resource by resource. */
import type { AdminParts } from './admin-parts.ts';
import type { BoundRoute } from './http/call.ts';
import { apiKeyRoutes } from './resources/api-keys.ts';
import { auditEventRoutes } from './resources/audit-events.ts';

import { connectionTestRoutes } from './resources/connection-tests.ts';
import { setUpLinkRoutes } from './resources/set-up-links.ts';
import { setUpRoutes } from './resources/set-ups.ts';
import { singleSignOnRoutes } from './resources/single-sign-on.ts';

export const boundRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...apiKeyRoutes(parts),
  ...auditEventRoutes(parts),
  ...connectionTestRoutes(parts),
  ...singleSignOnRoutes(parts),
  ...setUpRoutes(parts),
  ...setUpLinkRoutes(parts),
];
