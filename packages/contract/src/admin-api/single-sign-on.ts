/** Single sign-on of a realm: its state, tests of its connections, enabling and disabling it. */
import { z } from 'zod';
import { slug } from '../slug.ts';
import { ssoModes } from '../tenant-settings.ts';
import { defineRoute, instant, realmParams } from './admin-route.ts';

const connectionParams = realmParams.extend({ serviceProvider: slug, connection: slug });
const testParams = connectionParams.extend({ test: z.string().min(1).max(100) });

const REALM = '/companies/:company/environments/:environment/realms/:realm';
const CONNECTION = `${REALM}/service-providers/:serviceProvider/connections/:connection`;

export const testStates = ['waiting', 'in-progress', 'succeeded', 'failed', 'timed-out'] as const;

export const connectionTest = z.object({
  id: z.string(),
  state: z
    .enum(testStates)
    .describe('`waiting` until the browser sets off; `succeeded` as soon as an answer was accepted.'),
  staged: z.boolean().describe('Whether the description that waits was tested instead of the one in use.'),
  nextKeys: z.boolean().describe('Whether the next keys of the service provider were tested.'),
  startedBy: z.string().describe('Login of the administrator.'),
  createdAt: instant,
  expiresAt: instant,
  finishedAt: instant.nullable(),
  recognisedAs: z.string().nullable().describe('Login of the administrator whom the answer was about.'),
  changedSince: z
    .array(z.string())
    .describe('Settings that are no longer as they were tested; with any of them the test does not count.'),
  attempt: z
    .object({ reference: z.string(), code: z.string().nullable() })
    .nullable()
    .describe('The sign-in attempt with its checks.'),
  claims: z
    .object({
      nameId: z.object({ value: z.string(), format: z.string().nullable() }).nullable(),
      attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
      authnContext: z.string().nullable(),
    })
    .nullable()
    .describe('What the answer said about the person.'),
});
export type ConnectionTestView = z.infer<typeof connectionTest>;

export const enableLocks = [
  'no-service-provider',
  'no-connection',
  'not-tested',
  'test-running',
  'test-failed',
  'test-outdated',
  'not-recognised',
] as const;
export type EnableLock = (typeof enableLocks)[number];

export const ssoStepIds = [
  'identity-provider',
  'service-provider-values',
  'keys',
  'claims',
  'test',
  'enable',
  'verify',
] as const;
export type SsoStepId = (typeof ssoStepIds)[number];

export const ssoCheckItems = ['agent', 'supervisor', 'administrator'] as const;

export const singleSignOn = z.object({
  mode: z.enum(ssoModes),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  connections: z.array(
    z.object({
      serviceProvider: z.string(),
      connection: z.string(),
      name: z.string(),
      isDefault: z.boolean(),
      enabled: z.boolean(),
      lastTest: connectionTest.nullable(),
      /** The newest successful one that recognised an administrator. */
      passedTest: connectionTest.nullable(),
    }),
  ),
  enable: z.object({
    allowed: z.boolean(),
    locks: z
      .array(
        z.object({
          lock: z.enum(enableLocks),
          /** `<service provider>/<connection>` that it is about. */
          connection: z.string().nullable(),
          /** What stands in the way, in words. */
          reason: z.string(),
        }),
      )
      .describe('Why it cannot be enabled now; empty when it can.'),
  }),
  steps: z.array(
    z.object({
      id: z.enum(ssoStepIds),
      owner: z.enum(['you', 'idp-administrator']),
      state: z.enum(['done', 'due', 'later']),
    }),
  ),
  nextStep: z.enum(ssoStepIds).nullable(),
  checklist: z
    .array(
      z.object({
        item: z.enum(ssoCheckItems),
        done: z.boolean(),
        by: z.string().nullable(),
        at: instant.nullable(),
      }),
    )
    .describe('What to see working once single sign-on is on.'),
  signInsSinceChange: z.boolean().describe('Whether anybody has signed in since the mode was changed.'),
});
export type SingleSignOn = z.infer<typeof singleSignOn>;

export const readSingleSignOn = defineRoute({
  id: 'singleSignOn.read',
  method: 'GET',
  path: `${REALM}/single-sign-on`,
  summary: 'State of single sign-on, what stands in the way of enabling it, and the next step',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: realmParams,
  response: singleSignOn,
});

export const changeSingleSignOn = defineRoute({
  id: 'singleSignOn.change',
  method: 'PATCH',
  path: `${REALM}/single-sign-on`,
  summary: 'Enable, disable, or go to hybrid',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'update',
  params: realmParams,
  body: z.strictObject({
    mode: z.enum(ssoModes),
    confirm: z
      .string()
      .max(200)
      .optional()
      .describe('The name of the realm; needed to switch to `non-sso`, and from `sso` to `hybrid`.'),
  }),
  response: singleSignOn,
});

export const checkSingleSignOn = defineRoute({
  id: 'singleSignOn.check',
  method: 'POST',
  path: `${REALM}/single-sign-on/checklist`,
  summary: 'Note that a kind of sign-in was seen to work, or take that back',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'action',
  params: realmParams,
  body: z.strictObject({ item: z.enum(ssoCheckItems), done: z.boolean() }),
  response: singleSignOn,
});

export const createConnectionTest = defineRoute({
  id: 'connectionTests.create',
  method: 'POST',
  path: `${CONNECTION}/tests`,
  summary: 'Begin a test of the connection; the answer has the address to open in a pop-up',
  access: { kind: 'permission', permission: 'directory.write', at: 'environment' },
  change: 'create',
  params: connectionParams,
  body: z.strictObject({
    staged: z.boolean().default(false).describe('Test the description that waits instead of the one in use.'),
    nextKeys: z
      .boolean()
      .default(false)
      .describe(
        'Sign the request with the next key, where there is one: the test that a key passes before it is promoted.',
      ),
  }),
  response: connectionTest.extend({ url: z.string().describe('Works once, and for five minutes.') }),
});

export const readConnectionTest = defineRoute({
  id: 'connectionTests.read',
  method: 'GET',
  path: `${CONNECTION}/tests/:test`,
  summary: 'How a test stands',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: testParams,
  response: connectionTest,
});

export const listConnectionTests = defineRoute({
  id: 'connectionTests.list',
  method: 'GET',
  path: `${CONNECTION}/tests`,
  summary: 'The latest tests of the connection, newest first',
  access: { kind: 'permission', permission: 'directory.read', at: 'environment' },
  change: 'none',
  params: connectionParams,
  response: z.object({ items: z.array(connectionTest) }),
});
