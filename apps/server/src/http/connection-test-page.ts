/** The two ends of a test of a connection in the browser: the link that begins it, and the page that it ends on. */
import { html } from '@cordboard/page-server/html';
import type { FastifyReply } from 'fastify';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { BeginSignInInput } from '../sign-in/begin-sign-in.ts';
import type { CompleteResult } from '../sign-in/flow.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';
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
:root { color-scheme: light dark; font: 16px/1.5 "Inter Variable", Inter, "Segoe UI", Roboto, sans-serif; }
body { margin: 0; padding: 15vh 24px 24px; background: light-dark(#f5f7fa, #12161c); color: light-dark(#1a2230, #e8ecf2); }
main { max-width: 30rem; margin: 0 auto; }
h1 { font-size: 1.4rem; margin: 0 0 12px; }
.next { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 20px; }
a { color: light-dark(#1b56a8, #94b9f3); }
button { font: inherit; font-weight: 600; min-height: 42px; padding: 0 20px; border: 1px solid transparent; border-radius: 6px;
  background: #1f5fb8; color: #fff; cursor: pointer; }
button:focus-visible { outline: 2px solid light-dark(#1f5fb8, #8ab8f5); outline-offset: 2px; }
`;

const WORDS = {
  failed: {
    title: 'The test failed',
    text: 'The sign-in was refused. Why, and who can do something about it, is in the Administration Portal.',
  },
  recognised: {
    title: 'The test succeeded',
    text: 'The answer of the identity provider was accepted. The result is in the Administration Portal.',
  },
  unknown: {
    title: 'The answer was accepted',
    text: 'It was about somebody who is no administrator here, so single sign-on cannot be enabled with it. The Administration Portal says what to do.',
  },
} as const;

/** Where the portal shows the result: for tests in the portal's own tab, where no window is left to close. */
const resultUrl = (hub: Hub, { view }: RealmContext, test: ConnectionTestRecord): string => {
  const connection = view.connections.find(({ id }) => id === test.connectionId);
  const serviceProvider = view.serviceProviders.find(({ id }) => id === test.serviceProviderId);
  const realm = [view.company.slug, view.environment.slug, 'realms', view.realm.slug];
  const place = ['single-sign-on', serviceProvider?.slug ?? '-', connection?.slug ?? '-', 'tests', test.id];
  return `${hub.installationUrl}/admin/${[...realm, ...place].map(encodeURIComponent).join('/')}`;
};

interface LastPage {
  readonly words: keyof typeof WORDS;
  readonly test: ConnectionTestRecord | null;
  readonly reference?: string;
}

const sendLastPage = (hub: Hub, realm: RealmContext, reply: FastifyReply, page: LastPage): FastifyReply => {
  const nonce = Buffer.from(hub.random(16)).toString('base64');
  applyPageHeaders(reply, nonce);
  const { title, text } = WORDS[page.words];
  const href = page.test === null ? `${hub.installationUrl}/admin/` : resultUrl(hub, realm, page.test);
  const last = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${page.reference === undefined ? html`` : html`<p>Reference <strong>${page.reference}</strong></p>`}
<p class="next"><button type="button" id="close">Close this window</button> <a href="${href}">Go to the result</a></p>
</main>
<script nonce="${nonce}">document.getElementById('close').addEventListener('click', () => window.close());</script>
</body>
</html>
`;
  return reply.type('text/html; charset=utf-8').send(last.text);
};

/** The last page of a test. The portal learns the result from the hub, not from this window. */
export const sendTested = async (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  result: Extract<CompleteResult, { kind: 'tested' }>,
): Promise<FastifyReply> => {
  if (result.requestId !== null) {
    const used = requestCookie(realm, result.requestId);
    reply.clearCookie(used.name, used.options);
  }
  const test = await hub.storage.read.findConnectionTest(result.test);
  return sendLastPage(hub, realm, reply, { words: result.recognisedAs === null ? 'unknown' : 'recognised', test });
};

/** Tests of one connection among which the one of an attempt is looked for. */
const RECENT = 20;

/** The test that a refused attempt belongs to, or null for a sign-in. */
export const testOfAttempt = async (hub: Hub, reference: string): Promise<ConnectionTestRecord | null> => {
  const { read } = hub.storage;
  const attempt = await read.findAttemptByReference(reference);
  if (attempt === null || attempt.connectionId === null) {
    return null;
  }
  const recent = await read.listConnectionTests(attempt.connectionId, RECENT);
  return recent.find(({ attemptId }) => attemptId === attempt.id) ?? null;
};

/** The last page of a test whose sign-in was refused. */
export const sendFailedTest = (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  failed: { readonly test: ConnectionTestRecord; readonly reference: string; readonly status: number },
): FastifyReply => {
  const { test, reference, status } = failed;
  return sendLastPage(hub, realm, reply.code(status), { words: 'failed', test, reference });
};
