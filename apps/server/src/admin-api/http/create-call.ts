/** Makes what a handler is handed from a request that was read and allowed. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import type { FastifyRequest } from 'fastify';
import { CordboardError } from '../../errors.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import { type Actor, auditActor, may } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import type { NamedPlace } from './authorize.ts';
import type { Call } from './call.ts';
import { writeOnce } from './idempotency.ts';

export interface ReadRequest extends NamedPlace {
  readonly actor: Actor | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

const header = (value: string | readonly string[] | undefined): string | null =>
  typeof value === 'string' ? value : (value?.[0] ?? null);

/** A route that asks for what it did not declare is a defect. */
const present = <T>(value: T | null, what: string): T => {
  if (value === null) {
    throw new CordboardError('internal.failed', { expected: what });
  }
  return value;
};

const createWrite =
  (parts: AdminParts, route: AdminRoute, request: FastifyRequest, read: ReadRequest, now: number): Call['write'] =>
  (change) =>
    parts.storage.write(async (writer: StorageWriter) => {
      const key = header(request.headers['idempotency-key']);
      if (route.change !== 'create' || key === null) {
        return change(writer);
      }
      const scope = `${read.actor?.kind ?? 'public'} ${read.actor?.id ?? ''} ${route.id}`;
      const content = [read.params, read.body];
      return writeOnce(writer, { scope, key, content }, { sealer: parts.sealer, now }, () => change(writer));
    });

export const createCall = (parts: AdminParts, route: AdminRoute, request: FastifyRequest, read: ReadRequest): Call => {
  const now = parts.clock();
  const { actor } = read;
  return {
    params: read.params,
    query: read.query,
    body: read.body,
    get actor() {
      return present(actor, 'a caller who is signed in');
    },
    actorOrNull: actor,
    get company() {
      return present(read.company, 'a company in the path');
    },
    get environment() {
      return present(read.environment, 'an environment in the path');
    },
    ifMatch: header(request.headers['if-match']),
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    cookies: request.cookies,
    now,
    may: (permission, place) => actor !== null && may(actor, permission, place),
    write: createWrite(parts, route, request, read, now),
    audit: async (writer, event) => {
      await parts.audit.append(writer, {
        companyId: event.companyId === undefined ? (read.company?.id ?? null) : event.companyId,
        actor: event.actor ?? auditActor(present(actor, 'a caller who is signed in')),
        action: event.action,
        target: event.target,
        ...(event.fields !== undefined && { fields: event.fields }),
        address: request.ip,
      });
    },
  };
};
