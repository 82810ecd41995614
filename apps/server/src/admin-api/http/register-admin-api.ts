/**
 * The frame of the administration API. It does once what every route needs: finds out who calls and whether they may,
 * reads each part of the request by the route's own shapes, refuses changes that another site asks for, versions,
 * repeated creations, and errors as problem+json. Handlers do the rest.
 */
import { Readable } from 'node:stream';
import {
  ADMIN_API_PATH,
  type AdminRoute,
  noBody,
  textStream,
  wholeFile,
} from '@cordboard/contract/admin-api/admin-route';
import { createOpenApiDocument } from '@cordboard/contract/admin-api/openapi';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CordboardError } from '../../errors.ts';
import { assertRate, callerOfAddress } from '../../http/assert-rate.ts';
import { assertOwnOrigin } from '../../http/own-origin.ts';
import type { Actor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import { apiErrors } from './api-errors.ts';
import { assertMay, assertMayTouchRealm, findPlace, type NamedPlace } from './authorize.ts';
import type { Answer, BoundRoute } from './call.ts';
import { createCall } from './create-call.ts';
import { answerProblem } from './problem-answer.ts';
import { readPart } from './request-problems.ts';

const DEFAULT_BODY_LIMIT = 256 * 1024;
const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

const bearerOf = ({ headers }: FastifyRequest): string | null =>
  /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? null;

/** How the tokens of set-up links begin. */
const SET_UP_LINK_PREFIX = 'csl_';

const bearerActor = (parts: AdminParts, token: string, address: string): Promise<Actor | null> =>
  token.startsWith(SET_UP_LINK_PREFIX) ? parts.actors.fromSetUpLink(token) : parts.actors.fromApiKey(token, address);

/** A key speaks for itself; a cookie comes along with whatever the browser was made to send. */
const findActor = async (parts: AdminParts, request: FastifyRequest): Promise<Actor | null> => {
  if (request.headers.authorization === undefined) {
    return parts.actors.fromCookies(request.cookies);
  }
  const key = bearerOf(request);
  const actor = key === null ? null : await bearerActor(parts, key, request.ip);
  if (actor === null) {
    // Whoever has a valid key gets by, whatever others try from the same address.
    assertRate(parts.limits.failures, callerOfAddress(request.ip));
    throw new CordboardError('admin.unauthenticated', {
      expected: 'an API key that is valid',
      received: 'another Authorization header',
    });
  }
  return actor;
};

const paramsOf = (route: AdminRoute, request: FastifyRequest): Readonly<Record<string, string>> => {
  const parsed = route.params.safeParse(request.params);
  if (!parsed.success) {
    // What cannot be a slug names nothing.
    throw new CordboardError('admin.not_found', { received: request.url.split('?', 1)[0]?.slice(0, 200) });
  }
  return parsed.data;
};

const authorize = async (
  parts: AdminParts,
  route: AdminRoute,
  request: FastifyRequest,
  params: Readonly<Record<string, string>>,
): Promise<NamedPlace & { readonly actor: Actor | null }> => {
  const actor = await findActor(parts, request);
  const caller = actor === null ? `address ${callerOfAddress(request.ip)}` : `${actor.kind} ${actor.id}`;
  assertRate(parts.limits.requests, caller);
  if (route.change !== 'none' && request.headers.authorization === undefined) {
    assertOwnOrigin(new URL(parts.installationUrl).origin, request);
  }
  if (route.access.kind === 'public') {
    return { actor, company: null, environment: null };
  }
  if (actor === null) {
    throw new CordboardError('admin.unauthenticated', { expected: 'a signed-in administrator or an API key' });
  }
  const named = await findPlace(parts.storage.read, actor, params);
  assertMay(route, actor, named);
  await assertMayTouchRealm(parts.storage.read, route, actor, named, params['realm']);
  return { actor, ...named };
};

const send = (route: AdminRoute, reply: FastifyReply, answer: Answer): FastifyReply => {
  for (const { name, value, options } of answer.cookies ?? []) {
    if (value === null) {
      reply.clearCookie(name, options);
    } else {
      reply.setCookie(name, value, options);
    }
  }
  if (answer.etag !== undefined) {
    reply.header('etag', answer.etag);
  }
  reply.header('cache-control', 'no-store');
  if (route.response === noBody) {
    return reply.code(204).send();
  }
  if (route.produces !== undefined && answer.file !== undefined) {
    const whole = wholeFile.safeParse(answer.body);
    return reply
      .type(answer.file.mediaType)
      .header('content-disposition', `attachment; filename="${answer.file.name}"`)
      .send(whole.success ? Buffer.from(whole.data) : Readable.from(textStream.parse(answer.body)));
  }
  // Only what the route declares goes out: a secret that slipped into a record stays here.
  const body = route.response.parse(answer.body);
  return reply
    .code(route.change === 'create' ? 201 : 200)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
};

interface Admitted {
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Awaited<ReturnType<typeof authorize>>;
}

const serve = (app: FastifyInstance, parts: AdminParts, { route, handle }: BoundRoute): void => {
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    // Before the body is read: some may be large, and are taken only from who may send them.
    onRequest: async (request) => {
      const params = paramsOf(route, request);
      admitted.set(request, { params, caller: await authorize(parts, route, request, params) });
    },
    handler: async (request, reply) => {
      const known = admitted.get(request);
      if (known === undefined) {
        throw new CordboardError('internal.failed', { expected: 'a caller who was let in' });
      }
      const { params, caller } = known;
      const query = readPart(route.query, request.query);
      const body = route.body === noBody ? undefined : readPart(route.body, request.body);
      const call = createCall(parts, route, request, { ...caller, params, query, body });
      return send(route, reply, await handle(call));
    },
  });
};

const acceptJsonOnly = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPES, { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    try {
      done(null, JSON.parse(String(text)));
    } catch (cause) {
      done(new CordboardError('http.bad_request', { expected: 'JSON', cause }));
    }
  });
};

/** Adds the API to the server. Throws when a route has no handler, or a handler no route of the list. */
export const registerAdminApi = async (
  app: FastifyInstance,
  parts: AdminParts,
  options: { readonly routes: readonly AdminRoute[]; readonly bound: readonly BoundRoute[] },
): Promise<void> => {
  const unbound = options.routes.filter((route) => options.bound.every((bound) => bound.route !== route));
  if (unbound.length > 0 || options.bound.length !== options.routes.length) {
    throw new CordboardError('internal.failed', {
      expected: 'one handler for every route',
      received:
        unbound.map(({ id }) => id).join(', ') ||
        `${options.bound.length} handlers for ${options.routes.length} routes`,
    });
  }
  const openApi = JSON.stringify(
    createOpenApiDocument({ version: parts.version, routes: options.routes, errors: apiErrors }),
  );
  await app.register(
    async (api) => {
      acceptJsonOnly(api);
      api.setErrorHandler((error, request, reply) => answerProblem(request, reply, error));
      const notFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
        answerProblem(request, reply, new CordboardError('http.not_found'));
      api.setNotFoundHandler(notFound);
      // The portal's document is at every other address below /admin, and must not be at these.
      api.get('/*', notFound);
      api.get('/openapi.json', (_request, reply) =>
        reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(openApi),
      );
      for (const bound of options.bound) {
        serve(api, parts, bound);
      }
    },
    { prefix: ADMIN_API_PATH },
  );
};
