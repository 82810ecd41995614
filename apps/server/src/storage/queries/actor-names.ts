/** Names of actors in the audit log, by what is left of them when letter case does not count. */
import type { QueryRunner } from '../prepared-query.ts';
import { prepareQuery } from '../prepared-query.ts';

/** The same for two names that differ in letter case alone, in any alphabet. */
export const foldedActorName = (name: string): string => name.toLowerCase();

interface ActorName {
  readonly chain: string;
  readonly name: string;
}

const findNames = prepareQuery((db, p: { readonly chain: string; readonly folded: string }) =>
  db.selectFrom('audit_actor_name').select('name').where('chain', '=', p.chain).where('folded', '=', p.folded),
);

const insertName = prepareQuery((db, p: ActorName & { readonly folded: string }) =>
  db
    .insertInto('audit_actor_name')
    .values({ chain: p.chain, folded: p.folded, name: p.name })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The names in a chain that differ from the given one in letter case alone, itself included if it is there. */
export const findActorNames = async (db: QueryRunner, { chain, name }: ActorName): Promise<readonly string[]> =>
  (await findNames.all(db, { chain, folded: foldedActorName(name) })).map((row) => row.name);

/** Notes that an event of a chain has this name. */
export const noteActorName = async (db: QueryRunner, { chain, name }: ActorName): Promise<void> => {
  await insertName.run(db, { chain, folded: foldedActorName(name), name });
};
