/** Sign-ins and sign-outs of a company: found by reference, narrowed down, and counted by cause. */
import { z } from 'zod';
import { attemptKinds, attemptOutcomes, attemptView } from '../control.ts';
import { slug } from '../slug.ts';
import { companyParams, defineRoute, instant, pageOf, pageQuery } from './admin-route.ts';

const read = { kind: 'permission', permission: 'attempts.read', at: 'company', orBelow: true } as const;

const where = {
  environment: slug.optional().describe('Only of this environment.'),
  realm: slug.optional().describe('Only of realms with this slug.'),
};

export const attemptsQuery = pageQuery.extend({
  ...where,
  kind: z.enum(attemptKinds).optional().describe('Only sign-ins, or only sign-outs.'),
  outcome: z.enum(attemptOutcomes).optional(),
  code: z.string().min(1).max(100).optional().describe('Only those that ended for this cause.'),
  person: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe(
      'Only of this person: login, e-mail address, id, or what a stranger who was refused is called in the list.',
    ),
  app: slug.optional(),
  connection: z
    .string()
    .regex(/^[a-z0-9-]{1,63}\/[a-z0-9-]{1,63}$/, '<service provider>/<connection>')
    .optional(),
  since: z.coerce.number().int().min(0).optional().describe('Not before this instant, epoch milliseconds.'),
  until: z.coerce.number().int().min(0).optional().describe('Before this instant, epoch milliseconds.'),
});
export type AttemptsQuery = z.output<typeof attemptsQuery>;

/** An attempt in a list: its checks are read with it alone. */
export const attemptSummary = attemptView.omit({ checks: true, stageMs: true });

export const listAttempts = defineRoute({
  id: 'attempts.list',
  method: 'GET',
  path: '/companies/:company/attempts',
  summary: 'Sign-ins and sign-outs, newest first; a page can be short although more follow',
  access: read,
  change: 'none',
  params: companyParams,
  query: attemptsQuery,
  response: pageOf(attemptSummary),
});

export const readAttempt = defineRoute({
  id: 'attempts.read',
  method: 'GET',
  path: '/companies/:company/attempts/:reference',
  summary: 'A sign-in or sign-out with every check, by the reference that the person saw',
  access: read,
  change: 'none',
  params: companyParams.extend({ reference: z.string().max(40) }),
  response: attemptView,
});

export const listAttemptCauses = defineRoute({
  id: 'attempts.causes',
  method: 'GET',
  path: '/companies/:company/attempt-causes',
  summary: 'Refusals of the last day or week, counted by cause, most frequent first',
  access: read,
  change: 'none',
  params: companyParams,
  query: z.strictObject({ ...where, period: z.enum(['24h', '7d']).default('24h') }),
  response: z.object({
    since: instant,
    items: z.array(z.object({ code: z.string(), count: z.int().min(1) })),
    more: z.boolean().describe('There were more than are counted.'),
  }),
});

export const attemptRoutes = [listAttempts, readAttempt, listAttemptCauses] as const;
