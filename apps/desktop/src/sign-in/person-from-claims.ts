/** Reads the person out of the claims of the ID Token and the userinfo endpoint. Only `sub` is certain to be there. */
import { z } from 'zod';
import type { Person } from '../session/desktop-session.ts';

/** A claim that is not text is treated as absent: none of them decides anything. */
const text = z.string().trim().min(1).max(255).optional().catch(undefined);

const claimsSchema = z.object({
  name: text,
  given_name: text,
  preferred_username: text,
  email: text,
  connection_name: text,
  company_name: text,
});

export function personFromClaims(subject: string, claims: unknown): Person {
  const known = claimsSchema.parse(claims);
  const login = known.preferred_username ?? known.email;
  const displayName = known.name ?? login ?? subject;
  return {
    subject,
    displayName,
    firstName: known.given_name ?? displayName.split(' ')[0] ?? displayName,
    login,
    connectionName: known.connection_name,
    companyName: known.company_name,
  };
}
