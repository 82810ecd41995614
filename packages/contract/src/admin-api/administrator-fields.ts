/** Fields of administrators that several resources share. */
import { z } from 'zod';
import { permissions, roles } from './permissions.ts';

/** The e-mail address that somebody signs in with. */
export const emailLogin = z.email().max(254).describe('E-mail address; the login.');

/** Control characters would garble lists and logs. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'a name without control characters');

/** The rules are the server's: what is refused there says why. */
export const typedPassword = z.string().min(1).max(1024);

/** What a one-time link carries behind its `#`. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'the part of the link behind #');

const named = z.object({ slug: z.string(), name: z.string() });

/** A role, and where it holds, by slugs. */
export const grantView = z.object({
  role: z.enum(roles),
  company: named.nullable().describe('Null: the whole installation.'),
  environment: named.nullable().describe('Null: every environment of the company.'),
  permissions: z.array(z.enum(permissions)).describe('What the role allows there.'),
});
export type GrantView = z.infer<typeof grantView>;
