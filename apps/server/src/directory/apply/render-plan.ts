/** What applying a file changes, as text for a terminal or a log. */
import type { ApplyAnswer, ApplyChange, ApplyProblem } from '@cordboard/contract/control';
import { printableText } from '@cordboard/contract/printable-text';

/** Colours text; the identity when there is no terminal. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

/** Leaves text as it is. */
export const plainPaint: Paint = { good: same, bad: same, changed: same, faint: same };

const SIGNS: Readonly<Record<ApplyChange['action'], string>> = { create: '+', update: '~', delete: '-' };

const paintOf = (paint: Paint, action: ApplyChange['action']): ((text: string) => string) => {
  const paints = { create: paint.good, update: paint.changed, delete: paint.bad };
  return paints[action];
};

const renderField = ({ name, from, to }: ApplyChange['fields'][number], action: ApplyChange['action']): string => {
  const value = action === 'create' ? (to ?? 'none') : `${from ?? 'none'} → ${to ?? 'none'}`;
  return printableText(`      ${name}: ${value}`);
};

const renderChange = ({ action, kind, path, fields }: ApplyChange, paint: Paint): readonly string[] => [
  paintOf(paint, action)(printableText(`  ${SIGNS[action]} ${kind.replace('-', ' ')} ${path}`)),
  ...fields.map((field) => renderField(field, action)),
];

const renderProblem = ({ code, path, expected, received, hint }: ApplyProblem, paint: Paint): readonly string[] => [
  paint.bad(printableText(`  ! ${path}: ${code}`)),
  ...(expected === undefined ? [] : [printableText(`      expected: ${expected}`)]),
  ...(received === undefined ? [] : [printableText(`      received: ${received}`)]),
  ...(hint === undefined ? [] : [`      ${hint}`]),
];

/** Problems, as lines. */
export const renderProblems = (problems: readonly ApplyProblem[], paint: Paint = plainPaint): readonly string[] =>
  problems.flatMap((problem) => renderProblem(problem, paint));

const summary = ({ changes, unchanged }: ApplyAnswer): string => {
  const count = (action: ApplyChange['action']): number => changes.filter((change) => change.action === action).length;
  return `${count('create')} to create, ${count('update')} to update, ${count('delete')} to delete, ${unchanged} unchanged`;
};

/** The whole plan: changes, notes, problems and a line that counts them. */
export const renderPlan = (answer: ApplyAnswer, paint: Paint = plainPaint): string =>
  [
    ...answer.changes.flatMap((change) => renderChange(change, paint)),
    ...answer.notes.map((note) => paint.faint(printableText(`  note: ${note}`))),
    ...renderProblems(answer.problems, paint),
    summary(answer),
  ].join('\n');
