/** The state of a company at a glance: what is set up, what runs, what needs attention soon. */
import { z } from 'zod';
import { realmKinds, ssoModes } from '../tenant-settings.ts';
import { companyParams, defineRoute, instant } from './admin-route.ts';
import { boundedCount } from './impact.ts';

export const realmStatuses = ['needs-set-up', 'not-enabled', 'hybrid', 'on'] as const;
export type RealmStatus = (typeof realmStatuses)[number];

export const companyOverview = z.object({
  environments: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      platform: z.string(),
      region: z.string().nullable(),
      url: z.string(),
      realms: z.array(
        z.object({
          slug: z.string(),
          name: z.string(),
          kind: z.enum(realmKinds),
          ssoMode: z.enum(ssoModes),
          status: z
            .enum(realmStatuses)
            .describe('`needs-set-up` without an enabled connection, whatever the mode; otherwise by the mode.'),
          url: z.string().describe('Where people of the realm sign in: the User/Agent URL.'),
          users: boundedCount,
          sessions: boundedCount.describe('People who are signed in.'),
          lastSignInAt: instant
            .nullable()
            .describe('The newest sign-in that succeeded; null when none of the last thousand attempts did.'),
          nextExpiry: z
            .object({
              at: instant,
              of: z.string().describe('`<service provider>/<connection>` or `<service provider>`.'),
            })
            .nullable()
            .describe(
              'What is first left without a certificate that is valid: a connection, or a service provider of ours.',
            ),
        }),
      ),
    }),
  ),
});
export type CompanyOverview = z.output<typeof companyOverview>;

export const readCompanyOverview = defineRoute({
  id: 'companies.overview',
  method: 'GET',
  path: '/companies/:company/overview',
  summary: 'Every environment that the caller may see, with the state of its realms',
  access: { kind: 'permission', permission: 'directory.read', at: 'company', orBelow: true },
  change: 'none',
  params: companyParams,
  response: companyOverview,
});
