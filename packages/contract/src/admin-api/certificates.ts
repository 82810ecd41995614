/** The forecast of certificates: what expires when in a company, what it breaks, and who has to act. */
import { z } from 'zod';
import { slug } from '../slug.ts';
import { companyParams, defineRoute, pageOf, pageQuery } from './admin-route.ts';
import { certificateView, keyOrigins, keyStates } from './keys.ts';

export const certificateUses = ['request-signing', 'assertion-decryption', 'identity-provider-signing'] as const;

export const forecastEffects = [
  /** Identity providers that look at dates refuse our requests. */
  'requests-refused',
  /** Identity providers that look at dates encrypt no more, and refuse to sign people in. */
  'encryption-refused',
  /** The identity provider will sign with another certificate, which we do not know. */
  'sign-ins-refused',
  /** It is not in use. */
  'none',
] as const;
export type ForecastEffect = (typeof forecastEffects)[number];

export const forecastEntry = z.object({
  id: z.string(),
  environment: z.string(),
  realm: z.string(),
  serviceProvider: z.string(),
  connection: z.string().nullable().describe('Slug; null for a certificate of ours.'),
  use: z.enum(certificateUses),
  state: z.enum(keyStates).nullable().describe('Null for a certificate of an identity provider.'),
  origin: z.enum(keyOrigins).nullable().describe('Null for a certificate of an identity provider.'),
  source: z.string().nullable().describe('Where the description of the identity provider came from.'),
  certificate: certificateView,
  warning: z.int().nullable().describe('60, 30, 14, 7 or 1 when so many days are left; 0 when it is over.'),
  effect: z.enum(forecastEffects),
  explanation: z.string(),
  actBy: z.enum(['administrator', 'identity-provider', 'nobody']),
  action: z.string().nullable(),
});
export type ForecastEntry = z.infer<typeof forecastEntry>;

export const forecastQuery = pageQuery.extend({
  environment: slug.optional().describe('Only of this environment.'),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe('Only what expires within so many days, what has expired included.'),
});

export const listCertificates = defineRoute({
  id: 'certificates.list',
  method: 'GET',
  path: '/companies/:company/certificates',
  summary: 'Certificates in use, ours and those of identity providers, the first to expire first',
  access: { kind: 'permission', permission: 'directory.read', at: 'company', orBelow: true },
  change: 'none',
  params: companyParams,
  query: forecastQuery,
  response: pageOf(forecastEntry),
});
