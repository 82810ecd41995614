/** The one style sheet of the sandbox's pages, read once at start. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

export const STYLESHEET_PATH = '/sandbox.css';

/** Serves the style sheet at {@link STYLESHEET_PATH}. */
export async function serveStylesheet(server: FastifyInstance): Promise<void> {
  const css = await readFile(new URL('./sandbox.css', import.meta.url), 'utf8');
  server.get(STYLESHEET_PATH, (_request, reply) =>
    reply.headers({ 'cache-control': 'max-age=300', 'x-content-type-options': 'nosniff' }).type('text/css').send(css),
  );
}
