/** Lists of people for the administration: searched by the beginning of a name, and counted. */
import { type RawBuilder, sql } from 'kysely';
import type { UserListing, UserOrder, UserReader } from '../ports/user-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { toUserRecord, userColumns } from './user-rows.ts';

interface SearchValues {
  readonly realmId: string;
  /** Where the page begins: the prefix, or the key of the last one seen. */
  readonly from: string;
  readonly end: string;
  readonly afterKey: string;
  readonly afterId: string;
  readonly limit: number;
}

/** Sorts after every text that begins with the prefix. */
const LAST_CHARACTER = '\u{10ffff}';

const keys: Readonly<Record<UserOrder, { readonly column: string; readonly key: RawBuilder<string> }>> = {
  login: { column: 'login', key: sql<string>`lower(login)` },
  email: { column: 'email_key', key: sql<string>`email_key` },
  displayName: { column: 'display_name', key: sql<string>`lower(display_name)` },
  lastName: { column: 'last_name', key: sql<string>`lower(last_name)` },
};

/** The index of each order is named by its expression, and leaves out who has no value. */
const searchQuery = (order: UserOrder) => {
  const { column, key } = keys[order];
  return prepareQuery((db, p: SearchValues) =>
    db
      .selectFrom('user_account')
      .select(userColumns)
      .select(key.as('key'))
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('identity_link').select('identity_link.user_id').whereRef('user_id', '=', 'user_account.id'),
        ).as('linked'),
      )
      .where('realm_id', '=', p.realmId)
      .where(sql.ref(column), 'is not', null)
      .where(key, '>=', p.from)
      .where(key, '<', p.end)
      .where((eb) => eb.or([eb(key, '<>', p.afterKey), eb('id', '>', p.afterId)]))
      .orderBy(key)
      .orderBy('id')
      .limit(p.limit),
  );
};

const searchQueries: Readonly<Record<UserOrder, ReturnType<typeof searchQuery>>> = {
  login: searchQuery('login'),
  email: searchQuery('email'),
  displayName: searchQuery('displayName'),
  lastName: searchQuery('lastName'),
};

const countUsers = prepareQuery((db, p: { realmId: string; limit: number }) =>
  db
    .selectFrom((eb) =>
      eb.selectFrom('user_account').select('id').where('realm_id', '=', p.realmId).limit(p.limit).as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count')),
);

const countLinks = prepareQuery((db, p: { connectionId: string; limit: number }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('identity_link')
        .select('user_id')
        .where('connection_id', '=', p.connectionId)
        .limit(p.limit)
        .as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count')),
);

type Search = Pick<UserReader, 'searchUsers' | 'countUsers' | 'countLinks'>;

export const createUserSearch = (db: QueryRunner): Search => ({
  searchUsers: async (realmId, { order, prefix, after, limit }) => {
    const rows = await searchQueries[order].all(db, {
      realmId,
      from: after?.key ?? prefix,
      end: `${prefix}${LAST_CHARACTER}`,
      afterKey: after?.key ?? '',
      afterId: after?.id ?? '',
      limit,
    });
    return rows.map(
      ({ key, linked, ...row }): UserListing => ({ user: toUserRecord(row), linked: Boolean(linked), key }),
    );
  },
  countUsers: async (realmId, limit) => (await countUsers.first(db, { realmId, limit }))?.count ?? 0,
  countLinks: async (connectionId, limit) => (await countLinks.first(db, { connectionId, limit }))?.count ?? 0,
});
