/** What a set-up begins with. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import { connectionSettings } from '@cordboard/contract/tenant-settings';
import { proposeSlug } from '../../parts/slug-field.tsx';

/** A slug that no connection and no other set-up has. */
export const freeSlug = (
  name: string,
  connections: readonly Pick<Connection, 'slug'>[],
  setUps: readonly Pick<SetUp, 'connection'>[],
): string => {
  const taken = new Set([...connections.map(({ slug }) => slug), ...setUps.map(({ connection }) => connection)]);
  const base = proposeSlug(name) || 'connection';
  let slug = base;
  for (let number = 2; taken.has(slug); number += 1) {
    slug = `${base}-${number}`;
  }
  return slug;
};

/** The settings of a connection that exists, for a draft that changes it. */
export const settingsOf = (connection: Connection): SetUp['settings'] => {
  const {
    slug: _slug,
    name: _name,
    default: _default,
    enabled: _enabled,
    metadata: _url,
    manual: _hand,
    ...rest
  } = connection;
  const { info: _info, ...settings } = rest;
  return connectionSettings.parse(settings);
};
