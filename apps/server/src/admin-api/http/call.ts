/** What a handler of the API is handed, and what it answers. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import type { Permission } from '@cordboard/contract/admin-api/permissions';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { z } from 'zod';
import type { AuditEventInput } from '../../audit/audit-log.ts';
import type { CompanyRecord, EnvironmentRecord } from '../../storage/ports/directory-store.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { Actor, Place } from '../actor.ts';

/** A cookie to set; the value null removes it. */
export interface AnswerCookie {
  readonly name: string;
  readonly value: string | null;
  readonly options: CookieSerializeOptions;
}

export interface Answer<R extends AdminRoute = AdminRoute> {
  readonly body: z.input<R['response']>;
  /** Version of what is shown. */
  readonly etag?: string;
  readonly cookies?: readonly AnswerCookie[];
  /** Of an answer that is a file: one of the route's types, and the name under which browsers keep it. */
  readonly file?: { readonly mediaType: string; readonly name: string };
}

/** An event of the log; actor, company and address are the call's own unless they are given. */
export type CallEvent = Pick<AuditEventInput, 'action' | 'target' | 'fields'> &
  Partial<Pick<AuditEventInput, 'actor' | 'companyId'>>;

export interface Call<R extends AdminRoute = AdminRoute> {
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<R['body']>;
  /** Who calls. Throws on a public route, where there may be nobody. */
  readonly actor: Actor;
  /** The same, or null. */
  readonly actorOrNull: Actor | null;
  /** The company and the environment that the path names; absent where it names none. */
  readonly company: CompanyRecord;
  readonly environment: EnvironmentRecord;
  readonly ifMatch: string | null;
  /** Network address of the caller. */
  readonly address: string;
  readonly userAgent: string;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds, the same throughout the call. */
  readonly now: number;
  /** Whether the caller holds a permission somewhere else than the route asks for. */
  may(permission: Permission, place: Place): boolean;
  /**
   * Makes the change in one commit and answers with what it returns. A creation that comes again with its
   * Idempotency-Key is not run: it gets the answer of the first time.
   */
  write(change: (writer: StorageWriter) => Promise<Answer<R>>): Promise<Answer<R>>;
  /** Adds to the audit log, within the commit. */
  audit(writer: StorageWriter, event: CallEvent): Promise<void>;
}

export type Handler<R extends AdminRoute> = (call: Call<R>) => Promise<Answer<R>>;

/** A route with its handler, its shapes forgotten: the frame checks them before it calls. */
export interface BoundRoute {
  readonly route: AdminRoute;
  readonly handle: (call: Call) => Promise<Answer>;
}

/** Ties a handler to its route, and makes sure that it takes and gives what the route says. */
export const bind = <R extends AdminRoute>(route: R, handler: Handler<R>): BoundRoute => ({
  route,
  // The frame parses every part of the call by this route's own schemas.
  handle: handler as unknown as BoundRoute['handle'],
});
