/** The first set-up, and links that set a password. */
import { z } from 'zod';
import { type AdminRoute, defineRoute, instant } from './admin-route.ts';
import { emailLogin, linkToken, personName, typedPassword } from './administrator-fields.ts';
import { signedIn } from './session.ts';

const BY_LINK = { access: { kind: 'public' }, change: 'action' } as const;

export const passwordLinkKinds = ['invitation', 'recovery', 'password-reset'] as const;

export const showFirstRun = defineRoute({
  ...BY_LINK,
  change: 'none',
  id: 'firstRun.show',
  method: 'GET',
  path: '/setup',
  summary: 'Whether the installation waits for its first owner',
  response: z.object({ needed: z.boolean() }),
});

export const createFirstOwner = defineRoute({
  ...BY_LINK,
  id: 'firstRun.createOwner',
  method: 'POST',
  path: '/setup',
  summary: 'Make the first owner with the link that the hub printed, and sign in',
  body: z.strictObject({ token: linkToken, login: emailLogin, name: personName, password: typedPassword }),
  response: signedIn,
});

const linkParams = z.strictObject({ kind: z.enum(passwordLinkKinds) });

export const inspectLink = defineRoute({
  ...BY_LINK,
  id: 'links.inspect',
  method: 'POST',
  path: '/links/:kind/inspection',
  summary: 'Whom a link is for',
  params: linkParams,
  body: z.strictObject({ token: linkToken }),
  response: z.object({ login: z.string(), name: z.string(), expiresAt: instant }),
});

export const redeemLink = defineRoute({
  ...BY_LINK,
  id: 'links.redeem',
  method: 'POST',
  path: '/links/:kind/redemption',
  summary: 'Choose a password with a link; an invitation also signs in',
  params: linkParams,
  body: z.strictObject({
    token: linkToken,
    password: typedPassword,
    name: personName.optional().describe('With an invitation: how the person writes their name.'),
  }),
  response: z.discriminatedUnion('status', [
    signedIn,
    z.object({ status: z.literal('sign-in'), login: z.string().describe('To sign in with.') }),
  ]),
});

export const oneTimeLinkRoutes: readonly AdminRoute[] = [showFirstRun, createFirstOwner, inspectLink, redeemLink];
