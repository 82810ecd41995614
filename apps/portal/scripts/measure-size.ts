/**
 * Prints what one agent page costs to load (script and styles, gzip, without fonts) and fails above
 * the budget; then what the Administration Portal costs before its first page. Run it after `npm run build`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { adminManifest, readAdminAssets } from '../src/admin-document/admin-document.ts';
import { type AgentAssets, readAgentAssets } from '../src/agent-document/agent-assets.ts';

const budgetKb = 80;
const dist = join(import.meta.dirname, '../dist');
const readManifest = (name: string): unknown => JSON.parse(readFileSync(join(dist, name), 'utf8'));

/** Bytes of the files after gzip, each printed. */
const measure = (assets: AgentAssets): number => {
  let total = 0;
  for (const file of [assets.script, ...assets.imports, ...assets.styles]) {
    const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
    total += size;
    console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
  }
  if (assets.font !== null) {
    const font = readFileSync(join(dist, assets.font)).length;
    console.log(`${(font / 1000).toFixed(1).padStart(7)} kB  ${assets.font} (font, not counted)`);
  }
  return total;
};

const agent = measure(readAgentAssets(readManifest('.vite/manifest.json')));
const within = agent < budgetKb * 1000;
console.log(`agent page: ${(agent / 1000).toFixed(1)} kB gzip, budget ${budgetKb} kB: ${within ? 'met' : 'exceeded'}`);
const admin = measure(readAdminAssets(readManifest(adminManifest)));
console.log(`administration, before its first page: ${(admin / 1000).toFixed(1)} kB gzip`);
process.exitCode = within ? 0 : 1;
