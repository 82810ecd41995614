/** Runs vitest and closes with the one line that says how it went. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { buildPages } from './build-pages.ts';

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

/** Builds the pages, runs the tests, prints `N passed, N failed` last and sets the exit code. */
export const runVitest = (flags: readonly string[]): void => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-tests-'));
  const outputFile = join(folder, 'report.json');
  try {
    buildPages();
    const run = spawnSync(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`, ...flags],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const { numPassedTests, numFailedTests, success } = report.parse(JSON.parse(readFileSync(outputFile, 'utf8')));
    // A file that cannot even be loaded fails the run without counting as a test.
    const failed = numFailedTests === 0 && (!success || run.status !== 0) ? 1 : numFailedTests;
    console.log(`${numPassedTests} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
