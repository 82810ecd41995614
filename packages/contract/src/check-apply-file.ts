/** Rules of the applied file that reach over more than one value: run after its schema, before and after its references were read. */
import { type AcsNode, nodeSlug } from './acs-nodes.ts';
import { aliasKey, isAtOrBelow } from './alias-url.ts';
import type { ApplyApp, ApplyConnection, ApplyEnvironment, ApplyFile, ApplyRealm } from './apply-file.ts';
import { asciiLowerCase } from './ascii-lower-case.ts';
import type { DocumentPath } from './document-problem.ts';
import { isLoopbackHost } from './is-loopback-host.ts';
import { isPublicUrl, publicUrlPrefixes } from './public-url.ts';
import type { ResolvedApp, ResolvedConnection } from './resolved-apply-file.ts';
import type { ServiceProviderAliases } from './tenant-settings.ts';

type AnyConnection = ApplyConnection | ResolvedConnection;
type AnyApp = ApplyApp | ResolvedApp;

interface AnyRealm extends Pick<ApplyRealm, 'slug' | 'kind' | 'users'> {
  readonly serviceProviders: readonly {
    readonly slug: string;
    readonly nodes: readonly AcsNode[];
    readonly defaultNode?: string | undefined;
    readonly aliases: ServiceProviderAliases;
    readonly connections: readonly AnyConnection[];
  }[];
  readonly apps: readonly AnyApp[];
}

interface AnyEnvironment extends Pick<ApplyEnvironment, 'slug' | 'publicUrl'> {
  readonly realms: readonly AnyRealm[];
}

interface AnyFile {
  readonly companies: readonly { readonly slug: string; readonly environments: readonly AnyEnvironment[] }[];
}

export interface RuleProblem {
  readonly path: DocumentPath;
  readonly message: string;
}

/** A problem for every entry whose key an earlier one has. */
const duplicates = <T>(
  entries: readonly T[],
  path: DocumentPath,
  key: string,
  keyOf: (entry: T) => string | undefined,
): readonly RuleProblem[] => {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const value = keyOf(entry);
    const earlier = value === undefined ? undefined : seen.get(value);
    if (value !== undefined && earlier === undefined) {
      seen.set(value, index);
    }
    return earlier === undefined
      ? []
      : [{ path: [...path, index, key], message: `${key} "${value}" occurs twice in this list` }];
  });
};

const checkConnection = ({ metadata, manual }: AnyConnection, path: DocumentPath): readonly RuleProblem[] =>
  metadata !== undefined && manual !== undefined
    ? [{ path: [...path, 'manual'], message: 'set either metadata or manual, not both' }]
    : [];

const checkConnections = (connections: readonly AnyConnection[], path: DocumentPath): readonly RuleProblem[] => {
  const defaults = connections.flatMap((connection, index) => (connection.default ? [index] : []));
  return [
    ...duplicates(connections, path, 'slug', (connection) => connection.slug),
    ...connections.flatMap((connection, index) => checkConnection(connection, [...path, index])),
    ...defaults.slice(1).map((index) => ({
      path: [...path, index, 'default'],
      message: 'another connection of this service provider is the default already',
    })),
  ];
};

const checkRedirectUri = (uri: string, path: DocumentPath): readonly RuleProblem[] => {
  const url = URL.parse(uri);
  if (url === null || uri.includes('#')) {
    return [{ path, message: 'a redirect URI has no fragment (RFC 6749 §3.1.2)' }];
  }
  return url.protocol === 'https:' || isLoopbackHost(url.hostname)
    ? []
    : [{ path, message: 'a redirect URI is https, or http to this machine itself (127.0.0.1, [::1], localhost)' }];
};

const checkApp = (app: AnyApp, path: DocumentPath): readonly RuleProblem[] => {
  if (app.type !== 'oidc') {
    return [];
  }
  const uris = (key: 'redirectUris' | 'postLogoutRedirectUris'): readonly RuleProblem[] =>
    app[key].flatMap((uri, index) => checkRedirectUri(uri, [...path, key, index]));
  const hasSecret = 'secret' in app ? app.secret !== undefined : 'secretHash' in app && app.secretHash !== undefined;
  const secret =
    hasSecret && app.allowPublicClient
      ? [{ path: [...path, 'secret'], message: 'a public client (allowPublicClient) has no secret' }]
      : [];
  return [...uris('redirectUris'), ...uris('postLogoutRedirectUris'), ...secret];
};

const checkNodes = (
  { nodes, defaultNode }: AnyRealm['serviceProviders'][number],
  path: DocumentPath,
): readonly RuleProblem[] => {
  const slugs = nodes.map(nodeSlug);
  const indexes = nodes.map((node) => (typeof node === 'string' ? null : node.index));
  return [
    ...slugs.flatMap((node, position) =>
      slugs.indexOf(node) < position
        ? [{ path: [...path, 'nodes', position], message: `node "${node}" occurs twice in this list` }]
        : [],
    ),
    ...indexes.flatMap((index, position) =>
      index !== null && indexes.indexOf(index) < position
        ? [{ path: [...path, 'nodes', position], message: `another node of this list has index ${index}` }]
        : [],
    ),
    ...(defaultNode === undefined || slugs.includes(defaultNode)
      ? []
      : [{ path: [...path, 'defaultNode'], message: `node "${defaultNode}" is not in the list of nodes` }]),
  ];
};

const checkRealm = (realm: AnyRealm, path: DocumentPath): readonly RuleProblem[] => [
  ...duplicates(realm.serviceProviders, [...path, 'serviceProviders'], 'slug', ({ slug }) => slug),
  ...realm.serviceProviders.flatMap((serviceProvider, index) => {
    const at = [...path, 'serviceProviders', index];
    return [
      ...checkConnections(serviceProvider.connections, [...at, 'connections']),
      ...checkNodes(serviceProvider, at),
    ];
  }),
  ...duplicates(realm.apps, [...path, 'apps'], 'slug', ({ slug }) => slug),
  ...realm.apps.flatMap((app, index) => checkApp(app, [...path, 'apps', index])),
  ...duplicates(realm.users, [...path, 'users'], 'login', ({ login }) => login),
  ...duplicates(realm.users, [...path, 'users'], 'email', ({ email }) =>
    email === undefined ? undefined : asciiLowerCase(email),
  ),
];

const checkEnvironment = ({ publicUrl, realms }: AnyEnvironment, path: DocumentPath): readonly RuleProblem[] => [
  ...(publicUrl === undefined || isPublicUrl(publicUrl)
    ? []
    : [{ path: [...path, 'publicUrl'], message: 'expected only scheme, host, port and a plain path' }]),
  ...duplicates(realms, [...path, 'realms'], 'slug', ({ slug }) => slug),
  ...realms.flatMap((realm, index) => checkRealm(realm, [...path, 'realms', index])),
];

const checkAdminsRealm = (environments: readonly AnyEnvironment[], path: DocumentPath): readonly RuleProblem[] => {
  const places = environments.flatMap((environment, index) =>
    environment.realms.flatMap((realm, position) =>
      realm.kind === 'admins' ? [[...path, index, 'realms', position, 'kind'] as const] : [],
    ),
  );
  return places.slice(1).map((place) => ({ path: place, message: 'a company has at most one realm of kind admins' }));
};

/** Everything in the file that contradicts itself. */
export const checkApplyFile = (file: AnyFile): readonly RuleProblem[] => [
  ...duplicates(file.companies, ['companies'], 'slug', ({ slug }) => slug),
  ...file.companies.flatMap((company, index) => {
    const path: DocumentPath = ['companies', index, 'environments'];
    return [
      ...duplicates(company.environments, path, 'slug', ({ slug }) => slug),
      ...checkAdminsRealm(company.environments, path),
      ...company.environments.flatMap((environment, position) => checkEnvironment(environment, [...path, position])),
    ];
  }),
  ...overlappingPublicUrls(file),
  ...sharedAliases(file),
];

interface ListedAlias {
  readonly value: string;
  readonly key: string;
  readonly path: DocumentPath;
  readonly environment: AnyEnvironment;
}

const listAliases = (file: AnyFile): readonly ListedAlias[] =>
  file.companies.flatMap((company, index) =>
    company.environments.flatMap((environment, position) =>
      environment.realms.flatMap((realm, at) =>
        realm.serviceProviders.flatMap(({ aliases }, place) => {
          const path = [
            'companies',
            index,
            'environments',
            position,
            'realms',
            at,
            'serviceProviders',
            place,
            'aliases',
          ];
          const list = (name: 'acsUrls' | 'sloUrls' | 'metadataUrls' | 'entityIds'): readonly ListedAlias[] =>
            aliases[name].map((value, number) => ({
              value,
              key: name === 'entityIds' ? `entity ID ${value}` : aliasKey(value),
              path: [...path, name, number],
              environment,
            }));
          return [...list('acsUrls'), ...list('sloUrls'), ...list('metadataUrls'), ...list('entityIds')];
        }),
      ),
    ),
  );

/** An alias belongs to one service provider, and is nobody else's public URL. */
const sharedAliases = (file: AnyFile): readonly RuleProblem[] => {
  const seen = new Map<string, string>();
  const environments = file.companies.flatMap(({ environments: own }) => own);
  return listAliases(file).flatMap(({ value, key, path, environment }) => {
    const earlier = seen.get(key);
    seen.set(key, earlier ?? value);
    const host = environments.find(
      (other) =>
        other !== environment &&
        other.publicUrl !== undefined &&
        URL.canParse(value) &&
        isAtOrBelow(value, other.publicUrl),
    );
    return [
      ...(earlier === undefined
        ? []
        : [{ path, message: `is the address or entity ID of another alias (${earlier})` }]),
      ...(host === undefined
        ? []
        : [{ path, message: `is below the publicUrl of another environment (${host.publicUrl})` }]),
    ];
  });
};

/** No environment has a public URL that is equal to, above or below another one's. */
const overlappingPublicUrls = (file: AnyFile): readonly RuleProblem[] => {
  /** What has each public URL, and what has one below each prefix of one. */
  const [taken, above] = [new Map<string, string>(), new Map<string, string>()];
  return file.companies.flatMap((company, index) =>
    company.environments.flatMap(({ slug, publicUrl }, position) => {
      const prefixes = publicUrl === undefined ? [] : publicUrlPrefixes(publicUrl);
      const whole = prefixes.at(-1);
      if (whole === undefined) {
        return [];
      }
      const holder = prefixes.map((prefix) => taken.get(prefix)).find((found) => found !== undefined);
      const other = holder ?? above.get(whole);
      const name = `${company.slug}/${slug}, ${publicUrl}`;
      taken.set(whole, name);
      for (const prefix of prefixes) {
        above.set(prefix, name);
      }
      const path = ['companies', index, 'environments', position, 'publicUrl'];
      const message = `is equal to, above or below the publicUrl of another environment (${other})`;
      return other === undefined ? [] : [{ path, message }];
    }),
  );
};

/**
 * Connections that do not say where the description of their identity provider comes from. A file has to; a change of
 * a connection that exists need not.
 */
export const missingIdentityProviders = (file: ApplyFile): readonly RuleProblem[] =>
  file.companies.flatMap((company, c) =>
    company.environments.flatMap((environment, e) =>
      environment.realms.flatMap((realm, r) =>
        realm.serviceProviders.flatMap((serviceProvider, s) =>
          serviceProvider.connections.flatMap(({ metadata, manual }, index) => {
            const steps = ['companies', c, 'environments', e, 'realms', r, 'serviceProviders', s, 'connections', index];
            const message = 'set metadata (recommended) or manual: the connection needs an identity provider';
            return metadata === undefined && manual === undefined ? [{ path: steps, message }] : [];
          }),
        ),
      ),
    ),
  );
