/** `cordboard apply FILE`: shows what the file changes, asks before it deletes, and makes the changes. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ApplyAnswer, ApplyProblem } from '@cordboard/contract/control';
import { formatProblem } from '@cordboard/contract/document-problem';
import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import type { ResolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import type { ControlService } from '@cordboard/server/control-service';
import { CordboardError } from '@cordboard/server/errors';
import { renderPlan, renderProblems } from '@cordboard/server/render-plan';
import { resolveApplyFile } from '@cordboard/server/resolve-apply-file';
import { type CliIo, EXIT_FAILED, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';
import { createPaint } from '../render/paint.ts';

export interface ApplyOptions extends PlaceOptions {
  readonly dryRun?: boolean | undefined;
  readonly prune?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const refusedAnswer = (problems: readonly ApplyProblem[]): ApplyAnswer => ({
  applied: false,
  changes: [],
  unchanged: 0,
  problems: [...problems],
  notes: [],
});

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CordboardError('apply.reference', {
      expected: 'a file that can be read',
      received: `${file}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
      cause,
    });
  }
};

/** The file with all that it refers to; null when something in it is wrong, which was told by then. */
const readApplyFile = async (name: string, options: ApplyOptions, io: CliIo): Promise<ResolvedApplyFile | null> => {
  const path = resolve(io.cwd, name);
  const parsed = parseApplyFile(await readText(path));
  if (!parsed.ok) {
    if (options.json === true) {
      const problems = parsed.problems.map((problem) => ({
        code: parsed.kind === 'syntax' ? 'apply.syntax' : 'apply.invalid',
        path: problem.path,
        received: formatProblem(problem, name),
      }));
      io.out(JSON.stringify(refusedAnswer(problems), null, 2));
    } else {
      io.err(parsed.problems.map((problem) => formatProblem(problem, name)).join('\n'));
    }
    return null;
  }
  const resolved = await resolveApplyFile(parsed.value, { folder: dirname(path), env: io.env });
  if (!resolved.ok) {
    if (options.json === true) {
      io.out(JSON.stringify(refusedAnswer(resolved.problems), null, 2));
    } else {
      io.err(renderProblems(resolved.problems, createPaint(io.isColoured)).join('\n'));
    }
    return null;
  }
  return resolved.file;
};

/** A deletion needs a word of consent: of a person, or of the option. */
const mayDelete = async (answer: ApplyAnswer, options: ApplyOptions, io: CliIo): Promise<boolean> => {
  const deletions = answer.changes.filter(({ action }) => action === 'delete').length;
  if (deletions === 0 || options.yes === true) {
    return true;
  }
  if (!io.isTerminal || options.json === true) {
    io.err(
      `Nothing was changed: ${deletions} records would be deleted with all that hangs on them. Add --yes to do so.`,
    );
    return false;
  }
  const typed = await io.ask(`Delete ${deletions} records with all that hangs on them? Type yes: `);
  if (typed.trim().toLowerCase() === 'yes') {
    return true;
  }
  io.err('Nothing was changed.');
  return false;
};

const show = (answer: ApplyAnswer, options: ApplyOptions, io: CliIo): void => {
  if (options.json !== true) {
    io.out(renderPlan(answer, createPaint(io.isColoured)));
  }
};

const finish = (answer: ApplyAnswer, options: ApplyOptions, io: CliIo): number => {
  if (options.json === true) {
    io.out(JSON.stringify(answer, null, 2));
  }
  return answer.problems.length === 0 ? EXIT_FINE : EXIT_FAILED;
};

const planAndApply = async (
  service: ControlService,
  file: ResolvedApplyFile,
  options: ApplyOptions,
  io: CliIo,
): Promise<number> => {
  const prune = options.prune ?? false;
  const plan = await service.apply({ file, prune, dryRun: true });
  show(plan, options, io);
  if (options.dryRun === true || plan.problems.length > 0) {
    if (options.json !== true && plan.problems.length > 0) {
      io.err('Nothing was changed.');
    }
    return finish(plan, options, io);
  }
  if (!(await mayDelete(plan, options, io))) {
    return EXIT_FAILED;
  }
  const operator = io.user?.slice(0, 100);
  const answer = await service.apply({ file, prune, dryRun: false, operator });
  if (JSON.stringify(answer.changes) !== JSON.stringify(plan.changes) || answer.problems.length > 0) {
    // Somebody else changed something in between: what counts is what was done.
    show(answer, options, io);
  }
  if (options.json !== true && answer.applied) {
    io.out(answer.changes.length === 0 ? 'Nothing to do.' : 'Applied.');
  }
  return finish(answer, options, io);
};

/** Returns the exit code. */
export const applyCommand = async (name: string, options: ApplyOptions, io: CliIo): Promise<number> => {
  const file = await readApplyFile(name, options, io);
  if (file === null) {
    return EXIT_FAILED;
  }
  const control = await openControl(options, io, { mayWrite: true, mayCreate: true });
  try {
    return await planAndApply(control.service, file, options, io);
  } finally {
    await control.close();
  }
};
