/** `npm run bench -- NAME`: measures one thing beside its peers. CPU time, medians, interleaved. */
import { parseArgs } from 'node:util';
import { benchDecryption } from './decryption.ts';
import type { MeasureOptions } from './measure.ts';
import { benchHostile } from './saml/bench-hostile.ts';
import { benchRequests, benchSaml, benchVerify } from './saml/bench-saml.ts';
import { benchLinear } from './saml/linear.ts';

const benches: Readonly<Record<string, (options: MeasureOptions) => Promise<void>>> = {
  saml: benchSaml,
  verify: benchVerify,
  requests: benchRequests,
  hostile: benchHostile,
  linear: benchLinear,
  decryption: benchDecryption,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '9' },
    slice: { type: 'string', default: '250' },
    'warm-up': { type: 'string', default: '4000' },
  },
});

const run = Object.entries(benches).find(([name]) => name === positionals[0])?.[1];
const rounds = Number(values.rounds);
const sliceMs = Number(values.slice);
const warmUpMs = Number(values['warm-up']);
if (run === undefined || !Number.isInteger(rounds) || rounds < 1 || !(sliceMs > 0) || !(warmUpMs >= 0)) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--rounds N] [--slice MS] [--warm-up MS]`);
  process.exitCode = 2;
} else {
  console.log(
    `node ${process.version}, ${process.platform} ${process.arch}, ${rounds} rounds of ${sliceMs} ms each, after ${warmUpMs} ms`,
  );
  await run({ rounds, sliceMs, warmUpMs });
}
