/**
 * Every address of the portal, below the base path: the table of contents; sign-in and single sign-on have files of their
 * own. `-` stands where a company or an environment would, for what belongs to the installation or to a
 * company as a whole: no slug is a hyphen.
 */

import { attemptKinds, attemptOutcomes } from '@cordboard/contract/control';
import { createRoute, createRouter, lazyRouteComponent, type RouterHistory, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { publicRoute, type RouterContext, rootRoute, signedInRoute } from './frame-routes.tsx';
import {
  invitationRoute,
  recoveryRoute,
  resetRoute,
  setUpLinkRoute,
  setUpRoute,
  signInRoute,
} from './sign-in-routes.tsx';
import {
  claimsRoute,
  connectionRoute,
  connectionSetUpRoute,
  connectRoute,
  handOverRoute,
  reviewRoute,
  singleSignOnRoute,
  singleSignOnStartRoute,
  testRoute,
} from './single-sign-on-routes.tsx';

const startRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/start/start-page.tsx'), 'StartPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

const clockRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/clock',
  component: lazyRouteComponent(() => import('./pages/clock/clock-page.tsx'), 'ClockPage'),
});

const wordsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/words',
  component: lazyRouteComponent(() => import('./pages/words/words-page.tsx'), 'WordsPage'),
});

const companiesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/companies',
  validateSearch: z.object({ search: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/companies/companies-page.tsx'), 'CompaniesPage'),
});

/** Also what is left of an address when its end is cut off. */
const companyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$company/-/home', params });
  },
});

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/-/home',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});

const environmentRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment',
  component: lazyRouteComponent(() => import('./pages/environments/environment-page.tsx'), 'EnvironmentPage'),
});

const realmRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm',
  component: lazyRouteComponent(() => import('./pages/realms/realm-page.tsx'), 'RealmPage'),
});

const serviceProviderRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/service-providers/$serviceProvider',
  component: lazyRouteComponent(
    () => import('./pages/service-providers/service-provider-page.tsx'),
    'ServiceProviderPage',
  ),
});

const localSignInRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/local-sign-in',
  component: lazyRouteComponent(() => import('./pages/local-sign-in/local-sign-in-page.tsx'), 'LocalSignInPage'),
});

const serviceProviderKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/service-providers/$serviceProvider/keys',
  component: lazyRouteComponent(() => import('./pages/keys/service-provider-keys-page.tsx'), 'ServiceProviderKeysPage'),
});

const realmKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/keys',
  component: lazyRouteComponent(() => import('./pages/keys/realm-keys-page.tsx'), 'RealmKeysPage'),
});

const realmSearch = z.object({ realm: z.string().optional().catch(undefined) });

const applicationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/applications',
  validateSearch: realmSearch,
  component: lazyRouteComponent(() => import('./pages/applications/applications-page.tsx'), 'ApplicationsPage'),
});

const applicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/applications/$app',
  component: lazyRouteComponent(() => import('./pages/applications/application-page.tsx'), 'ApplicationPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/users',
  validateSearch: realmSearch.extend({
    search: z.string().optional().catch(undefined),
    linked: z.enum(['true', 'false']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/users/users-page.tsx'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/realms/$realm/users/$user',
  component: lazyRouteComponent(() => import('./pages/users/user-page.tsx'), 'UserPage'),
});

const attemptsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/sign-in-attempts',
  validateSearch: z.object({
    kind: z.enum(attemptKinds).optional().catch(undefined),
    outcome: z.enum(attemptOutcomes).optional().catch(undefined),
    code: z.string().optional().catch(undefined),
    person: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/attempts/attempts-page.tsx'), 'AttemptsPage'),
});

const attemptRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/$environment/sign-in-attempts/$reference',
  component: lazyRouteComponent(() => import('./pages/attempts/attempt-page.tsx'), 'AttemptPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/-/api-keys',
  component: lazyRouteComponent(() => import('./pages/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});

const companyAdministratorsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/-/administrators',
  component: lazyRouteComponent(
    () => import('./pages/administrators/administrators-page.tsx'),
    'CompanyAdministratorsPage',
  ),
});

const installationAdministratorsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/administrators',
  component: lazyRouteComponent(
    () => import('./pages/administrators/administrators-page.tsx'),
    'InstallationAdministratorsPage',
  ),
});

const auditSearch = z.object({
  actor: z.string().optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  since: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
});

const certificatesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/-/certificates',
  validateSearch: z.object({
    environment: z.string().optional().catch(undefined),
    horizon: z.enum(['soon', 'year']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/certificates/certificates-page.tsx'), 'CertificatesPage'),
});

const installationAuditRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/-/audit-log',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./pages/audit-log/audit-log-page.tsx'), 'InstallationAuditLogPage'),
});

const companyAuditRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$company/-/audit-log',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./pages/audit-log/audit-log-page.tsx'), 'CompanyAuditLogPage'),
});

const routeTree = rootRoute.addChildren([
  setUpLinkRoute,
  publicRoute.addChildren([signInRoute, recoveryRoute, setUpRoute, invitationRoute, resetRoute]),
  signedInRoute.addChildren([
    startRoute,
    accountRoute,
    clockRoute,
    wordsRoute,
    companiesRoute,
    installationAuditRoute,
    installationAdministratorsRoute,
    companyRoute,
    homeRoute,
    companyAuditRoute,
    environmentRoute,
    realmRoute,
    serviceProviderRoute,
    localSignInRoute,
    serviceProviderKeysRoute,
    realmKeysRoute,
    applicationsRoute,
    applicationRoute,
    usersRoute,
    userRoute,
    attemptsRoute,
    attemptRoute,
    singleSignOnStartRoute,
    singleSignOnRoute,
    connectRoute,
    connectionSetUpRoute,
    handOverRoute,
    reviewRoute,
    connectionRoute,
    claimsRoute,
    testRoute,
    certificatesRoute,
    apiKeysRoute,
    companyAdministratorsRoute,
  ]),
]);

export const createAdminRouter = (options: {
  readonly basePath: string;
  readonly context: RouterContext;
  readonly history?: RouterHistory;
}) =>
  createRouter({
    routeTree,
    basepath: options.basePath,
    context: options.context,
    defaultPreload: 'intent',
    scrollRestoration: true,
    ...(options.history !== undefined && { history: options.history }),
  });

export type AdminRouter = ReturnType<typeof createAdminRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: AdminRouter;
  }
}
