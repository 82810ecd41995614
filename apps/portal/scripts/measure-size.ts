/**
 * Prints what one agent page costs to load (script and styles, gzip, without fonts) and fails above
 * the budget. Run it after `npm run build`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readAgentAssets } from '../src/agent-document/agent-assets.ts';

const budgetKb = 80;
const dist = join(import.meta.dirname, '../dist');
const assets = readAgentAssets(JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')));

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
const within = total < budgetKb * 1000;
console.log(`agent page: ${(total / 1000).toFixed(1)} kB gzip, budget ${budgetKb} kB: ${within ? 'met' : 'exceeded'}`);
process.exitCode = within ? 0 : 1;
