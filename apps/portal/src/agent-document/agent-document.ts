/**
 * The HTML of an agent page: what the hub answers, with the page document inside. It works under a
 * policy without inline styles and with scripts by nonce only; the JSON is data, so it needs none.
 */
import type { AgentPage } from '@cordboard/contract/agent-page';
import { createMessages } from '../agent/messages/message.ts';
import { pageTitle } from '../agent/page-title.ts';
import { escapeHtml } from '../document/escape-html.ts';
import type { AgentAssets } from './agent-assets.ts';
import { documentHead } from './document-head.ts';

/** What the document is made from. */
export interface AgentDocumentOptions {
  readonly page: AgentPage;
  readonly assets: AgentAssets;
  /** Where the built files are served, with a slash at the end, e.g. `/assets/`. */
  readonly assetsHref: string;
  /** The nonce of this response's content security policy. */
  readonly nonce: string;
  /** BCP 47 language of the page; a language that the pages do not speak becomes English. */
  readonly language: string;
}

/** Writes the HTML document of one page. Every value is escaped for where it stands. */
export function renderAgentDocument(options: AgentDocumentOptions): string {
  const { page, assets } = options;
  const messages = createMessages(options.language);
  const href = (file: string): string => escapeHtml(options.assetsHref + file);
  const nonce = `nonce="${escapeHtml(options.nonce)}"`;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(messages.locale)}">`,
    '<head>',
    ...documentHead({ ...options, title: pageTitle(page, messages) }),
    ...assets.imports.map((file) => `<link rel="modulepreload" ${nonce} href="${href(file)}">`),
    `<script type="module" ${nonce} src="${href(assets.script)}"></script>`,
    '</head>',
    '<body>',
    '<div id="root"></div>',
    `<noscript>${escapeHtml(messages.message('document.noScript'))}</noscript>`,
    `<script type="application/json" id="page">${scriptJson(page)}</script>`,
    '</body>',
    '</html>',
  ]
    .filter(Boolean)
    .join('\n');
}

/** JSON that can stand inside a script element: no `<` in it can end the element or begin a comment. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
