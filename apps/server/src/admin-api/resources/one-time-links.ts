/** The first set-up and password links over the API. */
import {
  createFirstOwner,
  inspectLink as inspectRoute,
  redeemLink as redeemRoute,
  showFirstRun,
} from '@cordboard/contract/admin-api/one-time-links';
import { needsFirstOwner, setUpFirstOwner } from '../../administrators/first-run.ts';
import { inspectLink, redeemLink } from '../../administrators/redeem-link.ts';
import type { AdminParts } from '../admin-parts.ts';
import { createAdminCookies } from '../http/admin-cookies.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { signedInAnswer, visitorOf } from '../own-session.ts';

export const oneTimeLinkRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const cookies = createAdminCookies(parts.installationUrl);
  return [
    bind(showFirstRun, async () => ({ body: { needed: await needsFirstOwner(parts) } })),
    bind(createFirstOwner, async (call) => {
      const opened = await setUpFirstOwner(parts, { ...call.body, visitor: visitorOf(call, cookies) });
      return signedInAnswer(parts, opened, cookies);
    }),
    bind(inspectRoute, async (call) => ({ body: await inspectLink(parts, call.params.kind, call.body.token) })),
    bind(redeemRoute, async (call) => {
      const { token, password, name = null } = call.body;
      const { kind } = call.params;
      const visitor = visitorOf(call, cookies);
      const { login, session } = await redeemLink(parts, { kind, token, password, name, visitor });
      return session === null
        ? { body: { status: 'sign-in' as const, login } }
        : signedInAnswer(parts, session, cookies);
    }),
  ];
};
