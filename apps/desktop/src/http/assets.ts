/**
 * The files that the pages load: style sheet, script modules, font, mark. They are read once at start and served under
 * a path that names their content, so browsers keep them for good and a new version is never mixed with an old one.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

export interface Assets {
  /** Path of the files of this build, without a trailing slash. */
  readonly path: string;
  register(server: FastifyInstance): void;
}

const FONT_FACE = `@font-face {
  font-family: "Inter Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("inter-latin.woff2") format("woff2");
}
@font-face {
  font-family: "Inter Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("inter-latin-ext.woff2") format("woff2");
  unicode-range: U+100-2BA, U+2BD-2C5, U+2C7-2CC, U+2CE-2D7, U+2DD-2FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF;
}
`;

const own = (path: string): Promise<Buffer> => readFile(new URL(path, import.meta.url));

const fromPackage = (specifier: string): Promise<Buffer> => readFile(new URL(import.meta.resolve(specifier)));

const FONT_FILES = '@fontsource-variable/inter/files';
const SCRIPT = 'text/javascript; charset=utf-8';

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="#1f5fb8"/><path d="M4 4v3.5c0 7 8 7 8 0" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round"/><g fill="#fff"><circle cx="4" cy="4" r="2"/><circle cx="12" cy="7" r="2"/></g></svg>`;

const readAssets = async (): Promise<ReadonlyMap<string, Asset>> => {
  const rules = await Promise.all(['base', 'narrow', 'desktop'].map((name) => own(`../pages/${name}.css`)));
  const css = [await fromPackage('@cordboard/portal/tokens.css'), Buffer.from(FONT_FACE), ...rules];
  return new Map<string, Asset>([
    ['desktop.css', { type: 'text/css; charset=utf-8', body: Buffer.concat(css) }],
    ['desktop-client.js', { type: SCRIPT, body: await own('../client/desktop-client.js') }],
    ['format-duration.js', { type: SCRIPT, body: await own('../client/format-duration.js') }],
    [
      'inter-latin.woff2',
      { type: 'font/woff2', body: await fromPackage(`${FONT_FILES}/inter-latin-wght-normal.woff2`) },
    ],
    [
      'inter-latin-ext.woff2',
      { type: 'font/woff2', body: await fromPackage(`${FONT_FILES}/inter-latin-ext-wght-normal.woff2`) },
    ],
    ['favicon.svg', { type: 'image/svg+xml', body: Buffer.from(FAVICON) }],
  ]);
};

const versionOf = (assets: ReadonlyMap<string, Asset>): string => {
  const hash = createHash('sha256');
  for (const { body } of assets.values()) {
    hash.update(body);
  }
  return hash.digest('hex').slice(0, 12);
};

export async function loadAssets(): Promise<Assets> {
  const assets = await readAssets();
  const path = `/assets/${versionOf(assets)}`;
  return {
    path,
    register: (server) => {
      for (const [name, asset] of assets) {
        server.get(`${path}/${name}`, (_request, reply) =>
          reply
            .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
            .type(asset.type)
            .send(asset.body),
        );
      }
    },
  };
}
