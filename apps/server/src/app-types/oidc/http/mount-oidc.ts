/** Hands the requests below `<realm base>/oidc/` to the issuer of the realm, their bodies unread. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OidcIssuer } from '../oidc-issuer.ts';
import { AUTHORIZATION_PATH } from '../paths.ts';

export interface MountOidcOptions {
  /** Route of the issuers, e.g. `/e/:company/:environment/:realm/oidc`. */
  readonly route: string;
  /**
   * The issuer that the path parameters name; null is answered with 404. What it throws goes to the
   * server's error handler.
   */
  readonly findIssuer: (request: FastifyRequest) => Promise<OidcIssuer | null>;
}

/** Drops the first `count` segments of the path; the query stays. */
const withoutSegments = (url: string, count: number): string => {
  let position = 0;
  for (let dropped = 0; dropped < count && position !== -1; dropped++) {
    position = url.indexOf('/', position + 1);
  }
  return position === -1 ? '/' : url.slice(position);
};

/** Hooks of the server set headers on the reply, which a hijacked reply would not send. */
const keepHeaders = (reply: FastifyReply): void => {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) {
      reply.raw.setHeader(name, value);
    }
  }
};

/** Whether this begins an authorization; going on with one has more path behind it. */
export const isAuthorizationRequest = (url: string): boolean =>
  url.split('?', 1)[0]?.endsWith(`/oidc${AUTHORIZATION_PATH}`) === true;

/** Adds the routes of all issuers to a server. */
export const mountOidc = async (app: FastifyInstance, options: MountOidcOptions): Promise<void> => {
  const segments = options.route.split('/').length - 1;
  await app.register(async (scope) => {
    // The library reads the body from the socket itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: `${options.route}/*`,
      handler: async (request, reply) => {
        const issuer = await options.findIssuer(request);
        if (issuer === null) {
          reply.callNotFound();
          return;
        }
        const req: IncomingMessage & { originalUrl?: string } = request.raw;
        req.originalUrl = request.originalUrl;
        req.url = withoutSegments(req.url ?? '/', segments);
        keepHeaders(reply);
        reply.hijack();
        await issuer.handle(req, reply.raw);
      },
    });
  });
};
