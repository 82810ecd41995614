/** What the pages of the sandbox are made up with, read once at start: one style sheet and the icon of the tab. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

export const STYLESHEET_PATH = '/sandbox.css';
export const ICON_PATH = '/sandbox.svg';

const files = [
  { path: STYLESHEET_PATH, type: 'text/css' },
  { path: ICON_PATH, type: 'image/svg+xml' },
] as const;

/** Serves the files at {@link STYLESHEET_PATH} and {@link ICON_PATH}. */
export async function serveAssets(server: FastifyInstance): Promise<void> {
  for (const { path, type } of files) {
    const text = await readFile(new URL(`.${path}`, import.meta.url), 'utf8');
    server.get(path, (_request, reply) =>
      reply.headers({ 'cache-control': 'max-age=300', 'x-content-type-options': 'nosniff' }).type(type).send(text),
    );
  }
}
