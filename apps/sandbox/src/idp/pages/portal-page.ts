/** The portal of the sandbox identity provider: its tiles, as a vendor's own launch page has them. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../../web/layout.ts';
import type { SandboxApp, SandboxUser } from '../sandbox-idp-options.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

const tile = (app: SandboxApp): Html => {
  const href = app.kind === 'saml' ? `/deep-link/${app.slug}` : app.href;
  const note = app.kind === 'saml' ? 'Single sign-on' : 'Bookmark';
  return html`<li><a href="${href}">${app.name}<span>${note}</span></a></li>`;
};

const EVERYWHERE = html`<form method="post" action="/logout/everywhere"><button class="plain" type="submit">Sign out everywhere</button></form>`;

export interface PortalPageOptions {
  readonly user: SandboxUser;
  readonly apps: readonly SandboxApp[];
  /** This session was used at service providers, which can be told of a sign-out. */
  readonly everywhere: boolean;
}

/** Hidden applications are left out. */
export const portalPage = ({ user, apps, everywhere }: PortalPageOptions): Html => {
  const tiles = apps.filter((app) => app.hidden !== true).map(tile);
  return layout({
    title: `Applications – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    wide: true,
    body: html`<h1>Your applications</h1>
<div class="top">
<p class="muted">Signed in as ${user.firstName} ${user.lastName} (${user.login})</p>
<form method="post" action="/logout"><button class="plain" type="submit">Sign out</button></form>
${everywhere ? EVERYWHERE : html``}
</div>
${tiles.length === 0 ? html`<p>No applications are set up.</p>` : html`<ul class="tiles">${tiles}</ul>`}`,
  });
};
