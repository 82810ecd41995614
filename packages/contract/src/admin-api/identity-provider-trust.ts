/** What is trusted in an identity provider: its description before it is saved, as it is in use, and as it waits. */
import { z } from 'zod';
import {
  identityProviderFacts,
  identityProviderSource,
  trustChange,
  trustWarning,
} from '../identity-provider-trust.ts';
import { slug } from '../slug.ts';
import { type AdminRoute, defineRoute, instant, realmParams } from './admin-route.ts';

const SERVICE_PROVIDER =
  '/companies/:company/environments/:environment/realms/:realm/service-providers/:serviceProvider';
const TRUST = `${SERVICE_PROVIDER}/connections/:connection/trust`;

/** A metadata document of 1 MiB, with what JSON adds to it. */
const BODY_LIMIT = 1536 * 1024;

const serviceProviderParams = realmParams.extend({ serviceProvider: slug });
const connectionParams = serviceProviderParams.extend({ connection: slug });

const describedInput = {
  source: identityProviderSource,
  entityId: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe('Which identity provider, when the document describes several.'),
};

const vendorGuess = z.object({
  id: z.string(),
  name: z.string(),
  nameIdFormat: z.string().describe('What to choose at the identity provider.'),
  connection: z.record(z.string(), z.unknown()).describe('Settings of a connection to begin with.'),
  serviceProvider: z.record(z.string(), z.unknown()).describe('Settings of the service provider to begin with.'),
  reasons: z.array(z.object({ setting: z.string(), from: z.string(), reason: z.string() })),
});

export const previewIdentityProvider = defineRoute({
  id: 'identityProviderPreviews.create',
  method: 'POST',
  path: `${SERVICE_PROVIDER}/identity-provider-previews`,
  summary: 'What an identity provider is like, what to look out for, and what would change; nothing is stored',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: serviceProviderParams,
  bodyLimit: BODY_LIMIT,
  body: z.strictObject({
    ...describedInput,
    connection: slug.optional().describe('Compare with what this connection trusts now.'),
  }),
  response: z.object({
    entities: z
      .array(z.string())
      .describe('Entity IDs to choose from, when the document describes several identity providers; at most 500.'),
    identityProvider: identityProviderFacts.nullable().describe('Null until one of several was chosen.'),
    vendor: vendorGuess.nullable().describe('A guess by the addresses, for presets; nothing is trusted because of it.'),
    warnings: z.array(trustWarning),
    changes: z.array(trustChange).nullable().describe('Null when there is nothing to compare with.'),
  }),
});

const refreshState = z.object({
  url: z.string(),
  checkedAt: instant.nullable(),
  succeededAt: instant.nullable(),
  adoptedAt: instant.nullable().describe('When certificates were taken over last.'),
  failures: z.int().describe('Attempts that failed one after another.'),
  nextAt: instant,
  problem: z
    .object({ code: z.string(), words: z.string() })
    .nullable()
    .describe('Why the last attempt failed; what was known before stays in use.'),
});

const stagedView = z.object({
  identityProvider: identityProviderFacts,
  source: z.string(),
  by: z.string().describe('`metadata refresh`, or the login of an administrator.'),
  at: instant,
  changes: z.array(trustChange),
  warnings: z.array(trustWarning),
  test: z
    .enum(['passed', 'needed', 'not-needed'])
    .describe('Whether it can be accepted: `needed` until a test of it has passed while single sign-on is on.'),
  suspendedLinks: z.int().describe('People whose link rests on the entity ID that would go.'),
});

export const connectionTrust = z.object({
  identityProvider: identityProviderFacts,
  source: z.string(),
  warnings: z.array(trustWarning),
  refresh: refreshState.nullable().describe('Null for a file and for single values: they do not update themselves.'),
  staged: stagedView.nullable(),
});
export type ConnectionTrust = z.infer<typeof connectionTrust>;

export const readTrust = defineRoute({
  id: 'connectionTrust.read',
  method: 'GET',
  path: TRUST,
  summary: 'What is trusted, how the metadata stands, and what waits; the ETag is the version of what waits',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: connectionParams,
  response: connectionTrust,
});

export const refreshOutcomes = ['unchanged', 'adopted', 'staged', 'adopted-and-staged', 'blocked', 'failed'] as const;

export const refreshTrust = defineRoute({
  id: 'connectionTrust.refresh',
  method: 'POST',
  path: `${TRUST}/refresh`,
  summary: 'Read the metadata address now',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: connectionParams,
  response: z.object({
    outcome: z
      .enum(refreshOutcomes)
      .describe('`blocked`: a change was found, and a description that an administrator staged waits before it.'),
    changes: z.array(trustChange).describe('What was taken over, and then what was staged.'),
    trust: connectionTrust,
  }),
});

export const stageTrust = defineRoute({
  id: 'connectionTrust.stage',
  method: 'POST',
  path: `${TRUST}/staged`,
  summary: 'Put a description aside, to be tested before it replaces the one in use',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: connectionParams,
  bodyLimit: BODY_LIMIT,
  body: z.strictObject(describedInput),
  response: connectionTrust,
});

export const acceptStagedTrust = defineRoute({
  id: 'connectionTrust.acceptStaged',
  method: 'POST',
  path: `${TRUST}/staged/accept`,
  summary: 'Trust what waits from now on; needs If-Match, and a passed test of it while single sign-on is on',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: connectionParams,
  response: z.object({
    changes: z.array(trustChange),
    suspendedLinks: z.int().describe('People who have to be recognised anew, because the entity ID is another one.'),
    trust: connectionTrust,
  }),
});

export const discardStagedTrust = defineRoute({
  id: 'connectionTrust.discardStaged',
  method: 'DELETE',
  path: `${TRUST}/staged`,
  summary: 'Forget what waits',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'delete',
  params: connectionParams,
});

export const identityProviderTrustRoutes: readonly AdminRoute[] = [
  previewIdentityProvider,
  readTrust,
  refreshTrust,
  stageTrust,
  acceptStagedTrust,
  discardStagedTrust,
];
