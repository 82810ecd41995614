/**
 * The unit of work of one HTTP request at an OIDC issuer. The adapter writes into it and reads from
 * it first; `commit` stores everything in one durable commit before the answer leaves. It also
 * holds the hub sessions that the request came across, so that each is looked up once.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CordboardError } from '../../errors.ts';
import type { OidcArtifactRecord } from '../../storage/ports/oidc-store.ts';
import type { Storage, StorageWriter } from '../../storage/ports/storage.ts';
import { type HubSession, isHubSessionAlive, type SessionContext, type TrustedConnections } from './hub-session.ts';

/** Use of a hub session is noted at most this often. */
const TOUCH_INTERVAL_MS = 60_000;

/** Thrown by `commit` when a code or refresh token was used by another request meanwhile. */
export class UsedTwiceError extends Error {
  override readonly name = 'UsedTwiceError';
  readonly grantIds: readonly string[];

  constructor(grantIds: readonly string[]) {
    super('an artefact that can be used once was used by another request');
    this.grantIds = grantIds;
  }
}

export interface UnitOfWorkOptions extends SessionContext {
  readonly storage: Storage;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

interface Consumption {
  readonly model: string;
  readonly idHash: string;
  readonly grantId: string | null;
}

const keyOf = (model: string, idHash: string): string => `${model}:${idHash}`;

/** Everything one request reads and writes. Short-lived and never shared between requests. */
export class UnitOfWork {
  /** The connections that are trusted now. */
  get connections(): TrustedConnections {
    return this.#options.connections;
  }

  /** The hub session of the browser: undefined before it was looked up, null when there is none. */
  browser: HubSession | null | undefined;
  readonly #options: UnitOfWorkOptions;
  readonly #puts = new Map<string, OidcArtifactRecord>();
  readonly #deletes = new Map<string, { readonly model: string; readonly idHash: string }>();
  readonly #consumptions = new Map<string, Consumption>();
  readonly #revokedGrants = new Set<string>();
  readonly #endedSessions = new Set<string>();
  readonly #lookups = new Map<string, Promise<HubSession | null>>();
  readonly #sessions = new Map<string, HubSession>();

  constructor(options: UnitOfWorkOptions) {
    this.#options = options;
  }

  now(): number {
    return this.#options.clock();
  }

  /** The artefact as this request sees it, its own changes included; null when there is none. */
  async find(model: string, idHash: string): Promise<OidcArtifactRecord | null> {
    const key = keyOf(model, idHash);
    if (this.#deletes.has(key)) {
      return null;
    }
    const { realmId, storage } = this.#options;
    const record = this.#puts.get(key) ?? (await storage.read.findArtifact(realmId, model, idHash, this.now()));
    if (record === null || (record.grantId !== null && this.#revokedGrants.has(record.grantId))) {
      return null;
    }
    return this.#consumptions.has(key) ? { ...record, consumedAt: this.now() } : record;
  }

  put(record: OidcArtifactRecord): void {
    const key = keyOf(record.model, record.idHash);
    this.#deletes.delete(key);
    this.#puts.set(key, record);
  }

  delete(model: string, idHash: string): void {
    const key = keyOf(model, idHash);
    this.#puts.delete(key);
    this.#deletes.set(key, { model, idHash });
  }

  /** Marks a code or token as used; whether this request was the first shows at the commit. */
  consume(model: string, idHash: string, grantId: string | null): void {
    this.#consumptions.set(keyOf(model, idHash), { model, idHash, grantId });
  }

  revokeGrant(grantId: string): void {
    this.#revokedGrants.add(grantId);
    for (const [key, record] of this.#puts) {
      if (record.grantId === grantId) {
        this.#puts.delete(key);
      }
    }
  }

  endHubSession(idHash: string): void {
    this.#endedSessions.add(idHash);
  }

  /** Remembers a session that was found elsewhere, such as by the browser's cookie. */
  remember(session: HubSession): void {
    this.#sessions.set(session.record.idHash, session);
    this.#lookups.set(session.record.idHash, Promise.resolve(session));
  }

  /** The session and its user if both are alive, looked up once for each request. */
  hubSession(idHash: string): Promise<HubSession | null> {
    const known = this.#lookups.get(idHash);
    if (known !== undefined) {
      return known;
    }
    const lookup = this.#loadSession(idHash);
    this.#lookups.set(idHash, lookup);
    return lookup;
  }

  /** A session that was looked up before in this request. */
  knownHubSession(idHash: string | undefined): HubSession | null {
    return idHash === undefined ? null : (this.#sessions.get(idHash) ?? null);
  }

  /** Forgets every change: after a failure nothing half-done is stored. */
  discard(): void {
    this.#puts.clear();
    this.#deletes.clear();
    this.#consumptions.clear();
    this.#revokedGrants.clear();
    this.#endedSessions.clear();
  }

  /**
   * Stores all changes in one commit; without changes it does nothing. Throws `UsedTwiceError` when
   * another request used a code or token first, in which case nothing is stored.
   */
  async commit(): Promise<void> {
    this.#dropGrantsWithoutCode();
    const changes =
      this.#puts.size +
      this.#deletes.size +
      this.#consumptions.size +
      this.#revokedGrants.size +
      this.#endedSessions.size;
    if (changes > 0) {
      await this.#options.storage.write((writer) => this.#apply(writer));
      this.discard();
    }
  }

  async #loadSession(idHash: string): Promise<HubSession | null> {
    const { realmId, storage } = this.#options;
    const record = await storage.read.findSession(idHash, this.now());
    if (record === null) {
      return null;
    }
    const user = await storage.read.findUser(realmId, record.userId);
    const session = user === null ? null : { record, user };
    if (session === null || !isHubSessionAlive(session, { ...this.#options, now: this.now() })) {
      return null;
    }
    this.#sessions.set(idHash, session);
    return session;
  }

  /** A grant is made before it is known whether the request ends in a code; without one it is of no use. */
  #dropGrantsWithoutCode(): void {
    const records = [...this.#puts.values()];
    const used = new Set(records.filter(({ model }) => model === 'AuthorizationCode').map(({ grantId }) => grantId));
    for (const record of records) {
      if (record.model === 'Grant' && !used.has(record.grantId)) {
        this.#puts.delete(keyOf(record.model, record.idHash));
      }
    }
  }

  async #apply(writer: StorageWriter): Promise<void> {
    const { realmId } = this.#options;
    const now = this.now();
    // First, because a lost race must undo everything else.
    for (const { model, idHash, grantId } of this.#consumptions.values()) {
      if (!(await writer.consumeArtifact(realmId, model, idHash, now))) {
        throw new UsedTwiceError(grantId === null ? [] : [grantId]);
      }
    }
    for (const grantId of this.#revokedGrants) {
      await writer.deleteGrant(realmId, grantId);
    }
    for (const { model, idHash } of this.#deletes.values()) {
      await writer.deleteArtifact(realmId, model, idHash);
    }
    for (const record of this.#puts.values()) {
      await writer.putArtifact(record);
    }
    for (const idHash of this.#endedSessions) {
      await writer.endSession(idHash);
    }
    await this.#touchSessions(writer, now);
  }

  async #touchSessions(writer: StorageWriter, now: number): Promise<void> {
    if (this.#puts.size === 0) {
      return;
    }
    for (const { record } of this.#sessions.values()) {
      if (now - record.lastSeenAt > TOUCH_INTERVAL_MS && !this.#endedSessions.has(record.idHash)) {
        await writer.touchSession(record.idHash, now);
      }
    }
  }
}

const units = new AsyncLocalStorage<UnitOfWork>();

/** Runs `work` with `unit` as the current unit of work of everything it awaits. */
export const runInUnit = <T>(unit: UnitOfWork, work: () => Promise<T>): Promise<T> => units.run(unit, work);

/**
 * The unit of the request that is being answered.
 *
 * @throws CordboardError `oidc.outside_request` when there is none.
 */
export const currentUnit = (): UnitOfWork => {
  const unit = units.getStore();
  if (unit === undefined) {
    throw new CordboardError('oidc.outside_request');
  }
  return unit;
};
