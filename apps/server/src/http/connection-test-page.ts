/** The two ends of a test of a connection in the browser: the link that begins it, and the page that it ends on. */
import { html } from '@cordboard/page-server/html';
import type { FastifyReply } from 'fastify';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import type { CompleteResult } from '../sign-in/flow.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';
import type { Hub } from './hub.ts';
import { requestCookie } from './realm-cookies.ts';
import { applyPageHeaders } from './security-headers.ts';

/**
 * What a test begins with. The link works once: its secret is known to the administrator who asked for the test.
 *
 * @throws CordboardError `sign-in.continuation` for a link that is none of ours, was used, or is over
 */
export const testInput = async (hub: Hub, realm: RealmContext, secret: string): Promise<BeginSignInInput> => {
  const test = await hub.storage.read.findConnectionTestByStart(hashSecret(secret));
  const isOpen =
    test !== null &&
    test.realmId === realm.view.realm.id &&
    test.attemptId === null &&
    test.finishedAt === null &&
    test.expiresAt > hub.clock();
  if (!isOpen) {
    throw new CordboardError('sign-in.continuation', { expected: 'the link of a test that has not begun' });
  }
  return { target: { kind: 'test', test: test.id } };
};

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 "Inter Variable", Inter, system-ui, sans-serif; }
body { margin: 0; padding: 15vh 24px 24px; background: light-dark(#f5f7fa, #12161c); color: light-dark(#1a2230, #e8ecf2); }
main { max-width: 30rem; margin: 0 auto; }
h1 { font-size: 1.4rem; margin: 0 0 12px; }
button { font: inherit; font-weight: 600; min-height: 42px; padding: 0 20px; border: 1px solid transparent; border-radius: 6px;
  background: #1f5fb8; color: #fff; cursor: pointer; }
button:focus-visible { outline: 2px solid light-dark(#1f5fb8, #8ab8f5); outline-offset: 2px; }
`;

const WORDS = {
  recognised: {
    title: 'The test succeeded',
    text: 'The answer of the identity provider was accepted. The result is in the Administration Portal.',
  },
  unknown: {
    title: 'The answer was accepted',
    text: 'It was about somebody who is no administrator here, so single sign-on cannot be enabled with it. The Administration Portal says what to do.',
  },
} as const;

/** The last page of a test. The portal learns the result from the hub, not from this window. */
export const sendTested = (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  result: Extract<CompleteResult, { kind: 'tested' }>,
): FastifyReply => {
  if (result.requestId !== null) {
    const used = requestCookie(realm, result.requestId);
    reply.clearCookie(used.name, used.options);
  }
  const nonce = Buffer.from(hub.random(16)).toString('base64');
  applyPageHeaders(reply, nonce);
  const { title, text } = WORDS[result.recognisedAs === null ? 'unknown' : 'recognised'];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><button type="button" id="close">Close this window</button></p>
</main>
<script nonce="${nonce}">document.getElementById('close').addEventListener('click', () => window.close());</script>
</body>
</html>
`;
  return reply.type('text/html; charset=utf-8').send(page.text);
};
