/** The pages of the sample application. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../web/layout.ts';

/** Who the hub says is signed in. */
export interface SamplePerson {
  readonly subject: string;
  readonly name: string;
  readonly login: string | undefined;
  readonly email: string | undefined;
  readonly connectionName: string | undefined;
  /** When the person signed in at the identity provider (claim `auth_time`), if the hub says so. */
  readonly signedInAt: Date | undefined;
}

const BANNER = 'Queue Dashboard – sample application for demo and tests';

const row = (name: string, value: string | undefined): Html =>
  value === undefined ? html`` : html`<dt>${name}</dt><dd>${value}</dd>`;

/** A page that says one thing. */
export const samplePage = (title: string, text: string): Html =>
  layout({
    title: `${title} – Queue Dashboard`,
    banner: BANNER,
    body: html`<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">Sign in again</a></p>`,
  });

export const dashboardPage = (person: SamplePerson): Html =>
  layout({
    title: 'Queue Dashboard',
    banner: BANNER,
    body: html`<h1>Queue Dashboard</h1>
<p class="muted">Signed in as <strong>${person.name}</strong></p>
<dl>
${row('Login', person.login)}
${row('E-mail', person.email)}
${row('Identity provider', person.connectionName)}
${row('Signed in at', person.signedInAt?.toISOString())}
<dt>Subject</dt><dd><code>${person.subject}</code></dd>
</dl>`,
  });
