/**
 * The storage of the OIDC library over our ports. Identifiers are secrets (codes, tokens, cookie
 * values), so only their SHA-256 is stored: `jti` leaves the payload on the way in and returns on
 * the way out, and so does the address of an interaction, which contains its identifier. What is
 * derived from a hub session is found only while that session and its user are alive.
 */
import { hash } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { storedHint } from './id-token-subject.ts';
import { currentUnit, type UnitOfWork } from './unit-of-work.ts';

/** Models that nothing may be read of once their hub session is over. */
const SESSION_BOUND: ReadonlySet<string> = new Set(['AuthorizationCode', 'AccessToken', 'RefreshToken', 'Grant']);

export interface StorageAdapterOptions {
  readonly realmId: string;
  /** URL at which the interaction with this uid goes on, e.g. `<issuer>/auth/<uid>`. */
  readonly resumeUrl: (uid: string) => string;
}

const hashId = (id: string): string => hash('sha256', id, 'base64url');

/** What an interaction remembers of the moment it began, kept where the library keeps its last result. */
export interface InteractionStart {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Hash of the hub session that the browser had, or null. */
  readonly startedUnder: string | null;
}

/** Reads what `storedInteraction` added. */
export const interactionStart = (lastSubmission: unknown): InteractionStart | null => {
  if (typeof lastSubmission !== 'object' || lastSubmission === null) {
    return null;
  }
  const { startedAt, startedUnder } = lastSubmission as { startedAt?: unknown; startedUnder?: unknown };
  return typeof startedAt === 'number' && (typeof startedUnder === 'string' || startedUnder === null)
    ? { startedAt, startedUnder }
    : null;
};

/** An id_token_hint is an issued token and was verified before: only the subject is worth keeping. */
const storedParams = (params: Record<string, unknown>): Record<string, unknown> => {
  const { id_token_hint: hint, ...rest } = params;
  return typeof hint === 'string' ? { ...rest, id_token_hint: storedHint(hint) } : rest;
};

const storedInteraction = (payload: AdapterPayload, unit: UnitOfWork): AdapterPayload => {
  const { session: _session, returnTo: _returnTo, ...rest } = payload;
  const start: InteractionStart = { startedAt: unit.now(), startedUnder: unit.browser?.record.idHash ?? null };
  const prompt = rest.prompt && {
    ...rest.prompt,
    details: storedParams(rest.prompt.details),
  };
  return {
    ...rest,
    ...(prompt && { prompt }),
    params: storedParams(rest.params ?? {}),
    lastSubmission: { ...(rest.lastSubmission ?? start) },
  };
};

const sessionHashOf = (model: string, payload: AdapterPayload, unit: UnitOfWork): string | null => {
  if (!SESSION_BOUND.has(model)) {
    return null;
  }
  return payload.sessionUid ?? unit.browser?.record.idHash ?? null;
};

class StorageAdapter implements Adapter {
  readonly #model: string;
  readonly #options: StorageAdapterOptions;

  constructor(model: string, options: StorageAdapterOptions) {
    this.#model = model;
    this.#options = options;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const unit = currentUnit();
    const { jti: _jti, consumed: _consumed, ...kept } = payload;
    unit.put({
      realmId: this.#options.realmId,
      model: this.#model,
      idHash: hashId(id),
      payload: this.#model === 'Interaction' ? { ...storedInteraction(kept, unit) } : { ...kept },
      // Grant identifiers are handed to nobody, so they need no hashing; they tie what is revoked together.
      grantId: this.#model === 'Grant' ? id : (payload.grantId ?? null),
      uid: payload.uid ?? null,
      userCode: payload.userCode ?? null,
      hubSessionHash: sessionHashOf(this.#model, payload, unit),
      consumedAt: null,
      expiresAt: expiresIn === undefined ? null : unit.now() + expiresIn * 1000,
    });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const unit = currentUnit();
    const record = await unit.find(this.#model, hashId(id));
    if (record === null) {
      return undefined;
    }
    if (SESSION_BOUND.has(this.#model)) {
      const { hubSessionHash } = record;
      if (hubSessionHash === null || (await unit.hubSession(hubSessionHash)) === null) {
        return undefined;
      }
    }
    return {
      ...record.payload,
      jti: id,
      ...(record.consumedAt !== null && { consumed: Math.floor(record.consumedAt / 1000) }),
      ...(this.#model === 'Interaction' && { returnTo: this.#options.resumeUrl(id) }),
    };
  }

  /** Sessions are derived, never stored, and device codes are not offered: neither is ever found. */
  async findByUid(_uid: string): Promise<undefined> {
    return undefined;
  }

  async findByUserCode(_userCode: string): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const unit = currentUnit();
    const idHash = hashId(id);
    const record = await unit.find(this.#model, idHash);
    unit.consume(this.#model, idHash, record?.grantId ?? null);
  }

  async destroy(id: string): Promise<void> {
    currentUnit().delete(this.#model, hashId(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    currentUnit().revokeGrant(grantId);
  }
}

/** Makes the adapter of each model; every call belongs to the unit of work of its request. */
export const createStorageAdapter =
  (options: StorageAdapterOptions): AdapterFactory =>
  (model) =>
    new StorageAdapter(model, options);
