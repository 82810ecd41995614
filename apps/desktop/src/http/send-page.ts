/** Sends a page with the headers that every page has: nothing inline, nothing from elsewhere, never in a frame. */

import type { Html } from '@cordboard/page-server/html';
import type { FastifyReply } from 'fastify';
import type { RandomBytes } from '../desktop-options.ts';
import type { PageContext } from '../pages/layout.ts';

export type PageSender = (
  reply: FastifyReply,
  page: (context: PageContext) => Html,
  statusCode?: number,
) => FastifyReply;

const NONCE_OCTETS = 16;

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export function createPageSender(options: { readonly assetsPath: string; readonly random: RandomBytes }): PageSender {
  return (reply, page, statusCode = 200) => {
    const nonce = Buffer.from(options.random(NONCE_OCTETS)).toString('base64');
    return reply
      .code(statusCode)
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': policy(nonce),
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      })
      .type('text/html; charset=utf-8')
      .send(page({ assetsPath: options.assetsPath, nonce }).text);
  };
}
