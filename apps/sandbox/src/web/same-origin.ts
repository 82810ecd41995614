/** Cross-site request forgery: a form of ours is only accepted from a page of ours. */
import type { FastifyRequest } from 'fastify';
import { SandboxError } from '../sandbox-error.ts';

/**
 * Browsers name the origin of every form; a caller that is no browser may leave it out, for it carries no
 * one else's cookies.
 *
 * @throws SandboxError `sandbox.forbidden_origin`.
 */
export function assertSameOrigin(request: FastifyRequest, origin: string): void {
  const claimed = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const isForeign = claimed !== undefined && claimed !== origin;
  if (isForeign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    throw new SandboxError('sandbox.forbidden_origin', { expected: origin, received: claimed ?? String(site) });
  }
}
