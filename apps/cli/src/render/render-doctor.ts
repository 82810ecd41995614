/** The answer of the doctor about one message, as text. */
import { printableText } from '@cordboard/contract/printable-text';
import { samlErrorCatalogue } from '@cordboard/saml';
import { errorCatalogue } from '@cordboard/server/errors';
import type { Paint } from '@cordboard/server/render-plan';
import type { DoctorAnswer, DoctorCheck, DoctorFacts } from '../doctor/doctor-answer.ts';
import { COLUMNS, labelled, wrap } from './wrap.ts';

const catalogue: ReadonlyMap<string, string> = new Map([
  ...Object.entries(samlErrorCatalogue),
  ...Object.entries(errorCatalogue),
]);

const renderCheck = (check: DoctorCheck, paint: Paint): readonly string[] => {
  switch (check.status) {
    case 'passed':
      return [paint.good(`  ✓ ${check.name}`)];
    case 'skipped':
      return [paint.faint(`  - ${check.name}: ${printableText(check.reason ?? 'does not apply')}`)];
    case 'not reached':
      return [paint.faint(`    ${check.name}  not reached`)];
    case 'failed': {
      const code = check.code ?? '';
      const detail = (label: string, value: string | undefined): readonly string[] =>
        value === undefined ? [] : labelled(8, label, printableText(value), 10);
      return [
        paint.bad(`  ✗ ${check.name}  ${code}`),
        ...detail('means', catalogue.get(code)),
        ...detail('expected', check.expected),
        ...detail('received', check.received),
        ...detail('hint', check.hint),
      ];
    }
  }
};

/** The verdict, what an accepted message says, and every check in order; lines of at most 100 characters. */
export const renderDoctor = (
  answer: DoctorAnswer,
  more: { readonly facts: DoctorFacts; readonly notes: readonly string[] },
  paint: Paint,
): string => {
  const { verdict, code, nameId, attributes } = answer;
  const fact = (label: string, value: string): readonly string[] =>
    labelled(2, printableText(label), printableText(value), 20);
  return [
    verdict === 'accept' ? paint.good('accept') : paint.bad(`reject (${code ?? ''})`),
    ...(nameId === null ? [] : fact('NameID', nameId)),
    ...Object.entries(more.facts).flatMap(([label, value]) => fact(label, value)),
    ...Object.entries(attributes).flatMap(([name, values]) => fact(name, values.join(', '))),
    '',
    'Checks:',
    ...answer.checks.flatMap((check) => renderCheck(check, paint)),
    ...more.notes.flatMap((note) => ['', ...wrap(note, COLUMNS)]),
  ].join('\n');
};
