/**
 * Revisions of realms. A number is taken from one counter and never comes back, so a realm that
 * is deleted and made again is not mistaken for the old one.
 */
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';

/** Name of the counter's row, which the first migration inserts. */
export const DIRECTORY_REVISION = 'directory_revision';

const nextRevision = prepareQuery((db, _p: Record<never, never>) =>
  db
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', DIRECTORY_REVISION)
    .returning('value'),
);

interface Touch {
  readonly id: string;
  readonly revision: number;
}

const byRealm = prepareQuery((db, p: Touch) =>
  db.updateTable('realm').set({ revision: p.revision }).where('id', '=', p.id),
);

const byEnvironment = prepareQuery((db, p: Touch) =>
  db.updateTable('realm').set({ revision: p.revision }).where('environment_id', '=', p.id),
);

const byCompany = prepareQuery((db, p: Touch) =>
  db
    .updateTable('realm')
    .set({ revision: p.revision })
    .where('environment_id', 'in', (eb) =>
      eb.selectFrom('environment').select('environment.id').where('environment.company_id', '=', p.id),
    ),
);

const byOwner = prepareQuery((db, p: Touch) =>
  db
    .updateTable('realm')
    .set({ revision: p.revision })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('service_provider')
        .select('service_provider.realm_id as id')
        .where('service_provider.id', '=', p.id)
        .union(eb.selectFrom('realm as owner').select('owner.id').where('owner.id', '=', p.id)),
    ),
);

const touch =
  (query: typeof byRealm) =>
  async (db: QueryRunner, id: string): Promise<number> => {
    const next = await nextRevision.first(db, {});
    return next === null ? 0 : query.run(db, { id, revision: next.value });
  };

type TouchRealms = (db: QueryRunner, id: string) => Promise<number>;

/** Each returns the number of realms that it touched. */
export const touchRealm: TouchRealms = touch(byRealm);
/** The realms of an environment. */
export const touchEnvironment: TouchRealms = touch(byEnvironment);
/** The realms of a company. */
export const touchCompany: TouchRealms = touch(byCompany);
/** The realm that owns a key, itself or through its service provider. */
export const touchOwner: TouchRealms = touch(byOwner);
