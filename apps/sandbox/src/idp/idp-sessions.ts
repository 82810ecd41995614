/** Who is signed in at the sandbox in which browser: one opaque cookie per browser, kept in memory. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpiringMap } from '../web/expiring-map.ts';
import type { SessionParticipants } from './logout/session-participants.ts';
import type { SandboxUser } from './sandbox-idp-options.ts';

/** The name of the cookie that callers without a browser have to send back. */
export const IDP_SESSION_COOKIE = 'sandbox_idp_session';

export interface IdpSession {
  readonly user: SandboxUser;
  /** When the password was given. */
  readonly authenticatedAt: Date;
  /** SessionIndex of every assertion of this session (SAML core §2.7.2). */
  readonly sessionIndex: string;
  /** Who was told about the person in this session. */
  readonly participants: SessionParticipants;
}

export interface IdpSessions {
  /** Replaces whatever session this browser had, under a new cookie value. */
  open(request: FastifyRequest, reply: FastifyReply, user: SandboxUser): IdpSession;
  find(request: FastifyRequest): IdpSession | undefined;
  close(request: FastifyRequest, reply: FastifyReply): void;
}

export interface IdpSessionsOptions {
  readonly clock: () => Date;
  readonly random: (size: number) => Uint8Array;
  /** Milliseconds; a working day. */
  readonly lifetimeMs: number;
}

const ID_OCTETS = 32;
const MAX_SESSIONS = 20_000;

const hash = (id: string): string => createHash('sha256').update(id).digest('base64url');

export function createIdpSessions(options: IdpSessionsOptions): IdpSessions {
  const sessions = new ExpiringMap<IdpSession>({
    lifetimeMs: options.lifetimeMs,
    maxEntries: MAX_SESSIONS,
    clock: options.clock,
  });
  const forget = (request: FastifyRequest): void => {
    const id = request.cookies[IDP_SESSION_COOKIE];
    if (id !== undefined) {
      sessions.delete(hash(id));
    }
  };
  return {
    open: (request, reply, user) => {
      forget(request);
      const id = Buffer.from(options.random(ID_OCTETS)).toString('base64url');
      const session: IdpSession = {
        user,
        authenticatedAt: options.clock(),
        sessionIndex: `_${Buffer.from(options.random(16)).toString('hex')}`,
        participants: new Map(),
      };
      sessions.set(hash(id), session);
      reply.setCookie(IDP_SESSION_COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/' });
      return session;
    },
    find: (request) => {
      const id = request.cookies[IDP_SESSION_COOKIE];
      return id === undefined ? undefined : sessions.get(hash(id));
    },
    close: (request, reply) => {
      forget(request);
      reply.clearCookie(IDP_SESSION_COOKIE, { path: '/' });
    },
  };
}
