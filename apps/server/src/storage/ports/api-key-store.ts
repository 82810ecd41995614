/** API keys of companies. The keys themselves are never stored. */
import type { ApiKeyScope } from '@cordboard/contract/admin-api/permissions';

export interface ApiKeyRecord {
  readonly id: string;
  readonly companyId: string;
  readonly name: string;
  /** SHA-256 of the key, base64url. */
  readonly keyHash: string;
  /** The first characters of the key, by which people tell keys apart. */
  readonly hint: string;
  readonly scopes: readonly ApiKeyScope[];
  /** The administrator who made it, by id and by login at the time. */
  readonly createdBy: { readonly id: string; readonly name: string };
  /** Epoch milliseconds, as all instants. */
  readonly createdAt: number;
  /** Null for a key that does not expire. */
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** Exact to a minute; null for a key that was never used. */
  readonly lastUsedAt: number | null;
  /** Network address of the last use that was noted. */
  readonly lastAddress: string | null;
}

export interface ApiKeyReader {
  /** Null when unknown. Whether it is over or revoked is the caller's rule. */
  findApiKeyByHash(keyHash: string): Promise<ApiKeyRecord | null>;
  findApiKey(companyId: string, id: string): Promise<ApiKeyRecord | null>;
  /** Newest first, from the one after `before`. */
  listApiKeys(
    companyId: string,
    page: {
      readonly before?: Pick<ApiKeyRecord, 'createdAt' | 'id'> | undefined;
      readonly limit: number;
    },
  ): Promise<readonly ApiKeyRecord[]>;
  /** Keys of the company that work at `now`. */
  countLiveApiKeys(companyId: string, now: number): Promise<number>;
}

export interface ApiKeyWriter {
  /** @throws `storage.duplicate`, `storage.unknown_parent` */
  addApiKey(record: ApiKeyRecord): Promise<void>;
  renameApiKey(id: string, name: string): Promise<void>;
  /** A key that was revoked before keeps its time. */
  revokeApiKey(id: string, at: number): Promise<void>;
  /** Notes a use, unless one was noted since `unlessSince`. */
  touchApiKey(
    id: string,
    use: { readonly at: number; readonly address: string; readonly unlessSince: number },
  ): Promise<void>;
}
