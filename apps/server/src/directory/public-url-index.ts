/**
 * Environments with a public URL of their own, by host and path, and aliases of service providers, by exact host and
 * path. Requests that arrive there are served as if they had come to the path under the installation URL.
 */
import type { AliasReader, AliasRecord } from '../storage/ports/alias-store.ts';
import type { DirectoryReader } from '../storage/ports/directory-store.ts';

interface PublicUrl {
  /** As a Host header may write it, in lower case: a default port may be there or not. */
  readonly hosts: readonly string[];
  /** Without a trailing slash; `''` for the root. */
  readonly path: string;
  readonly internalPath: string;
}

export interface PublicUrlIndex {
  /** Reads the directory again: call at the start and after every change. */
  refresh(): Promise<void>;
  /** The internal form of a request's URL; unchanged when neither an alias nor an environment claims host and path. */
  rewrite(host: string, url: string): string;
}

const hostsOf = ({ protocol, host, port }: URL): readonly string[] =>
  port === '' ? [host, `${host}:${protocol === 'https:' ? 443 : 80}`] : [host];

type Directory = Pick<DirectoryReader, 'listPublicUrls'> & Pick<AliasReader, 'listEndpointAliases'>;

/** Messages about sign-out may come in the query, and their signature covers it as it was sent. */
const keepsQuery = ({ kind }: AliasRecord): boolean => kind === 'slo';

interface Alias {
  readonly internalPath: string;
  readonly keepsQuery: boolean;
}

const internalPathOf = ({ company, environment, realm, serviceProvider, kind }: AliasRecord): string =>
  `/e/${company}/${environment}/${realm}/saml/${serviceProvider}/${kind}`;

/** Internal paths by host and path, as a Host header may write the host. */
const loadAliases = async (directory: Directory): Promise<ReadonlyMap<string, Alias>> =>
  new Map(
    (await directory.listEndpointAliases()).flatMap((alias) => {
      const url = new URL(alias.value);
      const target: Alias = { internalPath: internalPathOf(alias), keepsQuery: keepsQuery(alias) };
      return hostsOf(url).map((host) => [`${host}${url.pathname}`, target] as const);
    }),
  );

const load = async (directory: Directory): Promise<readonly PublicUrl[]> => {
  const found = (await directory.listPublicUrls()).map(({ company, environment, publicUrl }) => {
    const url = new URL(publicUrl);
    const path = url.pathname === '/' ? '' : url.pathname;
    return { hosts: hostsOf(url), path, internalPath: `/e/${company}/${environment}` };
  });
  // The longest path first: /sso/eu is looked for before /sso.
  return found.toSorted((a, b) => b.path.length - a.path.length);
};

/** Paths of the installation itself, which no environment at the root of a host takes over. */
const isInstallationPath = (url: string): boolean => /^\/(assets\/|healthz$|readyz$|admin\/)/.test(url);

export const createPublicUrlIndex = (directory: Directory): PublicUrlIndex => {
  let urls: readonly PublicUrl[] = [];
  let aliases: ReadonlyMap<string, Alias> = new Map();
  return {
    async refresh() {
      aliases = await loadAliases(directory);
      urls = await load(directory);
    },
    rewrite(host, url) {
      if (isInstallationPath(url)) {
        return url;
      }
      const requested = host.toLowerCase();
      const [path = ''] = url.split('?', 1);
      const alias = aliases.get(`${requested}${path}`);
      if (alias !== undefined) {
        // Elsewhere a query decides nothing: an earlier product may have been asked with one.
        return alias.keepsQuery ? `${alias.internalPath}${url.slice(path.length)}` : alias.internalPath;
      }
      const match = urls.find(
        ({ hosts, path: base }) => hosts.includes(requested) && (base === '' || url.startsWith(`${base}/`)),
      );
      return match === undefined ? url : `${match.internalPath}${url.slice(match.path.length)}`;
    },
  };
};
