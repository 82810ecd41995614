/** API keys of a company: what programs send instead of a sign-in. A key is shown once, when it is made. */
import { z } from 'zod';
import { companyParams, defineRoute, instant, pageOf, pageQuery } from './admin-route.ts';
import { apiKeyScopes } from './permissions.ts';

/** Days until a key expires, unless the request says otherwise. */
export const DEFAULT_API_KEY_DAYS = 365;
const MAX_API_KEY_DAYS = 730;

/** No control characters, none that turn the direction of writing, no line breaks. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'text on one line')
  .describe('What the key is for.');

const scopes = z
  .array(z.enum(apiKeyScopes))
  .min(1)
  .max(apiKeyScopes.length)
  .describe('What the key may do in its company.');

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('The first characters of the key.'),
  scopes: z.array(z.enum(apiKeyScopes)),
  state: z.enum(['live', 'expired', 'revoked']),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: instant,
  expiresAt: instant.nullable().describe('Epoch milliseconds; null for a key that does not expire.'),
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable().describe('Epoch milliseconds, exact to a minute; null when it was never used.'),
  lastAddress: z.string().nullable().describe('Network address of the last use.'),
});
export type ApiKeyView = z.infer<typeof apiKey>;

export const createdApiKey = apiKey.extend({
  key: z.string().describe('The key itself. It is not stored and cannot be shown again.'),
});

export const newApiKey = z
  .strictObject({
    name,
    scopes,
    expiresInDays: z
      .int()
      .min(1)
      .max(MAX_API_KEY_DAYS)
      .optional()
      .describe(`Days until the key expires; ${DEFAULT_API_KEY_DAYS} unless set.`),
    allowNoExpiry: z.boolean().default(false).describe('Make a key that works until it is revoked.'),
  })
  .refine(({ expiresInDays, allowNoExpiry }) => !(allowNoExpiry && expiresInDays !== undefined), {
    path: ['expiresInDays'],
    error: 'a key that does not expire has no days until it does',
  });

export const apiKeyParams = companyParams.extend({ apiKey: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

const path = '/companies/:company/api-keys';
const onePath = `${path}/:apiKey` as const;
const read = { kind: 'permission', permission: 'api-keys.read', at: 'company' } as const;
const write = { kind: 'permission', permission: 'api-keys.write', at: 'company' } as const;

export const listApiKeys = defineRoute({
  id: 'apiKeys.list',
  method: 'GET',
  path,
  summary: 'API keys of the company, newest first',
  access: read,
  change: 'none',
  params: companyParams,
  query: pageQuery,
  response: pageOf(apiKey),
});

export const createApiKey = defineRoute({
  id: 'apiKeys.create',
  method: 'POST',
  path,
  summary: 'Make an API key; the answer is the only place that shows it',
  access: write,
  change: 'create',
  params: companyParams,
  body: newApiKey,
  response: createdApiKey,
});

export const readApiKey = defineRoute({
  id: 'apiKeys.read',
  method: 'GET',
  path: onePath,
  summary: 'One API key',
  access: read,
  change: 'none',
  params: apiKeyParams,
  response: apiKey,
});

export const updateApiKey = defineRoute({
  id: 'apiKeys.update',
  method: 'PATCH',
  path: onePath,
  summary: 'Rename an API key',
  access: write,
  change: 'update',
  params: apiKeyParams,
  body: z.strictObject({ name: name.optional() }),
  response: apiKey,
});

export const revokeApiKey = defineRoute({
  id: 'apiKeys.revoke',
  method: 'POST',
  path: `${onePath}/revoke`,
  summary: 'Revoke an API key at once and for good',
  access: write,
  change: 'action',
  params: apiKeyParams,
  response: apiKey,
});

export const apiKeyRoutes = [listApiKeys, createApiKey, readApiKey, updateApiKey, revokeApiKey] as const;
