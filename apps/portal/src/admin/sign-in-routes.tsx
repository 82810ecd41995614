/** The addresses for those who are not signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { publicRoute, rootRoute } from './frame-routes.tsx';

/** A path of the portal itself, never another site. */
const ownPath = z
  .string()
  .regex(/^\/(?![/\\])/)
  .max(2_000);

export const signInRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in',
  validateSearch: z.object({
    next: ownPath.optional().catch(undefined),
    /** The hub found no sign-in through the company that was asked for. */
    company: z.literal('unknown').optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

export const recoveryRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/recovery',
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'RecoveryPage'),
});

export const setUpRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/sign-in/set-up-page.tsx'), 'SetUpPage'),
});

/** One-time links: the token stands behind `#`, where no server and no log sees it. */
export const invitationRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/sign-in/link-page.tsx'), 'InvitationPage'),
});

export const resetRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./pages/sign-in/link-page.tsx'), 'ResetPage'),
});

export const setUpLinkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up-link',
  component: lazyRouteComponent(() => import('./pages/set-up-link/set-up-link-page.tsx'), 'SetUpLinkPage'),
});
