/** Headers of every response, and the content security policy of pages. */
import type { FastifyReply } from 'fastify';

/** The policy of an agent page: nothing but our own files and what carries this response's nonce. */
const pagePolicy = (nonce: string, frameAncestors: string): readonly string[] => [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  `frame-ancestors ${frameAncestors}`,
];

export const applyCommonHeaders = (reply: FastifyReply, secure: boolean): void => {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('cross-origin-opener-policy', 'same-origin-allow-popups');
  reply.header('cross-origin-resource-policy', 'same-origin');
  if (secure) {
    reply.header('strict-transport-security', 'max-age=31536000');
  }
};

/**
 * For a page of ours: forms go nowhere else. They say where they come from, to us alone: under
 * `no-referrer` browsers send `Origin: null` with them.
 */
export const applyPageHeaders = (reply: FastifyReply, nonce: string): void => {
  reply.header('content-security-policy', [...pagePolicy(nonce, "'none'"), "form-action 'self'"].join('; '));
  reply.header('x-frame-options', 'DENY');
  reply.header('cache-control', 'no-store');
  reply.header('referrer-policy', 'same-origin');
};

/**
 * The origin of an address as a policy can name it. Null for a host of other characters: URLs allow some that end a source
 * or a whole policy, and `*` would stand for others.
 */
const frameSource = (url: string): string | null => {
  const { origin } = new URL(url);
  return /^https?:\/\/[a-z0-9._-]+(:\d+)?$/.test(origin) ? origin : null;
};

/**
 * For the page that posts itself to an identity provider: without `form-action`, because browsers
 * apply it along every redirect that the identity provider makes.
 *
 * @param framedBy an address whose origin may show it in a frame; nobody by default
 */
export const applyAutoPostHeaders = (reply: FastifyReply, nonce: string, framedBy?: string): void => {
  const source = framedBy === undefined ? null : frameSource(framedBy);
  reply.header('content-security-policy', pagePolicy(nonce, source ?? "'none'").join('; '));
  if (source === null) {
    reply.header('x-frame-options', 'DENY');
  }
  reply.header('cache-control', 'no-store');
};
