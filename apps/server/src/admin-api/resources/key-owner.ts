/** Whose keys a path means: a service provider, or a realm. */
import { CordboardError } from '../../errors.ts';
import type {
  DirectoryReader,
  KeyRecord,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import { findRealmView, findServiceProvider, type RealmPath, type ServiceProviderPath } from './find-realm.ts';

export interface KeyOwner {
  readonly view: RealmView;
  readonly id: string;
  /** `company/environment/realm` or `company/environment/realm/service-provider`. */
  readonly path: string;
  /** Null for a realm. */
  readonly serviceProvider: ServiceProviderRecord | null;
  readonly keys: readonly KeyRecord[];
}

export interface ServiceProviderOwner extends KeyOwner {
  readonly serviceProvider: ServiceProviderRecord;
}

const notFound = (received: string): CordboardError => new CordboardError('admin.not_found', { received });

/** @throws CordboardError `admin.not_found` */
export const findRealmOwner = async (reader: DirectoryReader, path: RealmPath): Promise<KeyOwner> => {
  const view = await findRealmView(reader, path);
  return {
    view,
    id: view.realm.id,
    path: `${path.company}/${path.environment}/${path.realm}`,
    serviceProvider: null,
    keys: view.keys.filter((key) => key.ownerId === view.realm.id),
  };
};

/** @throws CordboardError `admin.not_found` */
export const findServiceProviderOwner = async (
  reader: DirectoryReader,
  path: ServiceProviderPath,
): Promise<ServiceProviderOwner> => {
  const { view, serviceProvider } = await findServiceProvider(reader, path);
  return {
    view,
    id: serviceProvider.id,
    path: `${path.company}/${path.environment}/${path.realm}/${serviceProvider.slug}`,
    serviceProvider,
    keys: view.keys.filter((key) => key.ownerId === serviceProvider.id),
  };
};

/** @throws CordboardError `admin.not_found` */
export const findKey = (owner: KeyOwner, keyId: string): KeyRecord => {
  const key = owner.keys.find(({ id }) => id === keyId);
  if (key === undefined) {
    throw notFound(keyId);
  }
  return key;
};
