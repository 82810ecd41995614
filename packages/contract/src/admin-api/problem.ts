/** What an error of the administration API looks like (RFC 9457): `application/problem+json`. */
import { z } from 'zod';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export const problem = z.object({
  type: z.string().describe('`urn:cordboard:problem:<code>`.'),
  title: z.string().describe('What is wrong, in one line.'),
  status: z.int().describe('The HTTP status again.'),
  code: z.string().describe('Stable code, `<area>.<problem>`; every code is explained in docs/errors.md.'),
  expected: z.string().optional(),
  received: z.string().optional(),
  hint: z.string().optional(),
  aliases: z
    .array(z.string())
    .optional()
    .describe('With keystore.alias_needed and keystore.alias_unknown: the aliases that there are.'),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('What is wrong with single fields of the request.'),
});
export type Problem = z.infer<typeof problem>;
