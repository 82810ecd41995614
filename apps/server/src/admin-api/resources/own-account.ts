/** An administrator's own name, password and second factors over the API. */
import * as routes from '@cordboard/contract/admin-api/own-account';
import type { PasskeyAttestationBody } from '@cordboard/contract/admin-api/passkeys';
import { changeOwnPassword, renameSelf } from '../../administrators/change-own-account.ts';
import {
  beginPasskeyRegistration,
  finishPasskeyRegistration,
  removePasskey,
  renamePasskey,
} from '../../administrators/passkeys.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from '../../administrators/totp-enrolment.ts';
import type { PasskeyAttestation } from '../../administrators/webauthn.ts';
import type { PasskeyRecord } from '../../storage/ports/administrator-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type AdminCookies, createAdminCookies } from '../http/admin-cookies.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { sessionView, signedInAnswer, visitorOf, wholeAccountOf } from '../own-session.ts';

const attestationOf = ({ id, rawId, type, response }: PasskeyAttestationBody): PasskeyAttestation => {
  const { transports, ...rest } = response;
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { ...rest, ...(transports !== undefined && { transports }) },
  };
};

const passkeyView = ({ id, name, backedUp, createdAt, lastUsedAt }: PasskeyRecord): routes.PasskeyView => ({
  id,
  name,
  backedUp,
  createdAt,
  lastUsedAt,
});

const list = (codes: readonly string[] | null): string[] | null => (codes === null ? null : [...codes]);

const profileRoutes = (parts: AdminParts, cookies: AdminCookies): readonly BoundRoute[] => [
  bind(routes.changeProfile, async (call) => {
    const own = await wholeAccountOf(parts, call);
    const administrator = await renameSelf(parts, own, call.body.name);
    return { body: await sessionView(parts, { ...own.session, administrator }) };
  }),
  bind(routes.changePassword, async (call) => {
    const own = await wholeAccountOf(parts, call);
    const opened = await changeOwnPassword(parts, own, { ...call.body, visitor: visitorOf(call, cookies) });
    return signedInAnswer(parts, opened, cookies);
  }),
];

const totpRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(routes.beginTotp, async (call) => ({ body: await beginTotp(parts, await wholeAccountOf(parts, call)) })),
  bind(routes.confirmTotp, async (call) => {
    const own = await wholeAccountOf(parts, call);
    return { body: { recoveryCodes: list(await confirmTotp(parts, own, call.body.code)) } };
  }),
  bind(routes.removeTotp, async (call) => {
    await removeTotp(parts, await wholeAccountOf(parts, call));
    return { body: undefined };
  }),
  bind(routes.renewRecoveryCodes, async (call) => {
    const codes = await renewRecoveryCodes(parts, await wholeAccountOf(parts, call));
    return { body: { recoveryCodes: [...codes] } };
  }),
];

const passkeyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(routes.listPasskeys, async (call) => {
    const { session } = await wholeAccountOf(parts, call);
    const passkeys = await parts.storage.read.listPasskeys(session.administrator.id);
    return { body: { items: passkeys.map(passkeyView) } };
  }),
  bind(routes.beginPasskey, async (call) => {
    const own = await wholeAccountOf(parts, call);
    return { body: { options: await beginPasskeyRegistration(parts, own) } };
  }),
  bind(routes.addPasskey, async (call) => {
    const own = await wholeAccountOf(parts, call);
    const { name } = call.body;
    const response = attestationOf(call.body.response);
    const { passkey, recoveryCodes } = await finishPasskeyRegistration(parts, own, { name, response });
    return { body: { passkey: passkeyView(passkey), recoveryCodes: list(recoveryCodes) } };
  }),
  bind(routes.renamePasskey, async (call) => {
    const own = await wholeAccountOf(parts, call);
    const change = { id: call.params.passkey, name: call.body.name };
    return { body: passkeyView(await renamePasskey(parts, own, change)) };
  }),
  bind(routes.removePasskey, async (call) => {
    await removePasskey(parts, await wholeAccountOf(parts, call), call.params.passkey);
    return { body: undefined };
  }),
];

export const ownAccountRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const cookies = createAdminCookies(parts.installationUrl);
  return [...profileRoutes(parts, cookies), ...totpRoutes(parts), ...passkeyRoutes(parts)];
};
