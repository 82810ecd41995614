/** What a path below a realm names. */
import { environmentBaseUrl } from '../../directory/environment-url.ts';
import { CordboardError } from '../../errors.ts';
import type {
  ConnectionRecord,
  DirectoryReader,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import type { UserReader, UserRecord } from '../../storage/ports/user-store.ts';
import type { AdminParts } from '../admin-parts.ts';

export interface RealmPath {
  readonly company: string;
  readonly environment: string;
  readonly realm: string;
}

const notFound = (received: string): CordboardError => new CordboardError('admin.not_found', { received });

/** @throws CordboardError `admin.not_found` */
export const findRealmView = async (reader: DirectoryReader, path: RealmPath): Promise<RealmView> => {
  const view = await reader.findRealmView(path.company, path.environment, path.realm);
  if (view === null) {
    throw notFound(`${path.company}/${path.environment}/${path.realm}`);
  }
  return view;
};

/** `company/environment/realm`. */
export const realmPath = ({ company, environment, realm }: RealmView): string =>
  [company.slug, environment.slug, realm.slug].join('/');

/** @throws CordboardError `admin.not_found` */
export const findRealmUser = async (
  reader: Pick<UserReader, 'findUser'>,
  view: RealmView,
  userId: string,
): Promise<UserRecord> => {
  const user = await reader.findUser(view.realm.id, userId);
  if (user === null) {
    throw notFound(userId);
  }
  return user;
};

/** `<environment base>/<realm>`, without a trailing slash. */
export const realmBaseUrl = ({ installationUrl }: Pick<AdminParts, 'installationUrl'>, view: RealmView): string =>
  `${environmentBaseUrl(view.company, view.environment, installationUrl)}/${view.realm.slug}`;

export interface ServiceProviderPath extends RealmPath {
  readonly serviceProvider: string;
}

export interface FoundServiceProvider {
  readonly view: RealmView;
  readonly serviceProvider: ServiceProviderRecord;
}

/** @throws CordboardError `admin.not_found` */
export const findServiceProvider = async (
  reader: DirectoryReader,
  path: ServiceProviderPath,
): Promise<FoundServiceProvider> => {
  const view = await findRealmView(reader, path);
  const serviceProvider = view.serviceProviders.find(({ slug }) => slug === path.serviceProvider);
  if (serviceProvider === undefined) {
    throw notFound(path.serviceProvider);
  }
  return { view, serviceProvider };
};

export interface FoundConnection extends FoundServiceProvider {
  readonly connection: ConnectionRecord;
}

/** @throws CordboardError `admin.not_found` */
export const findConnection = async (
  reader: DirectoryReader,
  path: ServiceProviderPath & { readonly connection: string },
): Promise<FoundConnection> => {
  const { view, serviceProvider } = await findServiceProvider(reader, path);
  const connection = view.connections.find(
    ({ slug, serviceProviderId }) => slug === path.connection && serviceProviderId === serviceProvider.id,
  );
  if (connection === undefined) {
    throw notFound(`${path.serviceProvider}/${path.connection}`);
  }
  return { view, serviceProvider, connection };
};
