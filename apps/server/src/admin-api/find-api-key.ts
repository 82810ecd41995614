/** Finds out which API key a request carries, and notes that it was used. */
import type { ApiKeyRecord } from '../storage/ports/api-key-store.ts';
import type { Storage } from '../storage/ports/storage.ts';
import type { ApiKeyActor } from './actor.ts';
import { hashApiKey, isApiKey } from './api-key-secret.ts';

/** Uses are noted at most so often: most requests then write nothing. */
const NOTED_EVERY_MS = 60_000;

/** Whether a key works, and if not, why. */
export const apiKeyState = (
  { revokedAt, expiresAt }: Pick<ApiKeyRecord, 'revokedAt' | 'expiresAt'>,
  now: number,
): 'live' | 'expired' | 'revoked' => {
  if (revokedAt !== null) {
    return 'revoked';
  }
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live';
};

/**
 * Makes the look-up of keys.
 *
 * @returns a function that answers null for a key that is unknown, revoked or over
 */
export const createApiKeyFinder =
  ({
    storage,
    clock,
  }: {
    readonly storage: Storage;
    /** Epoch milliseconds. */
    readonly clock: () => number;
  }) =>
  async (key: string, address: string): Promise<ApiKeyActor | null> => {
    const record = isApiKey(key) ? await storage.read.findApiKeyByHash(hashApiKey(key)) : null;
    const now = clock();
    if (record === null || apiKeyState(record, now) !== 'live') {
      return null;
    }
    const { id, name, companyId, scopes, lastUsedAt } = record;
    const unlessSince = now - NOTED_EVERY_MS;
    if (lastUsedAt === null || lastUsedAt < unlessSince) {
      await storage.write((writer) => writer.touchApiKey(id, { at: now, address, unlessSince }));
    }
    return { kind: 'api-key', id, name, companyId, scopes };
  };
