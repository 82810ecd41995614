/**
 * The HTML of the Administration Portal: one document for all of its pages, which the script draws. It works under a
 * policy without inline styles and with scripts by nonce only; the portal's styles made at run time take the nonce
 * from the script element.
 */
import { type AgentAssets, readEntryAssets } from '../agent-document/agent-assets.ts';
import { escapeHtml } from '../document/escape-html.ts';

/** Key of the portal in its manifest. */
export const adminEntry = 'src/admin/main.tsx';

/** Where the build writes the portal's manifest, below the built files. */
export const adminManifest = '.vite/admin-manifest.json';

/** What the document is made from. */
export interface AdminDocumentOptions {
  readonly assets: AgentAssets;
  /** Where the built files are served, with a slash at the end, e.g. `/assets/`. */
  readonly assetsHref: string;
  /** Path below which the portal's own addresses lie, without a slash at the end, e.g. `/admin`. */
  readonly basePath: string;
  /** The nonce of this response's content security policy. */
  readonly nonce: string;
}

/**
 * Finds the portal's files.
 * @param manifest the parsed manifest
 * @throws {AgentAssetsError} `agent-assets.manifest_unusable` when the entry or one of its chunks is missing
 */
export function readAdminAssets(manifest: unknown): AgentAssets {
  return readEntryAssets(manifest, adminEntry);
}

/** Writes the HTML document. Every value is escaped for where it stands. */
export function renderAdminDocument(options: AdminDocumentOptions): string {
  const { assets } = options;
  const href = (file: string): string => escapeHtml(options.assetsHref + file);
  const nonce = `nonce="${escapeHtml(options.nonce)}"`;
  return [
    '<!doctype html>',
    `<html lang="en" data-base-path="${escapeHtml(options.basePath)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    '<title>Cordboard administration</title>',
    `<link rel="icon" type="image/svg+xml" href="${href('favicon.svg')}">`,
    assets.font === null
      ? ''
      : `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href(assets.font)}">`,
    ...assets.styles.map((file) => `<link rel="stylesheet" ${nonce} href="${href(file)}">`),
    ...assets.imports.map((file) => `<link rel="modulepreload" ${nonce} href="${href(file)}">`),
    `<script type="module" id="entry" ${nonce} src="${href(assets.script)}"></script>`,
    '</head>',
    '<body>',
    '<div id="root"></div>',
    '<noscript>The Administration Portal needs JavaScript. Allow it for this address and load the page again.</noscript>',
    '</body>',
    '</html>',
  ]
    .filter(Boolean)
    .join('\n');
}
