/** The addresses of single sign-on: its page, the wizard, connections, claims and tests. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { signedInRoute } from './frame-routes.tsx';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

export const singleSignOnStartRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/single-sign-on',
  component: lazyRouteComponent(() => import('./pages/single-sign-on/start-page.tsx'), 'SingleSignOnStartPage'),
});

export const singleSignOnRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: SSO,
  validateSearch: z.object({ sp: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/single-sign-on/single-sign-on-page.tsx'), 'SingleSignOnPage'),
});

export const connectRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/connect`,
  validateSearch: z.object({ sp: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/set-ups/vendor-page.tsx'), 'VendorPage'),
});

export const connectionSetUpRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/set-ups/$setUp`,
  component: lazyRouteComponent(() => import('./pages/set-ups/wizard-page.tsx'), 'WizardPage'),
});

export const handOverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/set-ups/$setUp/hand-over`,
  component: lazyRouteComponent(() => import('./pages/set-ups/hand-over-page.tsx'), 'HandOverPage'),
});

export const reviewRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/set-ups/$setUp/review`,
  component: lazyRouteComponent(() => import('./pages/set-ups/review-page.tsx'), 'ReviewPage'),
});

export const connectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/$connection`,
  component: lazyRouteComponent(() => import('./pages/connections/connection-page.tsx'), 'ConnectionPage'),
});

export const claimsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/$connection/claims`,
  component: lazyRouteComponent(() => import('./pages/claims/claims-page.tsx'), 'ClaimsPage'),
});

export const testRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: `${SSO}/$serviceProvider/$connection/tests/$test`,
  component: lazyRouteComponent(() => import('./pages/tests/test-page.tsx'), 'TestPage'),
});
