/** What stands around the pages: the root, the frame before a sign-in, and the frame behind it. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { isStatus } from './api/api-problem.ts';
import type { CallApi } from './api/call-api.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PublicFrame } from './pages/sign-in/public-frame.tsx';
import { sessionQuery } from './session/session-query.ts';
import { SignedInFrame } from './shell/signed-in-frame.tsx';

export interface RouterContext {
  readonly queryClient: QueryClient;
  readonly callApi: CallApi;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: '_public', component: PublicFrame });

export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_signed-in',
  component: SignedInFrame,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery(context.callApi));
    } catch (error) {
      if (isStatus(error, 401)) {
        throw redirect({ to: '/sign-in', search: { next: location.href } });
      }
      throw error;
    }
  },
});
