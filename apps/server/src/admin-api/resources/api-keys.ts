/** API keys of a company over the API. */
import {
  type ApiKeyView,
  createApiKey,
  DEFAULT_API_KEY_DAYS,
  listApiKeys,
  readApiKey,
  revokeApiKey,
  updateApiKey,
} from '@cordboard/contract/admin-api/api-keys';
import type { ApiKeyScope } from '@cordboard/contract/admin-api/permissions';
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import type { ApiKeyReader, ApiKeyRecord } from '../../storage/ports/api-key-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { makeApiKey } from '../api-key-secret.ts';
import { apiKeyState } from '../find-api-key.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** More than a company has programs, and few enough to keep an eye on. */
const MAX_LIVE_KEYS = 50;

const position = z.strictObject({ createdAt: z.int(), id: z.string() });

const view = (record: ApiKeyRecord, now: number): ApiKeyView => ({
  id: record.id,
  name: record.name,
  hint: record.hint,
  scopes: [...record.scopes],
  state: apiKeyState(record, now),
  createdBy: record.createdBy,
  createdAt: record.createdAt,
  expiresAt: record.expiresAt,
  revokedAt: record.revokedAt,
  lastUsedAt: record.lastUsedAt,
  lastAddress: record.lastAddress,
});

/** Of what administrators change. A key in use is noted every minute, which is no other version for them. */
const tagOf = ({ id, name, revokedAt }: ApiKeyRecord): string => entityTag({ id, name, revokedAt });

const answer = (record: ApiKeyRecord, now: number) => ({ body: view(record, now), etag: tagOf(record) });

const find = async (
  reader: ApiKeyReader,
  call: Pick<Call<typeof readApiKey>, 'company' | 'params'>,
): Promise<ApiKeyRecord> => {
  const record = await reader.findApiKey(call.company.id, call.params.apiKey);
  if (record === null) {
    throw new CordboardError('admin.not_found', { received: `${call.company.slug}/${call.params.apiKey}` });
  }
  return record;
};

const targetOf = (company: { readonly slug: string }, { id }: Pick<ApiKeyRecord, 'id'>) => ({
  kind: 'api-key',
  path: `${company.slug}/${id}`,
});

/** Nobody gives away what they do not have. */
const assertMayGive = (call: Call<typeof createApiKey>): void => {
  const place = { companyId: call.company.id, environmentId: null };
  const beyond = call.body.scopes.filter((scope) => !call.may(scope, place));
  if (beyond.length > 0) {
    throw new CordboardError('admin.forbidden', {
      expected: 'scopes that the caller has in the whole company',
      received: beyond.join(', '),
    });
  }
};

const expiryOf = ({ body, now }: Call<typeof createApiKey>): number | null =>
  body.allowNoExpiry ? null : now + (body.expiresInDays ?? DEFAULT_API_KEY_DAYS) * DAY_MS;

const create = async (parts: AdminParts, call: Call<typeof createApiKey>) => {
  assertMayGive(call);
  const { company, actor, now } = call;
  const { key, keyHash, hint } = makeApiKey(parts.random);
  const record: ApiKeyRecord = {
    id: parts.newId(),
    companyId: company.id,
    name: call.body.name,
    keyHash,
    hint,
    scopes: [...new Set<ApiKeyScope>(call.body.scopes)],
    createdBy: { id: actor.id, name: actor.kind === 'administrator' ? actor.login : actor.name },
    createdAt: now,
    expiresAt: expiryOf(call),
    revokedAt: null,
    lastUsedAt: null,
    lastAddress: null,
  };
  return call.write(async (writer) => {
    if ((await writer.countLiveApiKeys(company.id, now)) >= MAX_LIVE_KEYS) {
      throw new CordboardError('admin.limit', {
        expected: `at most ${MAX_LIVE_KEYS} API keys that work`,
        hint: 'Revoke keys that nobody uses.',
      });
    }
    await writer.addApiKey(record);
    await call.audit(writer, {
      action: 'api-key.created',
      target: targetOf(company, record),
      fields: [
        { name: 'name', from: null, to: record.name },
        { name: 'scopes', from: null, to: record.scopes.join(', ') },
        { name: 'expiresAt', from: null, to: record.expiresAt === null ? 'never' : String(record.expiresAt) },
        { name: 'key', from: null, to: 'set' },
      ],
    });
    return { body: { ...view(record, now), key }, etag: tagOf(record) };
  });
};

const rename = (call: Call<typeof updateApiKey>) =>
  call.write(async (writer) => {
    const record = await find(writer, call);
    assertMatch(call.ifMatch, tagOf(record));
    const name = call.body.name ?? record.name;
    if (name === record.name) {
      return answer(record, call.now);
    }
    await writer.renameApiKey(record.id, name);
    await call.audit(writer, {
      action: 'api-key.updated',
      target: targetOf(call.company, record),
      fields: [{ name: 'name', from: record.name, to: name }],
    });
    return answer({ ...record, name }, call.now);
  });

/** A leaked key has to go whatever else changed, so no version is asked for; once more is no mistake. */
const revoke = (call: Call<typeof revokeApiKey>) =>
  call.write(async (writer) => {
    const record = await find(writer, call);
    if (record.revokedAt !== null) {
      return answer(record, call.now);
    }
    await writer.revokeApiKey(record.id, call.now);
    await call.audit(writer, {
      action: 'api-key.revoked',
      target: targetOf(call.company, record),
      fields: [{ name: 'state', from: apiKeyState(record, call.now), to: 'revoked' }],
    });
    return answer({ ...record, revokedAt: call.now }, call.now);
  });

export const apiKeyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listApiKeys, async ({ company, query, now }) => {
    const before = readCursor(position, query.cursor);
    const records = await parts.storage.read.listApiKeys(company.id, { before, limit: query.limit + 1 });
    const page = pageOfRecords(records, query.limit, ({ createdAt, id }) => ({ createdAt, id }));
    return { body: { items: page.records.map((record) => view(record, now)), next: page.next } };
  }),
  bind(createApiKey, (call) => create(parts, call)),
  bind(readApiKey, async (call) => answer(await find(parts.storage.read, call), call.now)),
  bind(updateApiKey, rename),
  bind(revokeApiKey, revoke),
];
