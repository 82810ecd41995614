/** Sends agent pages: the portal's build names the files, the portal's own code makes the document. */
import { join } from 'node:path';
import type { AgentPage, FormPage } from '@cordboard/contract/agent-page';
import { readAgentAssets } from '@cordboard/portal/agent-assets';
import { renderAgentDocument } from '@cordboard/portal/agent-document';
import { renderFormDocument } from '@cordboard/portal/form-document';
import type { FastifyReply } from 'fastify';
import { readManifest } from './read-manifest.ts';
import { applyPageHeaders } from './security-headers.ts';

export interface AgentPageRenderer {
  /** Sends the page with its headers. */
  send(reply: FastifyReply, page: AgentPage, status?: number): FastifyReply;
  /** The same for a page without script. */
  sendForm(reply: FastifyReply, page: FormPage, status?: number): FastifyReply;
}

/**
 * Reads the build's manifest once.
 *
 * @throws CordboardError `config.invalid` when the portal was not built.
 */
export const createAgentPageRenderer = (options: {
  readonly distFolder: string;
  /** URL path under which the build is served, with a slash at its end: `/assets/`. */
  readonly assetPath: string;
  readonly random: (size: number) => Uint8Array;
}): AgentPageRenderer => {
  const assets = readManifest(options.distFolder, join('.vite', 'manifest.json'), readAgentAssets);
  return {
    send(reply, page, status = 200) {
      const nonce = Buffer.from(options.random(16)).toString('base64');
      applyPageHeaders(reply, nonce);
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .send(renderAgentDocument({ page, assets, assetsHref: options.assetPath, nonce, language: 'en' }));
    },
    sendForm(reply, page, status = 200) {
      const nonce = Buffer.from(options.random(16)).toString('base64');
      applyPageHeaders(reply, nonce);
      return reply
        .code(status)
        .type('text/html; charset=utf-8')
        .send(renderFormDocument({ page, assets, assetsHref: options.assetPath, nonce }));
    },
  };
};
