/** Cross-site request forgery: a form is accepted from a page of ours and with the token of this session only. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DesktopError } from '../desktop-error.ts';
import { hashOpaqueId } from '../opaque-id.ts';

/** The token of a session's forms. It is derived from the identifier that only the browser holds. */
export const csrfTokenOf = (sessionId: string): string => hashOpaqueId(`form token of ${sessionId}`);

const isEqual = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOpaqueId(one)), Buffer.from(hashOpaqueId(other)));

/** @throws DesktopError `desktop.forbidden_origin`. */
export function assertOwnForm(
  request: FastifyRequest,
  expected: { readonly origin: string; readonly sessionId: string; readonly token: unknown },
): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    (origin !== undefined && origin !== expected.origin) || (site !== undefined && site !== 'same-origin');
  const token = typeof expected.token === 'string' ? expected.token : '';
  if (isForeign || !isEqual(token, csrfTokenOf(expected.sessionId))) {
    throw new DesktopError('desktop.forbidden_origin', { expected: expected.origin, received: origin ?? 'no origin' });
  }
}
