/** The frame around every page of the desktop. */
import { type Html, html } from '@cordboard/page-server/html';

/** What a page needs from the server around it. */
export interface PageContext {
  /** Path of the assets of this build, without a trailing slash. */
  readonly assetsPath: string;
  /** Nonce of the Content-Security-Policy of this response. */
  readonly nonce: string;
}

export interface LayoutOptions {
  readonly title: string;
  readonly kind: 'narrow' | 'desktop';
  /** File name of a script module, if the page has one. */
  readonly script?: string | undefined;
  readonly body: Html;
}

const script = (context: PageContext, name: string | undefined): Html =>
  name === undefined
    ? html``
    : html`<script type="module" nonce="${context.nonce}" src="${context.assetsPath}/${name}"></script>`;

export const layout = (context: PageContext, options: LayoutOptions): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${options.title} – Agent Desktop</title>
<link rel="icon" type="image/svg+xml" href="${context.assetsPath}/favicon.svg">
<link rel="preload" as="font" type="font/woff2" crossorigin href="${context.assetsPath}/inter-latin.woff2">
<link rel="stylesheet" href="${context.assetsPath}/desktop.css">
${script(context, options.script)}
</head>
<body class="${options.kind}">
${options.body}
</body>
</html>
`;
