/** Shown after the local sign-out of the sandbox. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../../web/layout.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

export const signedOutPage = (): Html =>
  layout({
    title: `Signed out – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    body: html`<h1>Signed out</h1>
<p>The session at the sandbox is over. Sessions in other applications are not affected.</p>
<p><a href="/">Sign in again</a></p>`,
  });
