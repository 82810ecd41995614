/** What a path below a realm names. */
import { environmentBaseUrl } from '../../directory/environment-url.ts';
import { CordboardError } from '../../errors.ts';
import type {
  ConnectionRecord,
  DirectoryReader,
  RealmView,
  ServiceProviderRecord,
} from '../../storage/ports/directory-store.ts';
import type { AdminParts } from '../admin-parts.ts';

interface RealmPath {
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

/** `<environment base>/<realm>`, without a trailing slash. */
export const realmBaseUrl = ({ installationUrl }: Pick<AdminParts, 'installationUrl'>, view: RealmView): string =>
  `${environmentBaseUrl(view.company, view.environment, installationUrl)}/${view.realm.slug}`;

export interface FoundConnection {
  readonly view: RealmView;
  readonly serviceProvider: ServiceProviderRecord;
  readonly connection: ConnectionRecord;
}

/** @throws CordboardError `admin.not_found` */
export const findConnection = async (
  reader: DirectoryReader,
  path: RealmPath & { readonly serviceProvider: string; readonly connection: string },
): Promise<FoundConnection> => {
  const view = await findRealmView(reader, path);
  const serviceProvider = view.serviceProviders.find(({ slug }) => slug === path.serviceProvider);
  const connection = view.connections.find(
    ({ slug, serviceProviderId }) => slug === path.connection && serviceProviderId === serviceProvider?.id,
  );
  if (serviceProvider === undefined || connection === undefined) {
    throw notFound(`${path.serviceProvider}/${path.connection}`);
  }
  return { view, serviceProvider, connection };
};
