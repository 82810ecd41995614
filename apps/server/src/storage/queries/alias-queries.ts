/** Aliases of service providers. */
import { aliasKey } from '@cordboard/contract/alias-url';
import { CordboardError } from '../../errors.ts';
import { valuesOf } from '../columns.ts';
import { readWord } from '../json-column.ts';
import type { AliasKind, AliasReader, AliasRecord } from '../ports/alias-store.ts';
import type { ServiceProviderRecord } from '../ports/directory-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import type { ServiceProviderAliasTable } from '../tables/directory-tables.ts';

const kinds: readonly AliasKind[] = ['acs', 'slo', 'metadata', 'entity-id', 'own-entity-id'];

const withPlace = (db: QueryRunner) =>
  db
    .selectFrom('service_provider_alias')
    .innerJoin('service_provider', 'service_provider.id', 'service_provider_alias.service_provider_id')
    .innerJoin('realm', 'realm.id', 'service_provider.realm_id')
    .innerJoin('environment', 'environment.id', 'realm.environment_id')
    .innerJoin('company', 'company.id', 'environment.company_id')
    .select([
      'service_provider_alias.kind as kind',
      'service_provider_alias.value as value',
      'service_provider_alias.service_provider_id as serviceProviderId',
      'environment.id as environmentId',
      'company.slug as company',
      'environment.slug as environment',
      'realm.slug as realm',
      'service_provider.slug as serviceProvider',
    ]);

const find = prepareQuery((db, p: { space: string; key: string }) =>
  withPlace(db)
    .where('service_provider_alias.space', '=', p.space)
    .where('service_provider_alias.alias_key', '=', p.key),
);

const list = prepareQuery((db, p: { space: string }) =>
  withPlace(db).where('service_provider_alias.space', '=', p.space),
);

const deleteOwn = prepareQuery((db, p: { serviceProviderId: string }) =>
  db.deleteFrom('service_provider_alias').where('service_provider_id', '=', p.serviceProviderId),
);

const insert = prepareQuery((db, p: ServiceProviderAliasTable) =>
  db
    .insertInto('service_provider_alias')
    .values(valuesOf(p, ['space', 'alias_key', 'service_provider_id', 'kind', 'value']))
    .onConflict((conflict) => conflict.doNothing()),
);

const toRecord = (row: Omit<AliasRecord, 'kind'> & { readonly kind: string }): AliasRecord => ({
  ...row,
  kind: readWord(kinds, row.kind, 'service_provider_alias.kind'),
});

export const createAliasReader = (db: QueryRunner): AliasReader => ({
  findAliases: async (space, key) => (await find.all(db, { space, key })).map(toRecord),
  listEndpointAliases: async () => (await list.all(db, { space: 'endpoint' })).map(toRecord),
});

const rowsOf = ({ id, settings }: ServiceProviderRecord): readonly ServiceProviderAliasTable[] => {
  const { aliases, entityId } = settings;
  const endpoint = (kind: AliasKind) => (value: string) => ({
    space: 'endpoint',
    alias_key: aliasKey(value),
    service_provider_id: id,
    kind,
    value,
  });
  const name = (kind: AliasKind) => (value: string) => ({
    space: 'entity-id',
    alias_key: value,
    service_provider_id: id,
    kind,
    value,
  });
  return [
    ...aliases.acsUrls.map(endpoint('acs')),
    ...aliases.sloUrls.map(endpoint('slo')),
    ...aliases.metadataUrls.map(endpoint('metadata')),
    ...aliases.entityIds.filter((alias) => alias !== entityId).map(name('entity-id')),
    ...(entityId === undefined ? [] : [name('own-entity-id')(entityId)]),
  ];
};

/**
 * Makes the aliases follow the settings. The same entity ID of their own may be given to several service providers, such
 * as those of Staging and Production; an alias to one only.
 *
 * @throws CordboardError `storage.duplicate`
 */
export const followAliases = async (db: QueryRunner, record: ServiceProviderRecord): Promise<void> => {
  await deleteOwn.run(db, { serviceProviderId: record.id });
  for (const row of rowsOf(record)) {
    const others = await find.all(db, { space: row.space, key: row.alias_key });
    const isTaken = others.some(({ kind }) => kind !== 'own-entity-id' || row.kind !== 'own-entity-id');
    if (isTaken || (await insert.run(db, row)) === 0) {
      throw new CordboardError('storage.duplicate', {
        expected: 'an alias that nobody else in the installation has',
        received: row.value,
      });
    }
  }
};
