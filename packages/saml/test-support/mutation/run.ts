/**
 * `npm run test:mutation -w packages/saml -- [-m FILES] [--write]`: Stryker changes the checks, signatures and encryption of the
 * kernel in every small way, one at a time, and a test has to fail each time. Ends with `N passed, N failed`, counted in
 * mutants: one that survives fails unless it is judged in judgements.json. `-m` chooses files of src/, with commas between them;
 * results of earlier runs are kept and reused while neither the code nor its tests change. `--write` writes
 * docs/mutation.md anew.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Judgement, type MutationReport, scoresOf, survivorsOf } from './survivors.ts';
import { mutationDocument } from './write-document.ts';

const PACKAGE = join(import.meta.dirname, '..', '..');
const DOCUMENT = join(PACKAGE, '..', '..', 'docs', 'mutation.md');

const { values } = parseArgs({
  options: {
    mutate: { type: 'string', short: 'm' },
    write: { type: 'boolean', default: false },
    /** The document anew from the last report, without a run. */
    report: { type: 'boolean', default: false },
  },
});

const read = (...path: readonly string[]): string => readFileSync(join(PACKAGE, ...path), 'utf8');

const runStryker = (): boolean => {
  const chosen = values.mutate === undefined ? [] : ['--mutate', values.mutate];
  const { status } = spawnSync('stryker', ['run', ...chosen], {
    cwd: PACKAGE,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0;
};

if (!values.report && !runStryker()) {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  // Written by Stryker just now, and by nobody else; the judgements are of this repository.
  const report = JSON.parse(read('.mutation', 'report.json')) as MutationReport;
  const judgements = JSON.parse(read('test-support', 'mutation', 'judgements.json')) as readonly Judgement[];
  const survivors = survivorsOf(report, judgements);
  const scores = scoresOf(report);
  const unjudged = survivors.filter(({ why }) => why === undefined);
  for (const { file, line, mutant } of unjudged) console.log(`not judged: ${file}:${line} ${mutant}`);
  if (values.write || values.report) {
    writeFileSync(DOCUMENT, mutationDocument({ scores, survivors, run: read('test-support', 'mutation', 'run.md') }));
  }
  const caught = scores.reduce((total, score) => total + score.caught, 0);
  const judged = survivors.length - unjudged.length;
  console.log(
    `${caught} mutants were caught, ${judged} survived and are judged, ${unjudged.length} survived and are not`,
  );
  console.log(`${caught + judged} passed, ${unjudged.length} failed`);
  process.exitCode = unjudged.length === 0 ? 0 : 1;
}
