/** Passwords of people over the API: links to set one, and taking it away. Never the password itself. */
import {
  getLocalAccount,
  inviteLocalUser,
  type LocalAccountView,
  type LocalStateView,
  listLocalAccounts,
  resetLocalPassword,
  revokeLocalAccount,
} from '@cordboard/contract/admin-api/local-sign-in';
import { z } from 'zod';
import { hashToken, newToken } from '../../administrators/token.ts';
import { localPermission } from '../../directory/local-permission.ts';
import { CordboardError } from '../../errors.ts';
import { endLocalSessions } from '../../sign-in/local/local-dependencies.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { CredentialRecord } from '../../storage/ports/local-sign-in-store.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';
import { findRealmUser, findRealmView, realmBaseUrl, realmPath } from './find-realm.ts';

const LINK_MS = 7 * 24 * 60 * 60 * 1000;

const position = z.strictObject({ user: z.string() });

interface Account {
  readonly user: UserRecord;
  readonly credential: CredentialRecord;
}

const stateOf = ({ passwordHash, linkExpiresAt }: CredentialRecord, now: number): LocalAccountView['state'] => {
  if (passwordHash !== null) {
    return 'active';
  }
  return linkExpiresAt !== null && linkExpiresAt > now ? 'invited' : 'lapsed';
};

const personOf = (view: RealmView, user: UserRecord, now: number): Pick<LocalAccountView, 'user' | 'allowed'> => {
  const { id, login, displayName, enabled } = user;
  const permission = localPermission(view, user, now);
  return {
    user: { id, login, displayName, enabled },
    allowed: permission === null ? null : { kind: permission.kind, name: permission.name, until: permission.until },
  };
};

const viewOf = (view: RealmView, { user, credential }: Account, now: number): LocalAccountView => ({
  ...personOf(view, user, now),
  state: stateOf(credential, now),
  changedAt: credential.changedAt,
  linkExpiresAt: credential.linkExpiresAt,
});

const NONE = { state: 'none', changedAt: null, linkExpiresAt: null } as const;

/** The version does not change with time alone. */
const tagOf = (credential: CredentialRecord | null): string => {
  const linkHash = credential?.linkHash ?? null;
  return entityTag([credential?.changedAt ?? null, linkHash === null ? null : hashToken(linkHash)]);
};

const accountOf = async (
  reader: Pick<StorageWriter, 'findUser' | 'findCredential'>,
  view: RealmView,
  userId: string,
): Promise<Account> => {
  const user = await findRealmUser(reader, view, userId);
  const credential = await reader.findCredential(view.realm.id, user.id);
  if (credential === null) {
    throw new CordboardError('admin.not_found', { received: user.login, hint: 'The user has no local sign-in.' });
  }
  return { user, credential };
};

interface MadeLink {
  readonly body: { readonly url: string; readonly expiresAt: number };
  readonly linkHash: string;
}

const makeLink = (parts: AdminParts, view: RealmView, now: number): MadeLink => {
  const token = newToken(parts.random);
  const url = `${realmBaseUrl(parts, view)}/password/set/${token.value}`;
  return { body: { url, expiresAt: now + LINK_MS }, linkHash: token.hash };
};

/** A new link replaces the one that is out; the password stops. */
const putLink = async (
  writer: StorageWriter,
  user: UserRecord,
  link: MadeLink,
  now: number,
): Promise<CredentialRecord> => {
  const credential: CredentialRecord = {
    userId: user.id,
    realmId: user.realmId,
    passwordHash: null,
    changedAt: now,
    linkHash: link.linkHash,
    linkExpiresAt: link.body.expiresAt,
  };
  await writer.putCredential(credential);
  return credential;
};

const target = (view: RealmView, user: UserRecord): { readonly kind: 'user'; readonly path: string } => ({
  kind: 'user',
  path: `${realmPath(view)}/${user.login}`,
});

const list = (parts: AdminParts): BoundRoute =>
  bind(listLocalAccounts, async (call) => {
    const view = await findRealmView(parts.storage.read, call.params);
    const { limit, cursor } = call.query;
    const after = readCursor(position, cursor)?.user ?? null;
    const accounts = await parts.storage.read.listCredentials(view.realm.id, { after, limit: limit + 1 });
    const page = pageOfRecords(accounts, limit, ({ user }) => ({ user: user.id }));
    return { body: { items: page.records.map((account) => viewOf(view, account, call.now)), next: page.next } };
  });

const get = (parts: AdminParts): BoundRoute =>
  bind(getLocalAccount, async (call) => {
    const view = await findRealmView(parts.storage.read, call.params);
    const user = await findRealmUser(parts.storage.read, view, call.params.user);
    const credential = await parts.storage.read.findCredential(view.realm.id, user.id);
    const body: LocalStateView =
      credential === null
        ? { ...personOf(view, user, call.now), ...NONE }
        : viewOf(view, { user, credential }, call.now);
    return { body, etag: tagOf(credential) };
  });

const invite = (parts: AdminParts): BoundRoute =>
  bind(inviteLocalUser, (call) =>
    call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const user = await findRealmUser(writer, view, call.params.user);
      const present = await writer.findCredential(view.realm.id, user.id);
      if (present !== null && present.passwordHash !== null) {
        throw new CordboardError('local.password_set', { expected: 'a user without a password', received: user.login });
      }
      const link = makeLink(parts, view, call.now);
      const credential = await putLink(writer, user, link, call.now);
      const fields = [
        { name: 'link', from: present === null ? null : 'set', to: present === null ? 'set' : 'changed' },
      ];
      await call.audit(writer, { action: 'local-sign-in.invited', target: target(view, user), fields });
      return { body: link.body, etag: tagOf(credential) };
    }),
  );

const reset = (parts: AdminParts): BoundRoute =>
  bind(resetLocalPassword, (call) =>
    call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const { user, credential } = await accountOf(writer, view, call.params.user);
      const link = makeLink(parts, view, call.now);
      const next = await putLink(writer, user, link, call.now);
      await endLocalSessions(writer, user, { now: call.now });
      const fields = credential.passwordHash === null ? [] : [{ name: 'password', from: 'set', to: null }];
      await call.audit(writer, { action: 'local-sign-in.reset', target: target(view, user), fields });
      return { body: link.body, etag: tagOf(next) };
    }),
  );

const revoke = (): BoundRoute =>
  bind(revokeLocalAccount, (call) =>
    call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const { user, credential } = await accountOf(writer, view, call.params.user);
      assertMatch(call.ifMatch, tagOf(credential));
      await writer.deleteCredential(view.realm.id, user.id);
      await endLocalSessions(writer, user, { now: call.now });
      const fields = credential.passwordHash === null ? [] : [{ name: 'password', from: 'set', to: null }];
      await call.audit(writer, { action: 'local-sign-in.revoked', target: target(view, user), fields });
      return { body: undefined };
    }),
  );

export const localAccountRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  list(parts),
  get(parts),
  invite(parts),
  reset(parts),
  revoke(),
];
