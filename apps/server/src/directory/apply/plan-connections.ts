/** Plans the connections of one service provider: who is trusted, and which of them is the default. */
import { isLoopbackHost } from '@cordboard/contract/is-loopback-host';
import type { ResolvedConnection, ResolvedServiceProvider } from '@cordboard/contract/resolved-apply-file';
import { type ConnectionSettings, connectionSettings } from '@cordboard/contract/tenant-settings';
import type { ConnectionRecord, IdentityProviderDescription, SsoMode } from '../../storage/ports/directory-store.ts';
import { requestValueProblems, type ServiceProviderUrls } from '../service-provider-urls.ts';
import { applyProblem } from './apply-problem.ts';
import { connectionView, newConnectionView } from './connection-view.ts';
import { diffFields, newFields } from './diff-fields.ts';
import { documentHash } from './load-identity-providers.ts';
import { isDropped, type PlanContext } from './plan-context.ts';

/** The service provider that the connections belong to, existing or new. */
export interface ConnectionOwner {
  readonly serviceProviderId: string;
  readonly realmId: string;
  /** `company/environment/realm/serviceProvider`. */
  readonly path: string;
  /** What requests can name. */
  readonly urls: ServiceProviderUrls;
  /** Of the realm as it is. */
  readonly ssoMode: SsoMode;
}

/** A connection as it is going to be, and as it is. */
interface WantedConnection {
  readonly record: ConnectionRecord;
  readonly before: ConnectionRecord | undefined;
  readonly path: string;
  readonly document?: string | null | undefined;
}

const settingsOf = (connection: ResolvedConnection): ConnectionSettings => {
  const {
    slug: _slug,
    name: _name,
    default: _default,
    enabled: _enabled,
    metadata: _metadata,
    manual: _manual,
    ...settings
  } = connection;
  return settings;
};

interface Loaded extends Pick<ConnectionRecord, 'identityProvider' | 'source'> {
  /** The metadata document to keep; null for none, absent to leave what there is. */
  readonly document?: string | null;
}

/** The same address, or the very same document: one that is valid no longer, for example. */
const isFromSameSource = ({ metadata }: ResolvedConnection, { source }: ConnectionRecord): boolean => {
  if (metadata === undefined) {
    return false;
  }
  return 'url' in metadata
    ? source.kind === 'url' && source.url === metadata.url
    : source.kind === 'file' && source.sha256 === documentHash(metadata.text);
};

/** What was loaded for the connection; for a source that cannot be read just now, what is known of it. */
const identityProviderOf = (
  context: PlanContext,
  connection: ResolvedConnection,
  before: ConnectionRecord | undefined,
  path: string,
): Loaded | null => {
  const loaded = context.identityProviders.get(path);
  if (context.whole && before !== undefined && connection.metadata === undefined && connection.manual === undefined) {
    return { identityProvider: before.identityProvider, source: before.source };
  }
  if (loaded?.ok === true) {
    for (const note of loaded.notes) {
      context.plan.note(`${path}: ${note}`);
    }
    return loaded;
  }
  if (before !== undefined && loaded !== undefined && isFromSameSource(connection, before)) {
    const reason = [loaded.problem.code, loaded.problem.received].filter((part) => part !== undefined).join(', ');
    context.plan.note(`${path}: the metadata cannot be read now (${reason}); what is known of it stays.`);
    return { identityProvider: before.identityProvider, source: before.source };
  }
  context.plan.refuse(loaded?.problem ?? applyProblem('apply.invalid', path, { expected: 'metadata or manual' }));
  return null;
};

/** Who can change metadata on its way can make itself the identity provider. */
const noteUnsafeAddress = (context: PlanContext, { metadata }: ResolvedConnection, path: string): void => {
  const url = metadata !== undefined && 'url' in metadata ? URL.parse(metadata.url) : null;
  if (url?.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    context.plan.note(`${path}: the metadata is read over http; anybody on the way can replace its certificates.`);
  }
};

/** Everybody is linked by the entity ID: another one is another identity provider. */
const keepsEntityId = (
  context: PlanContext,
  before: ConnectionRecord | undefined,
  wanted: IdentityProviderDescription,
  path: string,
): boolean => {
  if (before === undefined || before.identityProvider.entityId === wanted.entityId) {
    return true;
  }
  context.plan.refuse(
    applyProblem('apply.conflict', path, {
      expected: `the identity provider ${before.identityProvider.entityId}`,
      received: wanted.entityId,
      hint: 'People are linked to this connection by its entity ID. Add the other identity provider as a connection with a slug of its own.',
    }),
  );
  return false;
};

/** What decides whose answers are believed. Certificates that the same pinned address announces are no change of it. */
const trustOf = ({ identityProvider, source }: Loaded, samePinnedUrl: boolean): unknown => [
  identityProvider.singleSignOn,
  identityProvider.wantAuthnRequestsSigned,
  source.kind === 'url' ? source.url : source.kind,
  samePinnedUrl ? [] : identityProvider.signingCertificates,
];

/** While single sign-on is on, what is trusted changes for remote callers by a staged, tested description only. */
const keepsRunningTrust = (
  context: PlanContext,
  owner: ConnectionOwner,
  before: ConnectionRecord | undefined,
  wanted: Loaded,
  path: string,
): boolean => {
  if (!context.remote || owner.ssoMode === 'non-sso' || before === undefined) {
    return true;
  }
  const samePinnedUrl =
    before.source.kind === 'url' && wanted.source.kind === 'url' && before.source.url === wanted.source.url;
  if (JSON.stringify(trustOf(before, samePinnedUrl)) === JSON.stringify(trustOf(wanted, samePinnedUrl))) {
    return true;
  }
  context.plan.refuse(
    applyProblem('trust.not_tested', path, {
      expected: 'the description that is in use, while single sign-on is on',
      received: 'another one',
      hint: 'Stage the new description, test it, and accept it.',
    }),
  );
  return false;
};

const wantConnection = (
  context: PlanContext,
  owner: ConnectionOwner,
  connection: ResolvedConnection,
  before: ConnectionRecord | undefined,
): WantedConnection | null => {
  const path = `${owner.path}/${connection.slug}`;
  noteUnsafeAddress(context, connection, path);
  const loaded = identityProviderOf(context, connection, before, path);
  if (
    loaded === null ||
    !keepsEntityId(context, before, loaded.identityProvider, path) ||
    !keepsRunningTrust(context, owner, before, loaded, path)
  ) {
    return null;
  }
  const record: ConnectionRecord = {
    id: before?.id ?? context.idFor('connection', path),
    serviceProviderId: owner.serviceProviderId,
    realmId: owner.realmId,
    slug: connection.slug,
    name: connection.name ?? (context.whole ? undefined : before?.name) ?? connection.slug,
    isDefault: connection.default,
    enabled: connection.enabled,
    identityProvider: loaded.identityProvider,
    source: loaded.source,
    settings: settingsOf(connection),
  };
  return { record, before, path, document: loaded.document };
};

/** The marked one; else the present one, if it stays; else the first. */
const defaultId = (wanted: readonly WantedConnection[], staying: readonly ConnectionRecord[]): string | undefined =>
  wanted.find(({ record }) => record.isDefault)?.record.id ??
  wanted.find(({ before }) => before?.isDefault === true)?.record.id ??
  staying.find((record) => record.isDefault)?.id ??
  wanted[0]?.record.id ??
  staying[0]?.id;

/** The issuer of an answer tells which connection it is for, so it can stand for one only. */
const refuseSharedEntityIds = (context: PlanContext, connections: readonly WantedConnection[]): void => {
  const seen = new Map<string, string>();
  for (const { record, path } of connections) {
    const { entityId } = record.identityProvider;
    const other = seen.get(entityId);
    if (other === undefined) {
      seen.set(entityId, path);
    } else {
      context.plan.refuse(
        applyProblem('apply.conflict', path, {
          expected: 'an identity provider that no other connection of the service provider has',
          received: `${entityId}, which ${other} has`,
        }),
      );
    }
  }
};

/** Also of connections that the file leaves out: their requests may name an alias that it takes away. */
const refuseRequestValues = (
  context: PlanContext,
  { urls }: ConnectionOwner,
  connections: readonly WantedConnection[],
): void => {
  for (const { record, path } of connections) {
    for (const { setting, expected, received } of requestValueProblems(record.settings, urls)) {
      context.plan.refuse(applyProblem('apply.conflict', path, { expected: `${setting}: ${expected}`, received }));
    }
  }
};

const planConnection = (context: PlanContext, { record, before, path, document }: WantedConnection): void => {
  const after = connectionView(record);
  const fields =
    before === undefined
      ? newFields(newConnectionView(connectionSettings.parse({})), after)
      : diffFields(connectionView(before), after);
  const action = before === undefined ? 'create' : 'update';
  context.plan.put({ action, kind: 'connection', path, fields }, async (writer) => {
    await writer.putConnection(record);
    if (document !== undefined) {
      await writer.putConnectionDocument(record.id, document);
    }
  });
};

/** Plans what the file says about the connections, and what it leaves out. */
export const planConnections = (
  context: PlanContext,
  owner: ConnectionOwner,
  serviceProvider: ResolvedServiceProvider,
  existing: readonly ConnectionRecord[],
): void => {
  const listed = new Set(serviceProvider.connections.map(({ slug }) => slug));
  const placeOf = ({ slug }: ConnectionRecord) => ({ kind: 'connection', path: `${owner.path}/${slug}` }) as const;
  const isGoing = (record: ConnectionRecord): boolean => isDropped(context, placeOf(record), listed.has(record.slug));
  for (const record of existing.filter(isGoing)) {
    context.plan.delete('connection', placeOf(record).path, (writer) => writer.deleteConnection(record.id));
  }
  const staying = existing.filter((record) => !listed.has(record.slug) && !isGoing(record));
  const wanted = serviceProvider.connections.flatMap((connection) => {
    const before = existing.find(({ slug }) => slug === connection.slug);
    return wantConnection(context, owner, connection, before) ?? [];
  });
  const theDefault = defaultId(wanted, staying);
  const all = [
    ...wanted,
    // Not in the file; planned all the same, because another one may become the default.
    ...staying.map((record) => ({ record, before: record, path: `${owner.path}/${record.slug}` })),
  ].map((item) => ({ ...item, record: { ...item.record, isDefault: item.record.id === theDefault } }));
  refuseSharedEntityIds(context, all);
  refuseRequestValues(context, owner, all);
  // The one that stops being the default goes first, so that there are never two.
  const isListed = ({ record }: WantedConnection): boolean => listed.has(record.slug);
  for (const item of all.toSorted((a, b) => Number(a.record.isDefault) - Number(b.record.isDefault))) {
    if (isListed(item) || item.before?.isDefault !== item.record.isDefault) {
      planConnection(context, item);
    }
  }
};
