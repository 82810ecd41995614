/** The realm that a path names, as the place of what is in it. */
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { findRealmView } from '../resources/find-realm.ts';
import type { DirectoryCall } from './directory-resource.ts';

export interface RealmPlace {
  readonly view: RealmView;
}

/** The slugs of a path; the frame has made sure that they are there. */
export const realmSlugs = ({ params }: Pick<DirectoryCall, 'params'>) => {
  const { company = '', environment = '', realm = '', serviceProvider = '' } = params;
  return { company, environment, realm, serviceProvider };
};

/** @throws CordboardError `admin.not_found` */
export const findRealmPlace = async (reader: StorageReader, call: DirectoryCall): Promise<RealmPlace> => ({
  view: await findRealmView(reader, realmSlugs(call)),
});

/** Slugs from the company down to the realm, and further. */
export const realmPath = ({ company, environment, realm }: RealmView, ...below: readonly string[]): string =>
  [company.slug, environment.slug, realm.slug, ...below].join('/');
