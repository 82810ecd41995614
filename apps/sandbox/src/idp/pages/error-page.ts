/** Says what the sandbox refused. Its readers set up sign-on, so nothing is held back. */

import { type Html, html } from '@cordboard/page-server/html';
import type { SamlError } from '@cordboard/saml';
import { SandboxError, sandboxErrorCatalogue } from '../../sandbox-error.ts';
import { layout } from '../../web/layout.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

interface Shown {
  readonly code: string;
  readonly what: string;
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
}

const describe = (error: SandboxError | SamlError): Shown => ({
  code: error.code,
  what: error instanceof SandboxError ? sandboxErrorCatalogue[error.code] : error.message.slice(error.code.length + 2),
  expected: error.expected,
  received: error.received,
});

const row = (name: string, value: string | undefined): Html =>
  value === undefined ? html`` : html`<dt>${name}</dt><dd><code>${value}</code></dd>`;

export const errorPage = (error: SandboxError | SamlError, what: 'sign-in' | 'sign-out'): Html => {
  const shown = describe(error);
  return layout({
    title: `Refused – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    body: html`<h1>The ${what} cannot go on</h1>
<p>${shown.what}</p>
<dl>${row('Code', shown.code)}${row('Expected', shown.expected)}${row('Received', shown.received)}</dl>
<p><a href="/">Go to the portal</a></p>`,
  });
};
