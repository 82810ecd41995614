/** What the routes need: the wired parts of the hub, handed to every route module. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RealmContext } from '../directory/realm-context.ts';
import type { RealmRegistry } from '../directory/realm-registry.ts';
import { CordboardError } from '../errors.ts';
import { findHubSession, type HubSession } from '../sign-in/find-hub-session.ts';
import type { LocalSignInDependencies } from '../sign-in/local/local-dependencies.ts';
import type { AgentPageRenderer } from './agent-page-renderer.ts';
import { assertRate, callerOfAddress } from './assert-rate.ts';
import { assertOwnOrigin } from './own-origin.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { sessionCookie } from './realm-cookies.ts';

export interface Hub extends LocalSignInDependencies {
  /** Without a trailing slash. */
  readonly installationUrl: string;
  readonly realms: RealmRegistry;
  readonly pages: AgentPageRenderer;
  /** Beginnings of sign-ins, and of sign-outs at identity providers: each writes to the database, and anybody can ask for one. */
  readonly signInStarts: RateLimiter;
}

/** Where administrators sign in through their company, below the installation URL. */
export const COMPANY_SIGN_IN_PATH = '/admin/sso';

/** Route prefix of a realm; environments with a public URL of their own are rewritten to it. */
export const REALM_PREFIX = '/e/:company/:environment/:realm';

interface RealmParameters {
  readonly company: string;
  readonly environment: string;
  readonly realm: string;
}

const isRealmParameters = (value: unknown): value is RealmParameters =>
  typeof value === 'object' && value !== null && 'company' in value && 'environment' in value && 'realm' in value;

/** @throws CordboardError `sign-in.realm_unknown`. */
export const realmOf = async (hub: Hub, request: FastifyRequest): Promise<RealmContext> => {
  const { params } = request;
  const realm = isRealmParameters(params)
    ? await hub.realms.find(params.company, params.environment, params.realm)
    : null;
  if (realm === null) {
    // Without the query: it may hold what no log should.
    throw new CordboardError('sign-in.realm_unknown', { received: request.url.split('?', 1)[0]?.slice(0, 200) });
  }
  return realm;
};

/** A path parameter by name; routes declare them, so an absent one is a defect. */
export const pathParameter = (request: FastifyRequest, name: string): string => {
  const value: unknown = Object.entries(request.params ?? {}).find(([key]) => key === name)?.[1];
  if (typeof value !== 'string') {
    throw new CordboardError('http.bad_request', { expected: name });
  }
  return value;
};

/**
 * A query parameter that occurs once; anything else counts as absent.
 *
 * @param maxLength in characters; longer ones count as absent as well
 */
export const queryParameter = (
  request: FastifyRequest,
  name: string,
  { maxLength = 2048 }: { readonly maxLength?: number } = {},
): string | undefined => {
  const value: unknown = Object.entries(request.query ?? {}).find(([key]) => key === name)?.[1];
  return typeof value === 'string' && value.length <= maxLength ? value : undefined;
};

export const currentSession = (hub: Hub, realm: RealmContext, request: FastifyRequest): Promise<HubSession | null> =>
  findHubSession(hub, realm, request.cookies[sessionCookie(realm).name]);

/** @throws CordboardError `http.cross_site` for a change that another site asks for. */
export const assertSameOrigin = (realm: RealmContext, request: FastifyRequest): void =>
  assertOwnOrigin(new URL(realm.baseUrl).origin, request);

/**
 * An app's request and the sign-in that comes of it count apart, so that it makes no difference where a sign-in begins.
 *
 * @throws CordboardError `http.too_many`
 */
export const assertMayStart = (
  hub: Pick<Hub, 'signInStarts'>,
  request: Pick<FastifyRequest, 'ip'>,
  what: 'sign-in' | 'authorization' | 'sign-out',
): void => assertRate(hub.signInStarts, `${what} ${callerOfAddress(request.ip)}`);

export const seeOther = (reply: FastifyReply, location: string): FastifyReply => {
  reply.header('cache-control', 'no-store');
  return reply.redirect(location, 303);
};
