/** Asks the signed-in agent for the one thing the desktop cannot know: which phone stands in front of them. */

import { type Html, html } from '@cordboard/page-server/html';
import type { DesktopErrorCode } from '../desktop-error.ts';
import type { Person } from '../session/desktop-session.ts';
import { alertIcon, checkIcon, logo } from './icons.ts';
import { layout, type PageContext } from './layout.ts';

export type ExtensionProblem = Extract<
  DesktopErrorCode,
  | 'desktop.extension_missing'
  | 'desktop.extension_not_digits'
  | 'desktop.extension_too_long'
  | 'desktop.extension_in_use'
>;

const PROBLEMS: Readonly<Record<ExtensionProblem, (extension: string) => string>> = {
  'desktop.extension_missing': () => 'Type the number of the phone in front of you.',
  'desktop.extension_not_digits': () => 'An extension has digits only, for example 1023.',
  'desktop.extension_too_long': () => 'An extension has at most 15 digits.',
  'desktop.extension_in_use': (extension) =>
    `Another agent is signed in with extension ${extension}. Check the number on your phone, or ask the agent to sign out.`,
};

export interface ExtensionPageOptions {
  readonly person: Person;
  readonly companyName: string | undefined;
  /** What stands in the field. */
  readonly extension: string;
  readonly problem: ExtensionProblem | undefined;
  readonly csrfToken: string;
}

const signedInAs = (person: Person): Html => {
  const login = person.login === undefined || person.login === person.displayName ? '' : ` (${person.login})`;
  const name = html`<strong>${person.displayName}</strong>${login}`;
  return person.connectionName === undefined
    ? html`Signed in as ${name}`
    : html`Signed in with ${person.connectionName} as ${name}`;
};

const problemText = (options: ExtensionPageOptions): Html =>
  options.problem === undefined
    ? html``
    : html`<p class="field-problem" id="extension-problem" role="alert">${alertIcon()}<span>${PROBLEMS[options.problem](options.extension)}</span></p>`;

const field = (options: ExtensionPageOptions): Html => {
  const isBad = options.problem !== undefined;
  const described = isBad ? 'extension-help extension-problem' : 'extension-help';
  return html`<label for="extension">Extension</label>
<p class="help" id="extension-help">The number of the phone in front of you</p>
${problemText(options)}
<input id="extension" name="extension" value="${options.extension}" type="text" inputmode="numeric" autocomplete="off" maxlength="40" spellcheck="false" aria-describedby="${described}" aria-invalid="${isBad ? 'true' : 'false'}" required autofocus>`;
};

export const extensionPage = (context: PageContext, options: ExtensionPageOptions): Html =>
  layout(context, {
    title: 'Sign in',
    kind: 'narrow',
    body: html`<main>
${logo()}
<h1>Agent Desktop</h1>
<p class="company">${options.companyName}</p>
<p class="signed-in">${checkIcon()}<span>${signedInAs(options.person)}</span></p>
<form method="post" action="/extension" novalidate>
<input type="hidden" name="token" value="${options.csrfToken}">
${field(options)}
<button class="primary" type="submit">Submit</button>
</form>
<p class="switch">Not ${options.person.firstName}? <a href="/switch-account">Switch account</a></p>
</main>`,
  });
