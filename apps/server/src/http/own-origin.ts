/** Where a request comes from: our own page, or another site's. */
import type { FastifyRequest } from 'fastify';
import { CordboardError } from '../errors.ts';

/** Whether a page of this origin made the request; `null` is what browsers send where a referrer policy hides it. */
const isOwnOrigin = (own: string, origin: string | undefined, site: string | string[] | undefined): boolean => {
  if (origin !== undefined && origin !== 'null') {
    return origin === own && site !== 'cross-site' && site !== 'same-site';
  }
  return site === 'same-origin' || (site === 'none' && origin === undefined);
};

/**
 * Refuses a change that another site asks for. Browsers say where a request comes from in
 * Sec-Fetch-Site, older ones in Origin; a request with neither is not from a page.
 *
 * @throws CordboardError `http.cross_site`.
 */
export const assertOwnOrigin = (own: string, { headers }: Pick<FastifyRequest, 'headers'>): void => {
  const site = headers['sec-fetch-site'];
  if (!isOwnOrigin(own, headers.origin, site)) {
    throw new CordboardError('http.cross_site', { expected: own, received: headers.origin ?? site ?? 'no Origin' });
  }
};
