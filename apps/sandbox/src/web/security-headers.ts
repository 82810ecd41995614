/** What every page of the sandbox is sent with: nothing inline, nothing from elsewhere, never in a frame. */

import type { Html } from '@cordboard/page-server/html';
import type { FastifyReply } from 'fastify';

/** The pages have no script; `form-action` is per page, because Chromium also applies it to redirects. */
const pagePolicy = (formAction: string): string =>
  `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction}`;

const COMMON_HEADERS = {
  'cache-control': 'no-store',
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** Sends a page of our own. */
export const sendPage = (reply: FastifyReply, page: Html, statusCode = 200): FastifyReply =>
  reply
    .code(statusCode)
    .headers({ ...COMMON_HEADERS, 'content-security-policy': pagePolicy("'self'") })
    .type('text/html; charset=utf-8')
    .send(page.text);

/**
 * Sends the page that posts a message to a service provider. It has no `form-action`: the service provider may
 * redirect to any application, and Chromium would check each step.
 */
export const sendPostForm = (reply: FastifyReply, page: string, nonce: string): FastifyReply =>
  reply
    .headers({
      ...COMMON_HEADERS,
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    })
    .type('text/html; charset=utf-8')
    .send(page);

/** Sends a page of our own that leads on by a script. */
export const sendScriptPage = (reply: FastifyReply, page: Html, nonce: string): FastifyReply =>
  reply
    .headers({
      ...COMMON_HEADERS,
      'content-security-policy': `${pagePolicy("'none'")}; script-src 'nonce-${nonce}'`,
    })
    .type('text/html; charset=utf-8')
    .send(page.text);
