import { z } from 'zod';

/** A permanent identifier in URLs: lower-case letters, digits and single hyphens, 1 to 63 characters. */
export const slug: z.ZodString = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens');
