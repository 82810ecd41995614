/** From a request to the session of its browser, renewed when that is due. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOpaqueId } from '../opaque-id.ts';
import type { DesktopSession } from '../session/desktop-session.ts';
import type { DesktopContext } from './desktop-context.ts';

/** A browser with a live session. */
export interface SignedInBrowser {
  readonly sessionId: string;
  readonly session: DesktopSession;
  readonly hub: 'answers' | 'unreachable';
}

export type BrowserSession =
  | ({ readonly kind: 'live' } & SignedInBrowser)
  | { readonly kind: 'ended' }
  | { readonly kind: 'none' };

/** The extension becomes free when the last session of its agent is over. */
export async function releaseAgent(context: DesktopContext, subject: string): Promise<void> {
  if ((await context.sessions.countOf(subject)) === 0) {
    context.agents.signOut(subject);
  }
}

export async function browserSession(
  context: DesktopContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<BrowserSession> {
  const sessionId = context.cookies.sessionId(request);
  if (sessionId === undefined) {
    return { kind: 'none' };
  }
  const kept = await context.keeper.keep(hashOpaqueId(sessionId));
  if (kept.kind === 'live') {
    return { kind: 'live', sessionId, session: kept.session, hub: kept.hub };
  }
  if (kept.kind === 'ended') {
    context.log({ level: 'info', event: 'session ended by the hub' });
    await releaseAgent(context, kept.session.person.subject);
  }
  context.cookies.clearSession(reply);
  return { kind: kept.kind };
}

/** Ends the session of this browser here and at the hub; a hub that does not answer does not hold it up. */
export async function endSession(context: DesktopContext, sessionId: string, session: DesktopSession): Promise<void> {
  await context.sessions.remove(hashOpaqueId(sessionId));
  await releaseAgent(context, session.person.subject);
  try {
    await context.hub.revoke(session.tokens);
  } catch (error) {
    context.log({ level: 'warn', event: 'tokens not revoked', message: error instanceof Error ? error.message : '' });
  }
}
