/** What administrators change about their own account. Ways of signing in change only just after a sign-in. */
import { z } from 'zod';
import { type AdminRoute, defineRoute, instant } from './admin-route.ts';
import { personName, typedPassword } from './administrator-fields.ts';
import { passkeyAttestation, passkeyCreationOptions } from './passkeys.ts';
import { sessionView, signedIn } from './session.ts';

const OWN = { access: { kind: 'signed-in' }, change: 'action' } as const;

const recoveryCodes = z.array(z.string()).describe('Shown once; each works once.');

export const changeProfile = defineRoute({
  ...OWN,
  id: 'ownAccount.rename',
  method: 'PATCH',
  path: '/session/profile',
  summary: 'Change the own name',
  body: z.strictObject({ name: personName }),
  response: sessionView,
});

export const changePassword = defineRoute({
  ...OWN,
  id: 'ownAccount.changePassword',
  method: 'POST',
  path: '/session/password',
  summary: 'Change the own password; every other session ends, and this one gets a new cookie',
  body: z.strictObject({
    presentPassword: typedPassword.nullable().describe('Null for an account that has none yet.'),
    newPassword: typedPassword,
  }),
  response: signedIn,
});

export const beginTotp = defineRoute({
  ...OWN,
  id: 'ownAccount.beginTotp',
  method: 'POST',
  path: '/session/totp',
  summary: 'Begin to set up an authenticator app',
  response: z.object({
    secret: z.string().describe('Base32, for typing.'),
    uri: z.string().describe('For the QR code.'),
  }),
});

export const confirmTotp = defineRoute({
  ...OWN,
  id: 'ownAccount.confirmTotp',
  method: 'POST',
  path: '/session/totp/confirmation',
  summary: 'Set the authenticator app up with its first code',
  body: z.strictObject({ code: z.string().trim().max(20) }),
  response: z.object({ recoveryCodes: recoveryCodes.nullable() }),
});

export const removeTotp = defineRoute({
  ...OWN,
  id: 'ownAccount.removeTotp',
  method: 'DELETE',
  path: '/session/totp',
  summary: 'Remove the authenticator app',
});

export const renewRecoveryCodes = defineRoute({
  ...OWN,
  id: 'ownAccount.renewRecoveryCodes',
  method: 'POST',
  path: '/session/recovery-codes',
  summary: 'Make new recovery codes; the earlier ones are void',
  response: z.object({ recoveryCodes }),
});

const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  backedUp: z.boolean().describe('Whether the authenticator keeps a copy elsewhere.'),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export type PasskeyView = z.infer<typeof passkeyView>;

const passkeyParams = z.strictObject({ passkey: z.string().max(100) });

export const listPasskeys = defineRoute({
  ...OWN,
  change: 'none',
  id: 'ownAccount.listPasskeys',
  method: 'GET',
  path: '/session/passkeys',
  summary: 'The own passkeys, oldest first',
  response: z.object({ items: z.array(passkeyView) }),
});

export const beginPasskey = defineRoute({
  ...OWN,
  id: 'ownAccount.beginPasskey',
  method: 'POST',
  path: '/session/passkeys/options',
  summary: 'Begin to add a passkey',
  response: z.object({ options: passkeyCreationOptions }),
});

export const addPasskey = defineRoute({
  ...OWN,
  id: 'ownAccount.addPasskey',
  method: 'POST',
  path: '/session/passkeys',
  summary: 'Add the passkey that the authenticator made',
  body: z.strictObject({ name: personName, response: passkeyAttestation }),
  response: z.object({ passkey: passkeyView, recoveryCodes: recoveryCodes.nullable() }),
});

export const renamePasskey = defineRoute({
  ...OWN,
  id: 'ownAccount.renamePasskey',
  method: 'PATCH',
  path: '/session/passkeys/:passkey',
  summary: 'Rename a passkey',
  params: passkeyParams,
  body: z.strictObject({ name: personName }),
  response: passkeyView,
});

export const removePasskey = defineRoute({
  ...OWN,
  id: 'ownAccount.removePasskey',
  method: 'DELETE',
  path: '/session/passkeys/:passkey',
  summary: 'Remove a passkey',
  params: passkeyParams,
});

export const ownAccountRoutes: readonly AdminRoute[] = [
  changeProfile,
  changePassword,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewRecoveryCodes,
  listPasskeys,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
];
