/** The wired parts of the hub that the administration works with. */
import type { AdministratorDependencies } from '../administrators/administrator-dependencies.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { KeyMaker } from '../directory/apply/apply-keys.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import type { ClockComparison } from '../outbound/clock-comparisons.ts';
import type { GuardedFetch } from '../outbound/guarded-fetch.ts';
import type { MetadataRefresher } from '../trust/metadata-refresher.ts';
import type { Actor, ApiKeyActor, SetUpLinkActor } from './actor.ts';

/** Finds out who calls. */
export interface ActorFinder {
  /** The administrator whose session the cookies hold, or null. */
  fromCookies(cookies: Readonly<Record<string, string | undefined>>): Promise<Actor | null>;
  /** Null for a key that is unknown, revoked or over. */
  fromApiKey(key: string, address: string): Promise<ApiKeyActor | null>;
  /** Null for a link that is unknown, revoked or over. */
  fromSetUpLink(token: string): Promise<SetUpLinkActor | null>;
}

/** How often the API may be called. */
export interface AdminLimits {
  /** By one administrator, by one API key, or from one address by somebody unknown. */
  readonly requests: RateLimiter;
  /** From one address with a key that is not valid. */
  readonly failures: RateLimiter;
}

export interface AdminParts extends AdministratorDependencies {
  readonly audit: AuditLog;
  readonly actors: ActorFinder;
  readonly limits: AdminLimits;
  readonly fetch: GuardedFetch;
  /** How the clock of the hub compares with those of the servers that it fetched from. */
  readonly clockComparisons: () => readonly ClockComparison[];
  readonly metadataRefresher: MetadataRefresher;
  readonly makeKeys: KeyMaker;
  /** Call after every change of the directory. */
  readonly directoryChanged: () => Promise<void>;
  /** Of the hub. */
  readonly version: string;
}
