/** Plans the people of one realm. Users are keyed by login; an e-mail address belongs to one of them only. */
import type { ApplyUser } from '@cordboard/contract/apply-file';
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import { applyProblem } from './apply-problem.ts';
import { checkUserWidening, type LocalSignInNames } from './check-widening.ts';
import { diffFields, type FieldView, newFields } from './diff-fields.ts';
import type { PlanContext } from './plan-context.ts';

const PAGE = 500;

interface RealmPlace {
  readonly id: string;
  readonly path: string;
  /** A new realm has no users to compare with. */
  readonly isNew: boolean;
  /** Who keeps a password beside single sign-on. */
  readonly widening: LocalSignInNames;
}

const viewOf = (user: UserRecord): FieldView => ({
  email: user.email,
  displayName: user.displayName,
  firstName: user.firstName,
  lastName: user.lastName,
  groups: user.groups,
  enabled: user.enabled,
});

const emailKey = (email: string | null | undefined): string | null =>
  email === null || email === undefined ? null : asciiLowerCase(email);

/** Somebody else who has the address now and still will have it when the file is applied. */
const findHolder = async (
  context: PlanContext,
  realm: RealmPlace,
  user: UserRecord,
  listed: ReadonlyMap<string, ApplyUser>,
): Promise<string | null> => {
  const found = user.email === null || realm.isNew ? [] : await context.reader.findUsersByEmail(realm.id, user.email);
  const holder = found.find(({ login, email }) => {
    const other = listed.get(login);
    const isPruned = other === undefined && context.prune && listed.size > 0;
    return login !== user.login && !isPruned && emailKey(other?.email ?? email) === emailKey(user.email);
  });
  return holder?.login ?? null;
};

/** What a file leaves out stays: sign-ins may have filled it. */
const wantedUser = (
  context: PlanContext,
  realm: RealmPlace,
  user: ApplyUser,
  before: UserRecord | null,
): UserRecord => {
  const kept = context.whole ? null : before;
  return {
    id: before?.id ?? context.idFor('user', `${realm.path}/${user.login}`),
    realmId: realm.id,
    login: user.login,
    email: user.email ?? kept?.email ?? null,
    displayName: user.displayName ?? kept?.displayName ?? null,
    firstName: user.firstName ?? kept?.firstName ?? null,
    lastName: user.lastName ?? kept?.lastName ?? null,
    groups: user.groups ?? kept?.groups ?? [],
    enabled: user.enabled,
    createdAt: before?.createdAt ?? context.now,
    updatedAt: context.now,
  };
};

/** Whoever is disabled is signed out as well. */
const writeUser = async (writer: StorageWriter, user: UserRecord, wasEnabled: boolean): Promise<void> => {
  await writer.putUser(user);
  if (wasEnabled && !user.enabled) {
    for (const { idHash } of await writer.listUserSessions(user.realmId, user.id, user.updatedAt)) {
      await writer.endSession(idHash);
    }
  }
};

const planUser = async (
  context: PlanContext,
  realm: RealmPlace,
  user: ApplyUser,
  listed: ReadonlyMap<string, ApplyUser>,
): Promise<void> => {
  const path = `${realm.path}/${user.login}`;
  const before = realm.isNew ? null : await context.reader.findUserByLogin(realm.id, user.login);
  const record = wantedUser(context, realm, user, before);
  checkUserWidening(context, path, realm.widening, { after: record, before });
  const isNewAddress = emailKey(before?.email) !== emailKey(record.email);
  const holder = isNewAddress ? await findHolder(context, realm, record, listed) : null;
  if (holder !== null) {
    context.plan.refuse(
      applyProblem('apply.conflict', path, {
        expected: 'an e-mail address that nobody else in the realm has',
        received: `${record.email}, which ${holder} has`,
      }),
    );
    return;
  }
  const fields =
    before === null ? newFields({ enabled: true }, viewOf(record)) : diffFields(viewOf(before), viewOf(record));
  context.plan.put({ action: before === null ? 'create' : 'update', kind: 'user', path, fields }, (writer) =>
    writeUser(writer, record, before?.enabled ?? false),
  );
};

const planDeletions = async (
  context: PlanContext,
  realm: RealmPlace,
  listed: ReadonlyMap<string, ApplyUser>,
): Promise<void> => {
  let after: string | null = null;
  for (;;) {
    const page: readonly UserRecord[] = await context.reader.listUsers(realm.id, { after, limit: PAGE });
    for (const user of page.filter(({ login }) => !listed.has(login))) {
      context.plan.delete('user', `${realm.path}/${user.login}`, (writer) => writer.deleteUser(realm.id, user.id));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) {
      return;
    }
    after = last.login;
  }
};

const planNamedDeletions = async (context: PlanContext, realm: RealmPlace): Promise<void> => {
  const logins = context.deletions.flatMap(({ kind, path }) =>
    kind === 'user' && path.startsWith(`${realm.path}/`) ? [path.slice(realm.path.length + 1)] : [],
  );
  for (const login of logins) {
    const user = await context.reader.findUserByLogin(realm.id, login);
    if (user !== null) {
      context.plan.delete('user', `${realm.path}/${login}`, (writer) => writer.deleteUser(realm.id, user.id));
    }
  }
};

/**
 * Plans what the file says about the users of a realm. Others are deleted only when pruning and when the file lists
 * any user there: a realm whose people come from somewhere else lists none, and keeps them.
 */
export const planUsers = async (
  context: PlanContext,
  realm: RealmPlace,
  users: readonly ApplyUser[],
): Promise<void> => {
  const listed = new Map(users.map((user) => [user.login, user]));
  await planNamedDeletions(context, realm);
  if (context.prune && listed.size > 0 && !realm.isNew) {
    await planDeletions(context, realm, listed);
  }
  for (const user of users) {
    await planUser(context, realm, user, listed);
  }
};
