/**
 * Shows the built pages with invented data, on loopback and under the strict content security policy:
 * `npm run build -w @cordboard/portal && npm run preview -w @cordboard/portal`. Not part of the product.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { readAgentAssets } from '../src/agent-document/agent-assets.ts';
import { renderAgentDocument } from '../src/agent-document/agent-document.ts';
import { samplePages } from './sample-pages.ts';

const port = Number(process.argv[2] ?? 4180);
const dist = join(import.meta.dirname, '../dist');
const assets = readAgentAssets(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')));
const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(port, '127.0.0.1', () => {
  for (const name of Object.keys(samplePages)) console.log(`http://127.0.0.1:${port}/${name}`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.slice(1);
  if (path.startsWith('assets/')) return sendFile(path.slice('assets/'.length), response);
  if (path.startsWith('discover')) return sendDiscovery(path, request, response);
  const nonce = randomBytes(16).toString('base64');
  const page = samplePages[path === '' ? 'sign-in' : path] ?? samplePages['error-no-realm'];
  if (page === undefined) throw new Error('the samples have no page for unknown addresses');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
  });
  response.end(renderAgentDocument({ page, assets, assetsHref: '/assets/', nonce, language: 'en' }));
}

async function sendFile(file: string, response: ServerResponse): Promise<void> {
  const known = ['favicon.svg', 'logo-mark.svg', 'logo-mono.svg'].includes(file) || /^immutable\/[\w.-]+$/.test(file);
  if (!known) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream' });
  response.end(await readFile(join(dist, file)));
}

async function sendDiscovery(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await json(request);
  const status = { 'discover-busy': 429, 'discover-stale': 410, 'discover-broken': 500 }[path] ?? 200;
  const found = JSON.stringify(body).includes('@acme.example');
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ? { found, href: '/launchpad' } : { found }));
}
