/**
 * Set-up links: made and revoked by administrators, used by the customer's IT administrator. A link opens one set-up,
 * for some days; what comes through it changes nothing that is in use until an administrator accepts it.
 */
import {
  createSetUpLink,
  listSetUpLinks,
  readLinkedSetUp,
  revokeSetUpLink,
  submitLinkedSetUp,
  updateLinkedSetUp,
} from '@cordboard/contract/admin-api/set-ups';
import { CordboardError } from '../../errors.ts';
import type { SetUpLinkRecord, SetUpRecord } from '../../storage/ports/set-up-store.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { Actor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { hashSetUpLinkToken } from '../set-up-link-finder.ts';
import { realmBaseUrl } from './find-realm.ts';
import { assertOpen, callerName, findSetUpAt, setUpPath } from './set-ups.ts';
import { type LinkedPlace, viewLinkedSetUp, viewSetUpLink } from './view-set-up.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Links of one set-up that are kept in view. */
const MAX_LINKS = 50;

interface Linked extends LinkedPlace {
  readonly record: SetUpRecord;
  readonly link: SetUpLinkRecord;
  /** Of the connection, as in the audit log. */
  readonly path: string;
}

/** What the caller's link is for. The finder has made sure that the link holds; a deletion may have come between. */
const findLinked = async (parts: AdminParts, reader: StorageReader, actor: Actor): Promise<Linked> => {
  const link = actor.kind === 'set-up-link' ? await reader.findSetUpLink(actor.id) : null;
  const record = link === null ? null : await reader.findSetUp(link.setUpId);
  const view = record === null ? null : await reader.findRealmViewById(record.realmId);
  if (link === null || record === null || view === null || link.revokedAt !== null) {
    throw new CordboardError('admin.unauthenticated', { expected: 'a link that holds' });
  }
  const serviceProvider = view.serviceProviders.find(({ id }) => id === record.serviceProviderId)?.slug ?? '';
  const place = { company: view.company.slug, environment: view.environment.slug, realm: view.realm.slug };
  const path = setUpPath({ ...place, serviceProvider }, record.connection);
  return { record, link, view, realmUrl: realmBaseUrl(parts, view), path };
};

const answer = ({ record, link, ...place }: Linked) => {
  const body = viewLinkedSetUp(record, link, place);
  return { body, etag: entityTag(body) };
};

const save = async (
  writer: StorageWriter,
  linked: Linked,
  change: Partial<SetUpRecord>,
  now: number,
): Promise<Linked> => {
  const record = { ...linked.record, ...change, updatedBy: `${linked.link.recipient} (by link)`, updatedAt: now };
  await writer.putSetUp(record);
  return { ...linked, record };
};

const administratorsRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listSetUpLinks, async (call) => {
    const { read } = parts.storage;
    const { id } = await findSetUpAt(read, call.params);
    return { body: { items: (await read.listSetUpLinks(id, MAX_LINKS)).map(viewSetUpLink) } };
  }),
  bind(createSetUpLink, (call) => {
    const token = `csl_${Buffer.from(parts.random(32)).toString('base64url')}`;
    return call.write(async (writer) => {
      const setUp = await findSetUpAt(writer, call.params);
      assertOpen(setUp, ['open', 'submitted']);
      const link: SetUpLinkRecord = {
        id: parts.newId(),
        setUpId: setUp.id,
        tokenHash: hashSetUpLinkToken(token),
        recipient: call.body.recipient,
        createdBy: callerName(call.actor),
        createdAt: call.now,
        expiresAt: call.now + call.body.days * DAY_MS,
        revokedAt: null,
        lastUsedAt: null,
      };
      await writer.putSetUpLink(link);
      await call.audit(writer, {
        action: 'set-up-link.created',
        target: { kind: 'set-up', path: setUpPath(call.params, setUp.connection) },
        fields: [
          { name: 'recipient', from: null, to: link.recipient },
          { name: 'expiresAt', from: null, to: new Date(link.expiresAt).toISOString() },
        ],
      });
      // In the fragment: no server on the way writes it into a log.
      return { body: { ...viewSetUpLink(link), url: `${parts.installationUrl}/admin/set-up-link#${token}` } };
    });
  }),
  bind(revokeSetUpLink, (call) =>
    call.write(async (writer) => {
      const setUp = await findSetUpAt(writer, call.params);
      const before = await writer.findSetUpLink(call.params.link);
      if (before === null || before.setUpId !== setUp.id) {
        throw new CordboardError('admin.not_found', { received: call.params.link });
      }
      const link = { ...before, revokedAt: before.revokedAt ?? call.now };
      await writer.putSetUpLink(link);
      if (before.revokedAt === null) {
        await call.audit(writer, {
          action: 'set-up-link.revoked',
          target: { kind: 'set-up', path: setUpPath(call.params, setUp.connection) },
          fields: [{ name: 'recipient', from: link.recipient, to: null }],
        });
      }
      return { body: viewSetUpLink(link) };
    }),
  ),
];

const holdersRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(readLinkedSetUp, async (call) => answer(await findLinked(parts, parts.storage.read, call.actor))),
  bind(updateLinkedSetUp, (call) =>
    call.write(async (writer) => {
      const linked = await findLinked(parts, writer, call.actor);
      assertMatch(call.ifMatch, answer(linked).etag);
      assertOpen(linked.record, ['open']);
      const { step, doneSteps, identityProvider } = call.body;
      const saved = await save(
        writer,
        linked,
        {
          ...(step !== undefined && { step }),
          ...(doneSteps !== undefined && { doneSteps }),
          ...(identityProvider !== undefined && { identityProvider }),
        },
        call.now,
      );
      if (identityProvider !== undefined) {
        await call.audit(writer, {
          companyId: linked.view.company.id,
          action: 'set-up.filled-in',
          target: { kind: 'set-up', path: linked.path },
          fields: [{ name: 'identityProvider', from: null, to: 'changed' }],
        });
      }
      return answer(saved);
    }),
  ),
  bind(submitLinkedSetUp, (call) =>
    call.write(async (writer) => {
      const linked = await findLinked(parts, writer, call.actor);
      assertOpen(linked.record, ['open']);
      if (linked.record.identityProvider === null) {
        throw new CordboardError('set-up.incomplete', { expected: 'the values of the identity provider' });
      }
      const saved = await save(writer, linked, { state: 'submitted', submittedAt: call.now }, call.now);
      await call.audit(writer, {
        companyId: linked.view.company.id,
        action: 'set-up.submitted',
        target: { kind: 'set-up', path: linked.path },
      });
      return answer(saved);
    }),
  ),
];

export const setUpLinkRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...administratorsRoutes(parts),
  ...holdersRoutes(parts),
];
