/** The head of every page: title, icon, font and styles of the build. */
import { escapeHtml } from '../document/escape-html.ts';
import type { AgentAssets } from './agent-assets.ts';

export interface DocumentHeadOptions {
  readonly assets: AgentAssets;
  /** Where the built files are served, with a slash at the end, e.g. `/assets/`. */
  readonly assetsHref: string;
  /** The nonce of this response's content security policy. */
  readonly nonce: string;
  readonly title: string;
}

/** The elements inside `<head>`, without scripts. */
export function documentHead({ assets, assetsHref, nonce, title }: DocumentHeadOptions): readonly string[] {
  const href = (file: string): string => escapeHtml(assetsHref + file);
  return [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="icon" type="image/svg+xml" href="${href('favicon.svg')}">`,
    assets.font === null
      ? ''
      : `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href(assets.font)}">`,
    ...assets.styles.map((file) => `<link rel="stylesheet" nonce="${escapeHtml(nonce)}" href="${href(file)}">`),
  ];
}
