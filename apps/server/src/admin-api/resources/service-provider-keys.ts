/** Keys of service providers over the API. */
import {
  confirmMetadataExchange,
  type KeyDueView,
  listServiceProviderKeys,
  prepareServiceProviderKey,
  promoteServiceProviderKey,
  readKeyCertificate,
  readServiceProviderKey,
  removeServiceProviderKey,
} from '@cordboard/contract/admin-api/keys';
import { certificateDer, certificateText } from '../../directory/keys/describe-certificate.ts';
import { assertTested, keyDues, recordKeyNews } from '../../directory/keys/key-dues.ts';
import { publishedKeys } from '../../directory/published-keys.ts';
import { serviceProviderUrls } from '../../directory/service-provider-urls.ts';
import { CordboardError } from '../../errors.ts';
import { generateSamlKey } from '../../keys/generate-key-pair.ts';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import { type Answer, type BoundRoute, bind } from '../http/call.ts';
import { realmBaseUrl } from './find-realm.ts';
import { findKey, findServiceProviderOwner, type ServiceProviderOwner } from './key-owner.ts';
import { nextKeyRecord, promote, remove, storeNextKey } from './key-steps.ts';
import { inOrder, keyDueView, keyFingerprint, keyTag, keyView } from './key-views.ts';

const duesOf = async (reader: StorageReader, owner: ServiceProviderOwner): Promise<KeyDueView[]> => {
  const known = await reader.listKnownKeys(owner.serviceProvider.id);
  return keyDues(owner.view, owner.serviceProvider, known).map(keyDueView);
};

const certificateFile = (key: KeyRecord, slug: string, format: 'pem' | 'der'): Answer<typeof readKeyCertificate> => {
  if (key.certificate === null) {
    throw new CordboardError('admin.not_found', { received: 'the certificate of a key that has none' });
  }
  const name = `${slug}-${key.purpose === 'request-signing' ? 'signing' : 'encryption'}.cer`;
  return format === 'pem'
    ? { body: certificateText(key.certificate), file: { mediaType: 'application/x-pem-file', name } }
    : { body: certificateDer(key.certificate), file: { mediaType: 'application/pkix-cert', name } };
};

const readRoutes = ({ storage }: AdminParts): readonly BoundRoute[] => [
  bind(listServiceProviderKeys, async ({ params, now }) => {
    const owner = await findServiceProviderOwner(storage.read, params);
    const items = inOrder(owner.keys).map((key) => keyView(key, now));
    return { body: { items, next: null, dues: await duesOf(storage.read, owner) } };
  }),
  bind(readServiceProviderKey, async ({ params, now }) => {
    const key = findKey(await findServiceProviderOwner(storage.read, params), params.key);
    return { body: keyView(key, now), etag: keyTag(key) };
  }),
  bind(readKeyCertificate, async ({ params, query }) => {
    const key = findKey(await findServiceProviderOwner(storage.read, params), params.key);
    return certificateFile(key, params.serviceProvider, query.format);
  }),
];

const prepareRoute = (parts: AdminParts): BoundRoute =>
  bind(prepareServiceProviderKey, async (call) => {
    const { params, body, now } = call;
    const { purpose } = params;
    const { view, id, serviceProvider } = await findServiceProviderOwner(parts.storage.read, params);
    const material = await generateSamlKey({
      purpose,
      entityId: serviceProviderUrls(serviceProvider, realmBaseUrl(parts, view)).entityId,
      now: new Date(now),
      random: parts.random,
      ...body,
    });
    const record = nextKeyRecord(parts, id, { material, purpose, origin: 'generated' }, now);
    const answer = await call.write(async (writer) =>
      storeNextKey(call, writer, await findServiceProviderOwner(writer, params), record),
    );
    await parts.directoryChanged();
    return answer;
  });

const promoteRoute = (parts: AdminParts): BoundRoute =>
  bind(promoteServiceProviderKey, async (call) => {
    const { params, body } = call;
    const answer = await call.write(async (writer) => {
      const owner = await findServiceProviderOwner(writer, params);
      return promote(call, writer, owner, params.key, async (key, reader) => {
        if (!body.allowUntested) {
          assertTested(owner.view, owner.serviceProvider, await reader.listKnownKeys(owner.id), key);
        }
      });
    });
    await parts.directoryChanged();
    return answer;
  });

const removeRoute = (parts: AdminParts): BoundRoute =>
  bind(removeServiceProviderKey, async (call) => {
    const { params, query } = call;
    const allowStillNeeded = query.allowStillNeeded === 'true';
    const answer = await call.write(async (writer) => {
      const owner = await findServiceProviderOwner(writer, params);
      await remove(call, writer, owner, { keyId: params.key, allowStillNeeded });
      return { body: undefined };
    });
    await parts.directoryChanged();
    return answer;
  });

const confirmRoute = (): BoundRoute =>
  bind(confirmMetadataExchange, async (call) => {
    const { params, body, now } = call;
    return call.write(async (writer) => {
      const owner = await findServiceProviderOwner(writer, params);
      const { view, serviceProvider } = owner;
      assertMayChangeRealm(call, view.realm.kind);
      const published = (['request-signing', 'assertion-decryption'] as const).flatMap((purpose) =>
        publishedKeys(view.keys, serviceProvider, purpose),
      );
      for (const slug of new Set(body.connections)) {
        const connection = view.connections.find(
          (candidate) => candidate.serviceProviderId === owner.id && candidate.slug === slug,
        );
        if (connection === undefined) {
          throw new CordboardError('admin.not_found', { received: slug });
        }
        const keyIds = published.map(({ id }) => id);
        await recordKeyNews(writer, owner.id, { connectionId: connection.id, keyIds, what: 'exchanged', at: now });
        await call.audit(writer, {
          action: 'metadata-exchange.confirmed',
          target: { kind: 'connection', path: `${owner.path}/${slug}` },
          fields: [{ name: 'keys', from: null, to: published.map(keyFingerprint).join(' ') }],
        });
      }
      return { body: { dues: await duesOf(writer, owner) } };
    });
  });

export const serviceProviderKeyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...readRoutes(parts),
  prepareRoute(parts),
  promoteRoute(parts),
  removeRoute(parts),
  confirmRoute(),
];
