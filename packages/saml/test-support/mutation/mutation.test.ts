import { describe, expect, it } from 'vitest';
import { shouldIgnore } from './ignore-texts.ts';
import { type Judgement, type MutationReport, scoresOf, survivorsOf } from './survivors.ts';
import { mutationDocument } from './write-document.ts';

const at = (
  line: number,
  from: number,
  to: number,
): MutationReport['files'][string]['mutants'][number]['location'] => ({
  start: { line, column: from },
  end: { line, column: to },
});

const REPORT: MutationReport = {
  files: {
    'src/b.ts': { source: 'x', mutants: [{ mutatorName: 'm', status: 'Timeout', location: at(1, 1, 2) }] },
    'src/a.ts': {
      source: 'const a =\n  b || c;\n',
      mutants: [
        { mutatorName: 'm', replacement: 'b && c', status: 'Survived', location: at(2, 3, 9) },
        { mutatorName: 'm', replacement: 'true', status: 'NoCoverage', location: at(2, 3, 4) },
        { mutatorName: 'm', replacement: 'd', status: 'Killed', location: at(2, 3, 4) },
        { mutatorName: 'm', status: 'Ignored', statusReason: 'a text for people', location: at(2, 3, 4) },
        { mutatorName: 'm', status: 'Ignored', statusReason: 'Static mutant', location: at(2, 3, 4) },
      ],
    },
  },
};
const JUDGEMENTS: readonly Judgement[] = [
  { file: 'src/a.ts', why: 'it is the same.', mutants: ['b || c => b && c'] },
  { file: 'src/b.ts', why: 'of another file.', mutants: ['b => true'] },
];

describe('a mutation report', () => {
  it('gives the survivors with the judgement on just this mutant of just this file', () => {
    expect(survivorsOf(REPORT, JUDGEMENTS)).toEqual([
      { file: 'src/a.ts', line: 2, mutant: 'b || c => b && c', covered: true, why: 'it is the same.' },
      { file: 'src/a.ts', line: 2, mutant: 'b => true', covered: false, why: undefined },
    ]);
  });

  it('gives the score of each file', () => {
    expect(scoresOf(REPORT)).toEqual([
      { file: 'src/a.ts', caught: 1, survived: 2, texts: 1, constants: 1 },
      { file: 'src/b.ts', caught: 1, survived: 0, texts: 0, constants: 0 },
    ]);
  });

  it('makes a document that names what nobody judged', () => {
    const survivors = survivorsOf(REPORT, JUDGEMENTS);
    const text = mutationDocument({ scores: scoresOf(REPORT), survivors, run: 'A run.\n' });
    expect(text).toContain('\n\nA run.\n\n');
    expect(text).toContain('| **all** | 2 | 2 | 1 | 1 |');
    expect(text).toContain('| 2 | `b \\|\\| c => b && c` | it is the same. |');
    expect(text).toContain('| 2 | `b => true` | no test comes here. **not judged** |');
  });
});

describe('what is not mutated', () => {
  const node = (type: string): { type: string } => ({ type });
  const inNew = (name: string, position: number): string | undefined => {
    const args = [node('StringLiteral'), node('ObjectExpression')];
    const [first = node(''), second = node('')] = args;
    const parent = { type: 'NewExpression', callee: { type: 'Identifier', name }, arguments: args };
    return shouldIgnore({ node: position === 0 ? first : second, parent });
  };

  it('is what an error says beside its code', () => {
    expect(inNew('SamlError', 1)).toBe('a text for people');
    expect(inNew('RangeError', 0)).toBe('a text for people');
  });

  it('is not the code of an error, nor what is given to anything else', () => {
    expect(inNew('SamlError', 0)).toBeUndefined();
    expect(inNew('Set', 0)).toBeUndefined();
  });

  it('is what was expected and received, but no other property', () => {
    const property = (name: string): string | undefined =>
      shouldIgnore({
        node: node('StringLiteral'),
        key: 'value',
        parent: { type: 'ObjectProperty', key: { type: 'Identifier', name } },
      });
    expect([property('expected'), property('received'), property('hint')]).toEqual(Array(3).fill('a text for people'));
    expect(property('code')).toBeUndefined();
  });
});
