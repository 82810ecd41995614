/** Keys that sign the tokens of a realm, over the API. */
import {
  listRealmKeys,
  prepareRealmKey,
  promoteRealmKey,
  readRealmKey,
  removeRealmKey,
} from '@cordboard/contract/admin-api/keys';
import { generateTokenSigningKey } from '../../keys/generate-key-pair.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { findKey, findRealmOwner } from './key-owner.ts';
import { nextKeyRecord, promote, remove, storeNextKey } from './key-steps.ts';
import { inOrder, keyTag, keyView } from './key-views.ts';

const readRoutes = ({ storage }: AdminParts): readonly BoundRoute[] => [
  bind(listRealmKeys, async ({ params, now }) => {
    const { keys } = await findRealmOwner(storage.read, params);
    return { body: { items: inOrder(keys).map((key) => keyView(key, now)), next: null } };
  }),
  bind(readRealmKey, async ({ params, now }) => {
    const key = findKey(await findRealmOwner(storage.read, params), params.tokenKey);
    return { body: keyView(key, now), etag: keyTag(key) };
  }),
];

const prepareRoute = (parts: AdminParts): BoundRoute =>
  bind(prepareRealmKey, async (call) => {
    const { params, body, now } = call;
    const { id } = await findRealmOwner(parts.storage.read, params);
    const material = await generateTokenSigningKey(body.algorithm);
    const record = nextKeyRecord(parts, id, { material, purpose: 'token-signing', origin: 'generated' }, now);
    const answer = await call.write(async (writer) =>
      storeNextKey(call, writer, await findRealmOwner(writer, params), record),
    );
    await parts.directoryChanged();
    return answer;
  });

const promoteRoute = (parts: AdminParts): BoundRoute =>
  bind(promoteRealmKey, async (call) => {
    const { params } = call;
    const answer = await call.write(async (writer) =>
      promote(call, writer, await findRealmOwner(writer, params), params.tokenKey, async () => undefined),
    );
    await parts.directoryChanged();
    return answer;
  });

const removeRoute = (parts: AdminParts): BoundRoute =>
  bind(removeRealmKey, async (call) => {
    const { params, query } = call;
    const allowStillNeeded = query.allowStillNeeded === 'true';
    const answer = await call.write(async (writer) => {
      await remove(call, writer, await findRealmOwner(writer, params), { keyId: params.tokenKey, allowStillNeeded });
      return { body: undefined };
    });
    await parts.directoryChanged();
    return answer;
  });

export const realmKeyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...readRoutes(parts),
  prepareRoute(parts),
  promoteRoute(parts),
  removeRoute(parts),
];
