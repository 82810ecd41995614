/**
 * Accepting a set-up: its connection is made by the same engine as any other, or the one that exists is changed. Another
 * identity provider, and while single sign-on is on every other description of the present one, only waits; a new
 * connection then begins disabled: nothing that people depend on becomes what nobody has tested.
 */
import { acceptSetUp, type SetUp } from '@cordboard/contract/admin-api/set-ups';
import { connectionNode } from '@cordboard/contract/directory-nodes';
import type { IdentityProviderInput } from '@cordboard/contract/identity-provider-trust';
import { CordboardError } from '../../errors.ts';
import type { SetUpRecord } from '../../storage/ports/set-up-store.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import { chosenDescription, type LoadedDescription, loadDescription } from '../../trust/load-description.ts';
import { auditFields, connectionPath } from '../../trust/take-over.ts';
import type { AdminParts } from '../admin-parts.ts';
import { createRecord, replaceRecord } from '../directory/directory-resource.ts';
import { inServiceProvider, resolveConnectionNode } from '../directory/single-record.ts';
import { type Answer, type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { readPart } from '../http/request-problems.ts';
import { isSameDescription, stageDescription } from './connection-trust.ts';
import { connectionResource, type FoundConnection } from './connections.ts';
import { findServiceProvider, realmBaseUrl } from './find-realm.ts';
import { assertOpen, callerName, findSetUpAt, setUpPath } from './set-ups.ts';
import { viewSetUp } from './view-set-up.ts';

type AcceptCall = Call<typeof acceptSetUp>;

/** More links than this no set-up has. */
const ALL_LINKS = 10_000;

const missingValues = ({ identityProvider }: SetUp): readonly string[] => {
  if (identityProvider === null) {
    return ['the identity provider: its metadata URL, its metadata file, or its values by hand'];
  }
  if (!('manual' in identityProvider)) {
    return [];
  }
  const { entityId, loginUrl, certificates } = identityProvider.manual;
  return [
    ...(entityId === undefined ? ['the entity ID of the identity provider'] : []),
    ...(loginUrl === undefined ? ['the login URL of the identity provider'] : []),
    ...(certificates === undefined ? ['a signing certificate of the identity provider'] : []),
  ];
};

/** @throws CordboardError `set-up.incomplete`, with all that is missing */
const completeSource = (draft: SetUp): IdentityProviderInput => {
  const missing = missingValues(draft);
  const { identityProvider } = draft;
  if (missing.length > 0 || identityProvider === null) {
    throw new CordboardError('set-up.incomplete', { expected: missing.join('; '), received: 'nothing' });
  }
  // Nothing that is required is missing, so what was partial is whole.
  return identityProvider as IdentityProviderInput;
};

const sourceFields = (source: IdentityProviderInput): unknown =>
  'manual' in source
    ? { manual: { ...source.manual, certificates: source.manual.certificates.map((pem) => ({ pem })) } }
    : { metadata: source };

/** The product that was chosen stays known: addresses alone do not always tell. */
const settingsOf = ({ settings, vendor }: SetUp): object => ({
  ...settings,
  ...(vendor !== 'generic' && { vendor }),
});

/** What the change needs to know of where it happens. */
interface Accepting {
  readonly draft: SetUp;
  readonly record: SetUpRecord;
  readonly source: IdentityProviderInput;
  readonly existing: FoundConnection | null;
  readonly isSignOnOn: boolean;
}

const findAccepting = async (parts: AdminParts, call: AcceptCall): Promise<Accepting> => {
  const { read } = parts.storage;
  const record = await findSetUpAt(read, call.params);
  assertOpen(record, ['open', 'submitted']);
  const draft = viewSetUp(record);
  assertMatch(call.ifMatch, entityTag(draft));
  const source = completeSource(draft);
  const place = await findServiceProvider(read, call.params);
  const connection = place.view.connections.find(
    ({ slug, serviceProviderId }) => slug === record.connection && serviceProviderId === place.serviceProvider.id,
  );
  const existing = connection === undefined ? null : { ...place, connection };
  return { draft, record, source, existing, isSignOnOn: place.view.realm.ssoMode !== 'non-sso' };
};

const acceptedRecord = ({ record }: Accepting, call: AcceptCall): SetUpRecord => ({
  ...record,
  state: 'accepted',
  updatedBy: callerName(call.actor),
  updatedAt: call.now,
});

/** The part of the commit that is the set-up's own. */
const closeSetUp = async (writer: StorageWriter, call: AcceptCall, accepting: Accepting): Promise<void> => {
  // Whoever holds a link may have changed it since it was read.
  const present = await findSetUpAt(writer, call.params);
  assertMatch(call.ifMatch, entityTag(viewSetUp(present)));
  await writer.putSetUp(acceptedRecord(accepting, call));
  for (const link of await writer.listSetUpLinks(present.id, ALL_LINKS)) {
    if (link.revokedAt === null) {
      await writer.putSetUpLink({ ...link, revokedAt: call.now });
    }
  }
  await call.audit(writer, {
    action: 'set-up.accepted',
    target: { kind: 'set-up', path: setUpPath(call.params, present.connection) },
    fields: [{ name: 'enteredBy', from: null, to: present.updatedBy }],
  });
};

const makeConnection = (
  parts: AdminParts,
  call: AcceptCall,
  accepting: Accepting,
): Promise<Answer<typeof acceptSetUp>> => {
  const { draft, source, isSignOnOn } = accepting;
  const node = readPart(connectionNode, {
    ...settingsOf(draft),
    slug: draft.connection,
    name: draft.name,
    enabled: !isSignOnOn,
    ...(sourceFields(source) as object),
  });
  const setUp = viewSetUp(acceptedRecord(accepting, call));
  return createRecord(
    parts,
    call,
    connectionResource(parts),
    node,
    (_view, notes) => ({ setUp, outcome: 'created', notes: [...notes] }),
    (writer) => closeSetUp(writer, call, accepting),
  );
};

const stageWithin = async (
  parts: AdminParts,
  writer: StorageWriter,
  call: AcceptCall,
  loaded: LoadedDescription,
  { existing }: Accepting,
): Promise<void> => {
  const { view } = await findServiceProvider(writer, call.params);
  const connection = view.connections.find(({ id }) => id === existing?.connection.id);
  if (connection !== undefined && !isSameDescription(connection, loaded)) {
    const place = { view, baseUrl: realmBaseUrl(parts, view), connection };
    const changes = await stageDescription(writer, place, loaded, { actor: call.actor, now: call.now });
    const target = { kind: 'connection', path: connectionPath(place) };
    await call.audit(writer, { action: 'connection.staged', target, fields: auditFields(changes) });
  }
};

const changeConnection = async (
  parts: AdminParts,
  call: AcceptCall,
  accepting: Accepting,
  existing: FoundConnection,
): Promise<Answer<typeof acceptSetUp>> => {
  const { draft, source, isSignOnOn } = accepting;
  const { connection } = existing;
  const { slug, isDefault, enabled } = connection;
  const loaded = chosenDescription(await loadDescription(source, { fetch: parts.fetch, now: call.now }));
  const isOther = loaded.identityProvider.entityId !== connection.identityProvider.entityId;
  const waits = (isSignOnOn || isOther) && !isSameDescription(connection, loaded);
  const kept = { ...settingsOf(draft), slug, name: draft.name, default: isDefault, enabled };
  const node = readPart(connectionNode, waits ? kept : { ...kept, ...(sourceFields(source) as object) });
  const setUp = viewSetUp(acceptedRecord(accepting, call));
  const located = { ...call, actor: call.actor, company: call.company, environment: call.environment };
  return replaceRecord(parts, { ...located, params: { ...call.params, connection: slug } }, connectionResource(parts), {
    file: (found) => inServiceProvider(found.view, found.serviceProvider, [resolveConnectionNode(node)]),
    toBody: (_view, notes) => ({ setUp, outcome: waits ? 'staged' : 'updated', notes: [...notes] }),
    within: async (writer) => {
      if (waits) {
        await stageWithin(parts, writer, call, loaded, accepting);
      }
      await closeSetUp(writer, call, accepting);
    },
  });
};

export const acceptSetUpRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(acceptSetUp, async (call) => {
    const accepting = await findAccepting(parts, call);
    return accepting.existing === null
      ? makeConnection(parts, call, accepting)
      : changeConnection(parts, call, accepting, accepting.existing);
  }),
];
