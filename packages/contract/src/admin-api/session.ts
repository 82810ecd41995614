/** Signing in to the administration, and who is signed in. */
import { z } from 'zod';
import { type AdminRoute, defineRoute, instant } from './admin-route.ts';
import { grantView, typedPassword } from './administrator-fields.ts';
import { passkeyAssertion, passkeyRequestOptions } from './passkeys.ts';

const SIGN_IN = { access: { kind: 'public' }, change: 'action' } as const;

export const sessionView = z.object({
  administrator: z.object({ id: z.string(), login: z.string(), name: z.string() }),
  grants: z.array(grantView),
  session: z.object({
    method: z.string().describe('How it began, such as `password+totp` or `passkey`.'),
    limitedTo: z
      .object({ slug: z.string(), name: z.string() })
      .nullable()
      .describe('The company that the sign-in came through, and the only one that it reaches; null otherwise.'),
    createdAt: instant,
    expiresAt: instant,
    freshUntil: instant.describe('Until then ways of signing in can be changed without signing in again.'),
  }),
  hasPassword: z.boolean(),
  secondFactors: z.object({
    totp: z.boolean(),
    passkeys: z.int(),
    recoveryCodes: z.int().describe('Codes that are left.'),
  }),
  passkeysAvailable: z.boolean().describe('False where browsers allow none: at an IP address or over plain http.'),
});
export type SessionView = z.infer<typeof sessionView>;

export const secondFactorMethods = ['totp', 'passkey', 'recovery-code'] as const;

/** A finished sign-in sets the cookie of the session. */
export const signedIn = z.object({ status: z.literal('signed-in'), session: sessionView });

export const signInAnswer = z.discriminatedUnion('status', [
  signedIn,
  z.object({
    status: z.literal('second-factor'),
    methods: z.array(z.enum(secondFactorMethods)),
    passkeyOptions: passkeyRequestOptions
      .nullable()
      .describe('For `navigator.credentials.get`, if there is a passkey.'),
    expiresAt: instant,
  }),
]);

const credentials = z.strictObject({ login: z.string().min(1).max(320), password: typedPassword });

export const showSession = defineRoute({
  id: 'session.show',
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in, and what they may do where',
  access: { kind: 'signed-in' },
  change: 'none',
  response: sessionView,
});

export const signIn = defineRoute({
  ...SIGN_IN,
  id: 'session.signIn',
  method: 'POST',
  path: '/session',
  summary: 'Sign in with a password; a second factor may follow',
  body: credentials,
  response: signInAnswer,
});

export const signInForRecovery = defineRoute({
  ...SIGN_IN,
  id: 'session.recover',
  method: 'POST',
  path: '/session/recovery',
  summary: 'Sign in with a password while the company has to use single sign-on',
  body: credentials,
  response: signInAnswer,
});

export const finishSignIn = defineRoute({
  ...SIGN_IN,
  id: 'session.finish',
  method: 'POST',
  path: '/session/second-factor',
  summary: 'Finish a sign-in with a second factor',
  body: z.discriminatedUnion('method', [
    z.strictObject({ method: z.literal('totp'), code: z.string().trim().max(20) }),
    z.strictObject({ method: z.literal('recovery-code'), code: z.string().trim().max(40) }),
    z.strictObject({ method: z.literal('passkey'), response: passkeyAssertion }),
  ]),
  response: signedIn,
});

export const beginPasskeySignIn = defineRoute({
  ...SIGN_IN,
  id: 'session.beginPasskey',
  method: 'POST',
  path: '/session/passkey/options',
  summary: 'Begin a sign-in with a passkey',
  response: z.object({ options: passkeyRequestOptions, expiresAt: instant }),
});

export const finishPasskeySignIn = defineRoute({
  ...SIGN_IN,
  id: 'session.finishPasskey',
  method: 'POST',
  path: '/session/passkey',
  summary: 'Sign in with a passkey',
  body: z.strictObject({ response: passkeyAssertion }),
  response: signedIn,
});

export const signOut = defineRoute({
  id: 'session.end',
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  access: { kind: 'signed-in' },
  change: 'action',
});

const otherSession = z.object({
  id: z.string(),
  method: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant.describe('To the minute.'),
  expiresAt: instant,
});

export const listOtherSessions = defineRoute({
  id: 'session.listOthers',
  method: 'GET',
  path: '/session/others',
  summary: 'The other sessions of the same administrator, newest first',
  access: { kind: 'signed-in' },
  change: 'none',
  response: z.object({ items: z.array(otherSession) }),
});

export const endOtherSessions = defineRoute({
  id: 'session.endOthers',
  method: 'DELETE',
  path: '/session/others',
  summary: 'End every other session of the same administrator',
  access: { kind: 'signed-in' },
  change: 'action',
});

export const endOtherSession = defineRoute({
  id: 'session.endOther',
  method: 'DELETE',
  path: '/session/others/:session',
  summary: 'End one other session of the same administrator',
  access: { kind: 'signed-in' },
  change: 'action',
  params: z.strictObject({ session: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
});

export const sessionRoutes: readonly AdminRoute[] = [
  showSession,
  signIn,
  signInForRecovery,
  finishSignIn,
  beginPasskeySignIn,
  finishPasskeySignIn,
  signOut,
  listOtherSessions,
  endOtherSessions,
  endOtherSession,
];
