/**
 * `npm run test:mutation -w packages/saml -- [-m FILES] [--constants] [--force] [--write]`: Stryker changes the checks, signatures and encryption of the
 * kernel in every small way, one at a time, and a test has to fail each time. Ends with `N passed, N failed`, counted in
 * mutants: one that survives fails unless it is judged in judgements.json. `-m` chooses files of src/, with commas between them;
 * results of earlier runs are kept and reused while neither the code nor its tests change. `--constants` tries what is evaluated
 * while a module is loaded as well, each with every test again: a third more time. `--force` reuses nothing of what it tries: that
 * a test is new is not noticed for constants. `--write` writes
 * docs/mutation.md anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Judgement, type MutationReport, scoresOf, survivorsOf } from './survivors.ts';
import { mutationDocument } from './write-document.ts';

const PACKAGE = join(import.meta.dirname, '..', '..');
const DOCUMENT = join(PACKAGE, '..', '..', 'docs', 'mutation.md');

const { values } = parseArgs({
  options: {
    mutate: { type: 'string', short: 'm' },
    constants: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    /** The document anew from the last report, without a run. */
    report: { type: 'boolean', default: false },
  },
});

const read = (...path: readonly string[]): string => readFileSync(join(PACKAGE, ...path), 'utf8');

/** The settings, and where they are when the mutants in constants are to be tried. */
const SETTINGS = 'stryker.config.json';
const WITH_CONSTANTS = join('.mutation', 'with-constants.json');

const settingsFile = (): string => {
  if (!values.constants) return SETTINGS;
  mkdirSync(join(PACKAGE, '.mutation'), { recursive: true });
  writeFileSync(join(PACKAGE, WITH_CONSTANTS), JSON.stringify({ ...JSON.parse(read(SETTINGS)), ignoreStatic: false }));
  return WITH_CONSTANTS;
};

const runStryker = (): boolean => {
  const chosen = values.mutate === undefined ? [] : ['--mutate', values.mutate];
  const { status } = spawnSync('stryker', ['run', settingsFile(), ...chosen, ...(values.force ? ['--force'] : [])], {
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
