/**
 * The Administration Portal: one document at every address below `/admin` that is not the API's. Its script asks the
 * API for everything, so the document holds nothing of anybody and needs no sign-in.
 */
import { adminManifest, readAdminAssets, renderAdminDocument } from '@cordboard/portal/admin-document';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { queryParameter } from './hub.ts';
import { readManifest } from './read-manifest.ts';
import { createRequestedHost } from './requested-host.ts';
import { applyPageHeaders } from './security-headers.ts';

const PORTAL_PATH = '/admin';

/** Says that the browser was sent here already: a proxy that hides the host must not send it in a circle. */
const MOVED = 'moved';

export interface PortalOptions {
  /** Without a trailing slash. */
  readonly installationUrl: string;
  /** The built pages. */
  readonly distFolder: string;
  readonly trustedProxies: readonly string[];
  readonly random: (size: number) => Uint8Array;
}

/** The same page at the installation's own host, where its cookies are. */
const movedTo = (installationUrl: string, { url }: FastifyRequest): string => {
  const moved = new URL(installationUrl + url);
  moved.searchParams.set(MOVED, '1');
  return moved.href;
};

/**
 * Adds the portal's addresses.
 *
 * @throws CordboardError `config.invalid` when the portal was not built.
 */
export const registerPortalRoutes = (app: FastifyInstance, options: PortalOptions): void => {
  const assets = readManifest(options.distFolder, adminManifest, readAdminAssets);
  const installation = new URL(options.installationUrl);
  const root = installation.pathname.replace(/\/$/, '');
  const requestedHost = createRequestedHost(options.trustedProxies);
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const isElsewhere = requestedHost(request.raw) !== installation.host;
    if (isElsewhere && queryParameter(request, MOVED) === undefined) {
      reply.header('cache-control', 'no-store');
      return reply.redirect(movedTo(options.installationUrl, request), 307);
    }
    const nonce = Buffer.from(options.random(16)).toString('base64');
    applyPageHeaders(reply, nonce);
    return reply
      .type('text/html; charset=utf-8')
      .send(renderAdminDocument({ assets, assetsHref: `${root}/assets/`, basePath: `${root}${PORTAL_PATH}`, nonce }));
  };
  app.get(PORTAL_PATH, answer);
  app.get(`${PORTAL_PATH}/*`, answer);
};
