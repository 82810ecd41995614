/**
 * What satisfies an app that asks for a fresh sign-in (`prompt=login`, `max_age`; OpenID Connect Core
 * §3.1.2.1): a hub session that began after the request, and in which the person really
 * authenticated at the identity provider since then. A new hub session alone proves nothing: the
 * identity provider may have answered from its own session, without asking anybody.
 */
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import type { TrustedConnections } from './hub-session.ts';
import type { InteractionStart } from './storage-adapter.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Since when a sign-in counts, epoch milliseconds; null when no fresh one was asked for. */
export const authnNotBeforeOf = (params: Readonly<Record<string, unknown>>, startedAt: number): number | null => {
  if (textOf(params['prompt']).split(' ').includes('login')) {
    return startedAt;
  }
  const maxAge = textOf(params['max_age']);
  return maxAge === '' ? null : startedAt - Number(maxAge) * 1000;
};

export interface FreshnessContext {
  readonly start: InteractionStart;
  /** Epoch milliseconds. */
  readonly authnNotBefore: number;
  readonly connections: TrustedConnections;
}

/** The identity provider's clock may be behind ours by the connection's tolerance. */
export const isFreshSignIn = (record: HubSessionRecord, context: FreshnessContext): boolean => {
  const { start, authnNotBefore, connections } = context;
  const skewMs = record.method === 'local' ? 0 : (connections.get(record.connectionId)?.clockSkewMs ?? 0);
  return (
    record.idHash !== start.startedUnder &&
    record.createdAt >= start.startedAt &&
    record.authenticatedAt >= authnNotBefore - skewMs
  );
};
