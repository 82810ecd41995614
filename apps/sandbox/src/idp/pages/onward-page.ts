/** Leads on to a service provider with a signed message, where a redirect would not be followed. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../../web/layout.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

export interface OnwardPageOptions {
  readonly url: string;
  /** Of the script. */
  readonly nonce: string;
  /** Name or entity ID of the service provider. */
  readonly name: string;
}

/** The link is always there, so the page works without scripts too. */
export const onwardPage = (options: OnwardPageOptions): Html =>
  layout({
    title: `Signing out – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    body: html`<h1>Signing out</h1>
<p>You are being signed out of ${options.name}. If nothing happens, use the link.</p>
<p><a id="onward" href="${options.url}">Continue</a></p>
<script nonce="${options.nonce}">location.replace(document.getElementById('onward').href);</script>`,
  });
