/**
 * Turns page data into HTML. The portal's build names the script and style files; the data travels
 * as JSON in the page, so that it can be used as soon as the script has loaded.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentPage } from '@cordboard/contract/agent-page';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import { applyPageHeaders } from './security-headers.ts';

const manifestEntry = z.object({
  file: z.string(),
  css: z.array(z.string()).optional(),
  imports: z.array(z.string()).optional(),
});
const manifestFile = z.record(z.string(), manifestEntry);

/** Key of the agent pages in the build's manifest. */
const ENTRY = 'src/agent/main.tsx';

export interface AgentPageRenderer {
  /** Sends the page with its headers. */
  send(reply: FastifyReply, page: AgentPage, status?: number): FastifyReply;
}

const titles: Record<AgentPage['kind'], string> = {
  'sign-in': 'Sign in',
  launchpad: 'Applications',
  error: 'Sign-in did not work',
  'signed-out': 'Signed out',
};

/** JSON that cannot end the script element it stands in, nor open a comment there. */
const scriptJson = (page: AgentPage): string =>
  JSON.stringify(page).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/**
 * Reads the build's manifest once.
 *
 * @throws CordboardError `config.invalid` when the portal was not built.
 */
export const createAgentPageRenderer = (options: {
  readonly distFolder: string;
  /** URL path under which the build is served, e.g. `/assets`. */
  readonly assetPath: string;
  readonly random: (size: number) => Uint8Array;
}): AgentPageRenderer => {
  const path = join(options.distFolder, '.vite', 'manifest.json');
  let manifest: z.infer<typeof manifestFile>;
  try {
    manifest = manifestFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new CordboardError('config.invalid', {
      expected: 'the built pages (npm run build -w @cordboard/portal)',
      received: path,
      cause: error,
    });
  }
  const entry = manifest[ENTRY];
  if (entry === undefined) {
    throw new CordboardError('config.invalid', { expected: ENTRY, received: Object.keys(manifest).join(', ') });
  }
  const asset = (file: string): string => `${options.assetPath}/${file}`;
  const styles = (entry.css ?? []).map((file) => `<link rel="stylesheet" href="${asset(file)}">`).join('');
  const preloads = (entry.imports ?? [])
    .map((key) => manifest[key]?.file)
    .filter((file) => file !== undefined)
    .map((file) => `<link rel="modulepreload" href="${asset(file)}">`)
    .join('');
  return {
    send(reply, page, status = 200) {
      const nonce = Buffer.from(options.random(16)).toString('base64');
      applyPageHeaders(reply, nonce);
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .send(
          `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${titles[page.kind]}</title><link rel="icon" href="${asset('favicon.svg')}" type="image/svg+xml">${styles}${preloads}</head><body><div id="root"></div><script type="application/json" id="page" nonce="${nonce}">${scriptJson(page)}</script><script type="module" src="${asset(entry.file)}" nonce="${nonce}"></script></body></html>`,
        );
    },
  };
};
