/** The query of a request exactly as it was received: the signature of a redirect covers these octets. */
import type { FastifyRequest } from 'fastify';

export const rawQueryOf = (request: FastifyRequest): string => {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
};
