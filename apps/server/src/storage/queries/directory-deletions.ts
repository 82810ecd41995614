/**
 * Deletions in the directory. Foreign keys take what belongs to a record for good: its children,
 * users and links. What is short-lived and written on every sign-in carries no foreign keys, and
 * is deleted here by name.
 */
import type { DirectoryWriter } from '../ports/directory-store.ts';
import { type PreparedQuery, prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { touchOwner, touchRealm } from './realm-revision.ts';

interface ById {
  readonly id: string;
}

interface InRealm {
  readonly realmId: string;
  readonly id: string;
}

const realmsOfEnvironment = prepareQuery((db, p: ById) =>
  db.selectFrom('realm').select('id').where('environment_id', '=', p.id),
);
const environmentsOfCompany = prepareQuery((db, p: ById) =>
  db.selectFrom('environment').select('id').where('company_id', '=', p.id),
);
const realmOfServiceProvider = prepareQuery((db, p: ById) =>
  db.selectFrom('service_provider').select('realm_id').where('id', '=', p.id),
);
const realmOfConnection = prepareQuery((db, p: ById) =>
  db.selectFrom('connection').select('realm_id').where('id', '=', p.id),
);
const findApp = prepareQuery((db, p: ById) => db.selectFrom('app').select(['realm_id', 'slug']).where('id', '=', p.id));

/** Everything of a realm that no foreign key takes, keys first: their owners are still there. */
const realmRemains: readonly PreparedQuery<ById, unknown>[] = [
  prepareQuery((db, p: ById) =>
    db
      .deleteFrom('key_pair')
      .where('owner_id', 'in', (eb) =>
        eb.selectFrom('service_provider').select('service_provider.id').where('service_provider.realm_id', '=', p.id),
      ),
  ),
  prepareQuery((db, p: ById) => db.deleteFrom('key_pair').where('owner_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('oidc_artifact').where('realm_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('hub_session').where('realm_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('sign_in_request').where('realm_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('parked_result').where('realm_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('attempt').where('realm_id', '=', p.id)),
  prepareQuery((db, p: ById) => db.deleteFrom('realm').where('id', '=', p.id)),
];

/** Sessions and requests that came through a service provider or a connection. */
const passagesBy = (column: 'service_provider_id' | 'connection_id'): readonly PreparedQuery<InRealm, unknown>[] => [
  prepareQuery((db, p: InRealm) =>
    db
      .deleteFrom('oidc_artifact')
      .where('hub_session_hash', 'in', (eb) =>
        eb
          .selectFrom('hub_session')
          .select('id_hash')
          .where('hub_session.realm_id', '=', p.realmId)
          .where(`hub_session.${column}`, '=', p.id),
      ),
  ),
  prepareQuery((db, p: InRealm) =>
    db.deleteFrom('hub_session').where('realm_id', '=', p.realmId).where(column, '=', p.id),
  ),
  prepareQuery((db, p: InRealm) =>
    db.deleteFrom('sign_in_request').where('realm_id', '=', p.realmId).where(column, '=', p.id),
  ),
];

const serviceProviderPassages = passagesBy('service_provider_id');
const connectionPassages = passagesBy('connection_id');

const findKey = prepareQuery((db, p: ById) => db.selectFrom('key_pair').select('owner_id').where('id', '=', p.id));
const deleteKeyRow = prepareQuery((db, p: ById) => db.deleteFrom('key_pair').where('id', '=', p.id));
const deleteOwnedKeys = prepareQuery((db, p: ById) => db.deleteFrom('key_pair').where('owner_id', '=', p.id));
const deleteAppArtifacts = prepareQuery((db, p: { realmId: string; slug: string }) =>
  db.deleteFrom('oidc_artifact').where('realm_id', '=', p.realmId).where('client_id', '=', p.slug),
);
const deleteCompanyRow = prepareQuery((db, p: ById) => db.deleteFrom('company').where('id', '=', p.id));
const deleteEnvironmentRow = prepareQuery((db, p: ById) => db.deleteFrom('environment').where('id', '=', p.id));
const deleteServiceProviderRow = prepareQuery((db, p: ById) =>
  db.deleteFrom('service_provider').where('id', '=', p.id),
);
const deleteConnectionRow = prepareQuery((db, p: ById) => db.deleteFrom('connection').where('id', '=', p.id));
const deleteAppRow = prepareQuery((db, p: ById) => db.deleteFrom('app').where('id', '=', p.id));

const runEach = async <P>(db: QueryRunner, queries: readonly PreparedQuery<P, unknown>[], values: P): Promise<void> => {
  for (const query of queries) await query.run(db, values);
};

const deleteEnvironment = async (db: QueryRunner, id: string): Promise<void> => {
  for (const realm of await realmsOfEnvironment.all(db, { id })) await runEach(db, realmRemains, realm);
  await deleteEnvironmentRow.run(db, { id });
};

type Deletions = Pick<DirectoryWriter, Extract<keyof DirectoryWriter, `delete${string}`>>;

/** Deletes records of the directory with all that hangs on them; an unknown id is no error. */
export const createDirectoryDeletions = (db: QueryRunner): Deletions => ({
  deleteCompany: async (id) => {
    for (const environment of await environmentsOfCompany.all(db, { id })) await deleteEnvironment(db, environment.id);
    await deleteCompanyRow.run(db, { id });
  },
  deleteEnvironment: async (id) => deleteEnvironment(db, id),
  deleteRealm: async (id) => runEach(db, realmRemains, { id }),
  deleteServiceProvider: async (id) => {
    const found = await realmOfServiceProvider.first(db, { id });
    if (found === null) return;
    await runEach(db, serviceProviderPassages, { realmId: found.realm_id, id });
    await deleteOwnedKeys.run(db, { id });
    await deleteServiceProviderRow.run(db, { id });
    await touchRealm(db, found.realm_id);
  },
  deleteConnection: async (id) => {
    const found = await realmOfConnection.first(db, { id });
    if (found === null) return;
    await runEach(db, connectionPassages, { realmId: found.realm_id, id });
    await deleteConnectionRow.run(db, { id });
    await touchRealm(db, found.realm_id);
  },
  deleteApp: async (id) => {
    const found = await findApp.first(db, { id });
    if (found === null) return;
    await deleteAppArtifacts.run(db, { realmId: found.realm_id, slug: found.slug });
    await deleteAppRow.run(db, { id });
    await touchRealm(db, found.realm_id);
  },
  deleteKey: async (id) => {
    const found = await findKey.first(db, { id });
    if (found === null) return;
    await deleteKeyRow.run(db, { id });
    await touchOwner(db, found.owner_id);
  },
});
