/** Pages that say one thing and offer one way on: errors, an ended session, signed out. */
import { type Html, html } from '@cordboard/page-server/html';
import { logo } from './icons.ts';
import { layout, type PageContext } from './layout.ts';

export interface MessagePageOptions {
  readonly title: string;
  /** One or two sentences in plain words. */
  readonly text: string;
  readonly action: { readonly label: string; readonly href: string };
  /** A second way on, below the first. */
  readonly link?: { readonly label: string; readonly href: string } | undefined;
}

const secondWay = (link: MessagePageOptions['link']): Html =>
  link === undefined ? html`` : html`<p class="switch"><a href="${link.href}">${link.label}</a></p>`;

export const messagePage = (context: PageContext, options: MessagePageOptions): Html =>
  layout(context, {
    title: options.title,
    kind: 'narrow',
    body: html`<main>
${logo()}
<h1>${options.title}</h1>
<p class="text">${options.text}</p>
<a class="primary" href="${options.action.href}">${options.action.label}</a>
${secondWay(options.link)}
</main>`,
  });
