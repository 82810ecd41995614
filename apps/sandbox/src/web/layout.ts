/** The frame around every page of the sandbox; the banner says on each what it is. */

import { type Html, html } from '@cordboard/page-server/html';
import { ICON_PATH, STYLESHEET_PATH } from './assets.ts';

export interface LayoutOptions {
  readonly title: string;
  /** What the banner says. */
  readonly banner: string;
  readonly wide?: boolean | undefined;
  readonly body: Html;
}

export const layout = (options: LayoutOptions): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${options.title}</title>
<link rel="icon" type="image/svg+xml" href="${ICON_PATH}">
<link rel="stylesheet" href="${STYLESHEET_PATH}">
</head>
<body>
<header class="banner">${options.banner}</header>
<main class="${options.wide === true ? 'wide' : ''}">
${options.body}
</main>
</body>
</html>
`;
