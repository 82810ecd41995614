/** `docs/errors.md`: all catalogues of codes with their advice, as tables. */
import { type Advice, actorNames } from '@cordboard/advice/advice';
import { keystoreErrorAdvice } from '@cordboard/advice/keystore-error-advice';
import { samlErrorAdvice } from '@cordboard/advice/saml-error-advice';
import { serverErrorAdvice } from '@cordboard/advice/server-error-advice';
import { keystoreErrorCatalogue } from '@cordboard/keystore';
import { samlErrorCatalogue } from '@cordboard/saml';
import { errorCatalogue } from '@cordboard/server/errors';
import { tableCell } from './table-cell.ts';

const INTRODUCTION = `# Errors

Every refusal and failure has a stable code. The person who signs in sees plain words and a reference such as \`7F3K-92QD\`;
\`cordboard attempt 7F3K-92QD\` shows the code with what was expected and what was received. This page says what usually
causes each code and who can do something about it. Codes are never renamed or used for something else.

This page is generated from the catalogues by \`node scripts/generate-docs.ts\`.
`;

/** Titles of the areas, by the part of the code before the dot. */
const AREAS: Readonly<Record<string, string>> = {
  message: 'Receiving a SAML message',
  xml: 'XML of a message or of metadata',
  signature: 'Signatures',
  encryption: 'Encryption',
  response: 'The Response',
  assertion: 'The assertion',
  request: 'Requests that apps send to us',
  logout: 'Logout messages',
  metadata: 'Metadata',
  'sign-in': 'Course of a sign-in',
  claims: 'Who the assertion speaks of',
  user: 'Users',
  apply: 'Applying settings',
  admin: 'Administration',
  sso: 'Single sign-on of a realm',
  'set-up': 'Set-ups of connections',
  oidc: 'OIDC issuers',
  storage: 'Database',
  keys: 'Keys',
  key: 'Changing keys',
  keystore: 'Uploaded keystores',
  fetch: 'Reading addresses',
  config: 'Process settings',
  http: 'Requests',
  attempt: 'Looking attempts up',
  control: 'The cordboard command',
  doctor: 'Judging kept messages',
  internal: 'Defects',
};

const areaOf = (code: string): string => code.slice(0, code.indexOf('.'));

const row = (code: string, found: string, { cause, actor, fix }: Advice): string =>
  `| \`${code}\` | ${[found, cause, `**${actorNames[actor]}:** ${fix}`].map(tableCell).join(' | ')} |`;

const section = (area: string, rows: readonly string[]): string =>
  [
    `## ${AREAS[area] ?? area}`,
    '',
    '| Code | What was found | Usual cause | What to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');

const rowsOf = <Code extends string>(
  catalogue: Readonly<Record<Code, string>>,
  advice: Readonly<Record<Code, Advice>>,
): readonly (readonly [area: string, row: string])[] =>
  Object.entries<string>(catalogue).map(([code, found]) => [areaOf(code), row(code, found, advice[code as Code])]);

export const renderErrors = (): string => {
  const rows = [
    ...rowsOf(samlErrorCatalogue, samlErrorAdvice),
    ...rowsOf(errorCatalogue, serverErrorAdvice),
    ...rowsOf(keystoreErrorCatalogue, keystoreErrorAdvice),
  ];
  const areas = [...new Set(rows.map(([area]) => area))];
  const sections = areas.map((area) =>
    section(
      area,
      rows.filter(([other]) => other === area).map(([, text]) => text),
    ),
  );
  return `${[INTRODUCTION, ...sections].join('\n').trimEnd()}\n`;
};
