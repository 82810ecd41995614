/** Asks for user name and password; the only page on which the sandbox ever does. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../../web/layout.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

export interface LoginPageOptions {
  /** The sign-in that waits for this login; absent when the person came to the portal. */
  readonly handle: string | undefined;
  /** Entity ID or name of the application that waits. */
  readonly forName: string | undefined;
  readonly login: string;
  readonly failed: boolean;
}

const failure = (failed: boolean): Html =>
  failed ? html`<p class="notice" role="alert" id="failure">User name or password is wrong.</p>` : html``;

const hiddenHandle = (handle: string | undefined): Html =>
  handle === undefined ? html`` : html`<input type="hidden" name="request" value="${handle}">`;

export const loginPage = (options: LoginPageOptions): Html => {
  const focusPassword = options.login !== '';
  const purpose = options.forName === undefined ? 'to see your applications' : `to continue to ${options.forName}`;
  return layout({
    title: `Sign in – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    body: html`<h1>Sign in</h1>
<p class="muted">${purpose}</p>
${failure(options.failed)}
<form class="stacked" method="post" action="/login">
${hiddenHandle(options.handle)}
<label for="login">User name</label>
<input type="text" id="login" name="login" value="${options.login}" autocomplete="username" autocapitalize="none" spellcheck="false" required ${focusPassword ? '' : 'autofocus'}>
<label for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="current-password" required ${focusPassword ? 'autofocus' : ''}>
<button type="submit">Sign in</button>
</form>`,
  });
};
