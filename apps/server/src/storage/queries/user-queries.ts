/** People of a realm and their links. */

import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import { CordboardError } from '../../errors.ts';
import { valuesOf } from '../columns.ts';
import type { LinkKey, UserReader, UserRecord, UserWriter } from '../ports/user-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { IdentityLinkTable, UserAccountTable } from '../tables/people-tables.ts';
import { toUserRecord, toUserRow, userColumns } from './user-rows.ts';
import { createUserSearch } from './user-search-queries.ts';

/** The caller refuses two; a third tells it that there are more. */
const MAX_USERS_BY_EMAIL = 3;

const findUser = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db.selectFrom('user_account').select(userColumns).where('id', '=', p.userId).where('realm_id', '=', p.realmId),
);

const findUserByLogin = prepareQuery((db, p: { realmId: string; login: string }) =>
  db.selectFrom('user_account').select(userColumns).where('realm_id', '=', p.realmId).where('login', '=', p.login),
);

const findUsersByEmail = prepareQuery((db, p: { realmId: string; emailKey: string }) =>
  db
    .selectFrom('user_account')
    .select(userColumns)
    .where('realm_id', '=', p.realmId)
    .where('email_key', '=', p.emailKey)
    .orderBy('id')
    .limit(MAX_USERS_BY_EMAIL),
);

// The join with the connection keeps a link from ever reaching a person of another realm.
const findUserByLink = prepareQuery((db, p: LinkKey) =>
  db
    .selectFrom('identity_link')
    .innerJoin('user_account', 'user_account.id', 'identity_link.user_id')
    .innerJoin('connection', (join) =>
      join
        .onRef('connection.id', '=', 'identity_link.connection_id')
        .onRef('connection.realm_id', '=', 'user_account.realm_id'),
    )
    .select([
      'user_account.id',
      'user_account.realm_id',
      'user_account.login',
      'user_account.email',
      'user_account.email_key',
      'user_account.display_name',
      'user_account.first_name',
      'user_account.last_name',
      'user_account.groups',
      'user_account.enabled',
      'user_account.created_at',
      'user_account.updated_at',
    ])
    .where('identity_link.connection_id', '=', p.connectionId)
    .where('identity_link.idp_entity_id', '=', p.idpEntityId)
    .where('identity_link.format', '=', p.format)
    .where('identity_link.name_qualifier', '=', p.nameQualifier)
    .where('identity_link.sp_name_qualifier', '=', p.spNameQualifier)
    .where('identity_link.value', '=', p.value),
);

const listLinks = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db
    .selectFrom('identity_link')
    .innerJoin('user_account', 'user_account.id', 'identity_link.user_id')
    .select([
      'identity_link.connection_id',
      'identity_link.idp_entity_id',
      'identity_link.format',
      'identity_link.name_qualifier',
      'identity_link.sp_name_qualifier',
      'identity_link.value',
    ])
    .where('identity_link.user_id', '=', p.userId)
    .where('user_account.realm_id', '=', p.realmId)
    .orderBy('identity_link.created_at')
    .orderBy('identity_link.connection_id')
    .orderBy('identity_link.value'),
);

const countLinksTo = prepareQuery((db, p: { connectionId: string; idpEntityId: string }) =>
  db
    .selectFrom('identity_link')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('connection_id', '=', p.connectionId)
    .where('idp_entity_id', '=', p.idpEntityId),
);

const listUsers = prepareQuery((db, p: { realmId: string; after: string; limit: number }) =>
  db
    .selectFrom('user_account')
    .select(userColumns)
    .where('realm_id', '=', p.realmId)
    .where('login', '>', p.after)
    .orderBy('login')
    .limit(p.limit),
);

const insertUser = prepareQuery((db, p: UserAccountTable) =>
  db
    .insertInto('user_account')
    .values(valuesOf(p, userColumns))
    .onConflict((conflict) => conflict.doNothing()),
);

const updateUser = prepareQuery((db, p: UserAccountTable) =>
  db
    .updateTable('user_account')
    .set(
      valuesOf(p, [
        'login',
        'email',
        'email_key',
        'display_name',
        'first_name',
        'last_name',
        'groups',
        'enabled',
        'created_at',
        'updated_at',
      ]),
    )
    .where('id', '=', p.id)
    .where('realm_id', '=', p.realm_id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('user_account as other')
            .select('other.id')
            .where('other.realm_id', '=', p.realm_id)
            .where('other.login', '=', p.login)
            .where('other.id', '<>', p.id),
        ),
      ),
    ),
);

const deleteUserArtifacts = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db
    .deleteFrom('oidc_artifact')
    .where('hub_session_hash', 'in', (eb) =>
      eb
        .selectFrom('hub_session')
        .select('id_hash')
        .where('hub_session.realm_id', '=', p.realmId)
        .where('hub_session.user_id', '=', p.userId),
    ),
);

const deleteUserSessions = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db.deleteFrom('hub_session').where('realm_id', '=', p.realmId).where('user_id', '=', p.userId),
);

const deleteUser = prepareQuery((db, p: { realmId: string; userId: string }) =>
  db.deleteFrom('user_account').where('id', '=', p.userId).where('realm_id', '=', p.realmId),
);

const deleteLink = prepareQuery((db, p: LinkKey) =>
  db
    .deleteFrom('identity_link')
    .where('connection_id', '=', p.connectionId)
    .where('idp_entity_id', '=', p.idpEntityId)
    .where('format', '=', p.format)
    .where('name_qualifier', '=', p.nameQualifier)
    .where('sp_name_qualifier', '=', p.spNameQualifier)
    .where('value', '=', p.value),
);

const insertLink = prepareQuery((db, p: IdentityLinkTable) =>
  db
    .insertInto('identity_link')
    .values(
      valuesOf(p, [
        'connection_id',
        'idp_entity_id',
        'format',
        'name_qualifier',
        'sp_name_qualifier',
        'value',
        'user_id',
        'created_at',
      ]),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

const toLinkKey = (row: Omit<IdentityLinkTable, 'user_id' | 'created_at'>): LinkKey => ({
  connectionId: row.connection_id,
  idpEntityId: row.idp_entity_id,
  format: row.format,
  nameQualifier: row.name_qualifier,
  spNameQualifier: row.sp_name_qualifier,
  value: row.value,
});

const recordOrNull = (row: UserAccountTable | null): UserRecord | null => (row === null ? null : toUserRecord(row));

/** Reads people and their links. */
export const createUserReader = (db: QueryRunner): UserReader => ({
  ...createUserSearch(db),
  findUser: async (realmId, userId) => recordOrNull(await findUser.first(db, { realmId, userId })),
  findUserByLogin: async (realmId, login) => recordOrNull(await findUserByLogin.first(db, { realmId, login })),
  findUsersByEmail: async (realmId, email) =>
    (await findUsersByEmail.all(db, { realmId, emailKey: asciiLowerCase(email) })).map(toUserRecord),
  findUserByLink: async (key) => recordOrNull(await findUserByLink.first(db, key)),
  listLinks: async (realmId, userId) => (await listLinks.all(db, { realmId, userId })).map(toLinkKey),
  countLinksTo: async (connectionId, idpEntityId) =>
    Number((await countLinksTo.first(db, { connectionId, idpEntityId }))?.count ?? 0),
  // No login is empty, so every one comes after the empty text.
  listUsers: async (realmId, page) =>
    (await listUsers.all(db, { realmId, after: page.after ?? '', limit: page.limit })).map(toUserRecord),
});

const putUser = async (db: QueryRunner, record: UserRecord): Promise<void> => {
  const row = toUserRow(record);
  if ((await insertUser.run(db, row)) === 1 || (await updateUser.run(db, row)) === 1) return;
  const namesake = await findUserByLogin.first(db, { realmId: record.realmId, login: record.login });
  if (namesake !== null && namesake.id !== record.id) {
    throw new CordboardError('storage.duplicate', { expected: 'a login of its own', received: record.login });
  }
  throw new CordboardError('storage.permanent', { expected: 'the realm of the user', received: record.realmId });
};

/** Changes people and their links. */
export const createUserWriter = (db: QueryRunner): UserWriter => ({
  putUser: async (record) => putUser(db, record),
  deleteUser: async (realmId, userId) => {
    await deleteUserArtifacts.run(db, { realmId, userId });
    await deleteUserSessions.run(db, { realmId, userId });
    await deleteUser.run(db, { realmId, userId });
  },
  addLink: async (key, userId, at) => {
    const added = await insertLink.run(db, {
      connection_id: key.connectionId,
      idp_entity_id: key.idpEntityId,
      format: key.format,
      name_qualifier: key.nameQualifier,
      sp_name_qualifier: key.spNameQualifier,
      value: key.value,
      user_id: userId,
      created_at: at,
    });
    return added === 1;
  },
  deleteLink: async (key) => (await deleteLink.run(db, key)) === 1,
});
