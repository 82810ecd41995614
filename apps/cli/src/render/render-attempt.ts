/** One sign-in or sign-out as text: who, where, every check in order, and how long each stage took. */
import type { AttemptView } from '@cordboard/contract/control';
import { printableText } from '@cordboard/contract/printable-text';
import { samlErrorCatalogue } from '@cordboard/saml';
import { errorCatalogue } from '@cordboard/server/errors';
import type { Paint } from '@cordboard/server/render-plan';
import { formatTime } from './format-time.ts';
import { COLUMNS, labelled, wrap } from './wrap.ts';

type Check = AttemptView['checks'][number];

const catalogue: ReadonlyMap<string, string> = new Map([
  ...Object.entries(samlErrorCatalogue),
  ...Object.entries(errorCatalogue),
]);

const SIGNS: Readonly<Record<Check['status'], string>> = {
  passed: '✓',
  failed: '✗',
  skipped: '-',
  'not-reached': ' ',
  recorded: '·',
};

/** What begins the text; in a list only a sign-out is named. */
const TITLES: Readonly<Record<AttemptView['kind'], string>> = { 'sign-in': 'Sign-in', 'sign-out': 'Sign-out' };

/** Wide enough for every stage name that the flows have. */
const STAGE_WIDTH = 23;

const paintOutcome = (paint: Paint, outcome: AttemptView['outcome']): string =>
  ({ succeeded: paint.good, refused: paint.bad, pending: paint.changed, abandoned: paint.changed })[outcome](outcome);

const paintStatus = (paint: Paint, status: Check['status'], text: string): string => {
  switch (status) {
    case 'passed':
      return paint.good(text);
    case 'failed':
      return paint.bad(text);
    case 'recorded':
      return text;
    case 'skipped':
    case 'not-reached':
      return paint.faint(text);
  }
};

const renderCheck = (check: Check, paint: Paint): readonly string[] => {
  const code = check.code === undefined ? '' : `  ${check.code}`;
  const state = check.status === 'not-reached' || check.status === 'skipped' ? `  ${check.status}` : '';
  const head = printableText(
    `  ${SIGNS[check.status]} ${check.stage.padEnd(STAGE_WIDTH)} ${check.name}${state}${code}`,
  );
  const meaning = check.code === undefined ? undefined : catalogue.get(check.code);
  const detail = (label: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : labelled(8, label, printableText(value), 10);
  return [
    paintStatus(paint, check.status, head.slice(0, COLUMNS)),
    ...detail('means', meaning),
    ...detail('expected', check.expected),
    ...detail('received', check.received),
    ...detail('hint', check.hint),
  ];
};

const facts = (attempt: AttemptView): readonly (readonly [string, string | null])[] => {
  const took = attempt.endedAt === null ? 'not ended' : `took ${attempt.endedAt - attempt.startedAt} ms`;
  return [
    ['realm', attempt.realm],
    ['connection', attempt.connection],
    ['application', attempt.app],
    ['user', attempt.user],
    ['subject', attempt.subject],
    ['started', `${formatTime(attempt.startedAt)}, ${took}`],
  ];
};

const renderStages = (stageMs: AttemptView['stageMs']): readonly string[] => {
  const stages = Object.entries(stageMs).map(([stage, ms]) => `${printableText(stage)} ${ms} ms`);
  return stages.length === 0 ? [] : ['', ...wrap(`Stages: ${stages.join(', ')}`, COLUMNS)];
};

/** The whole attempt, in lines of at most 100 characters. */
export const renderAttempt = (attempt: AttemptView, paint: Paint): string =>
  [
    `${TITLES[attempt.kind]} ${attempt.reference}: ${paintOutcome(paint, attempt.outcome)}${attempt.code === null ? '' : ` (${attempt.code})`}`,
    ...facts(attempt).flatMap(([label, value]) => (value === null ? [] : labelled(2, label, printableText(value), 13))),
    '',
    ...(attempt.checks.length === 0 ? ['No check was made.'] : ['Checks:']),
    ...attempt.checks.flatMap((check) => renderCheck(check, paint)),
    ...renderStages(attempt.stageMs),
  ].join('\n');

/** One line for each attempt, newest first. */
export const renderAttempts = (attempts: readonly AttemptView[], paint: Paint): string =>
  attempts.length === 0
    ? 'No attempts.'
    : attempts
        .map((attempt) => {
          const person = attempt.user ?? attempt.subject ?? '';
          const what = attempt.kind === 'sign-out' ? 'sign-out' : null;
          const rest = [what, attempt.realm, attempt.connection, person, attempt.code].filter(
            (part) => part !== null && part !== '',
          );
          const outcome = paintOutcome(paint, attempt.outcome) + ' '.repeat(9 - attempt.outcome.length);
          // Cut before colours are added: these take no room.
          const room = COLUMNS - 9 - 2 - 23 - 2 - 9 - 2;
          const text = printableText(rest.join('  ')).slice(0, room);
          return `${attempt.reference}  ${formatTime(attempt.startedAt)}  ${outcome}  ${text}`;
        })
        .join('\n');
