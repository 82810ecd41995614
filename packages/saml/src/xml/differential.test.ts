/**
 * Our parser and canonicalizer against libxml2, the one that most signatures in the world are made and
 * checked with: random documents in every odd spelling, and the same and real messages with random damage.
 * Here a few; `npm run test:differential` is the long run of the same.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { compareWithLibxml2, OUTCOMES, type Outcome } from '../../test-support/compare-with-libxml2.ts';
import { compareRange, type DifferentialResult, joinResults } from '../../test-support/differential.ts';
import { seededRandom } from '../../test-support/random-xml.ts';
import { type RealMessage, realMessages } from '../../test-support/real-messages.ts';

const DOCUMENTS = 3000;
const SEED = 20_261_121;

describe('parser and canonicalizer beside libxml2', () => {
  let messages: readonly RealMessage[];
  let result: DifferentialResult;
  beforeAll(async () => {
    messages = await realMessages();
    result = compareRange({ seed: SEED, first: 0, count: DOCUMENTS, messages });
  });

  it('differ only in the ways that have a name', () => {
    expect(result.findings.map(({ detail }) => detail)).toEqual([]);
    expect(result.failed).toBe(0);
    expect(result.documents).toBe(DOCUMENTS);
  });

  it('write the same canonical octets for many subtrees', () => {
    expect(result.outcomes['same canonical form']).toBeGreaterThan(DOCUMENTS);
  });

  it('refuse the same broken documents', () => {
    expect(result.outcomes['both refuse']).toBeGreaterThan(DOCUMENTS / 4);
  });

  it('see the same documents when the range is split', () => {
    const half = (first: number): DifferentialResult => compareRange({ seed: 7, first, count: 60, messages });
    expect(joinResults(half(0), half(60))).toEqual(compareRange({ seed: 7, first: 0, count: 120, messages }));
  });
});

/** A document for each way to differ, so that no name stands for nothing. */
const NAMED: Readonly<Record<Exclude<Outcome, 'unexplained'>, string>> = {
  'same canonical form': '<a  b = "1"/>',
  'both refuse': '<a>',
  'we refuse document types': '<!DOCTYPE a><a/>',
  'we refuse processing instructions': '<a><?p?></a>',
  'we refuse other encodings and versions': '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
  'we refuse relative namespace URIs earlier': '<a xmlns="rel"/>',
  'we refuse square brackets in namespace URIs': '<a xmlns="http://x.example/#[1]"/>',
  'libxml2 validates xml:id': '<a xml:id="i"><b xml:id="i"/></a>',
  'libxml2 does not escape & in namespace URIs': '<a xmlns="http://x.example/?a=1&amp;b=2"/>',
  'we refuse to inherit xml:base with version 1.1': '<a xml:base="http://e.example/"><b xml:base="c/"/></a>',
  'libxml2 overlooks ]]> at the edge of its buffer': `<a>${'x'.repeat(3995)}]]></a>`,
};

describe('each named way to differ from libxml2', () => {
  /** The methods and subtrees are random, so that a few turns are needed until the one in question comes up. */
  const seen = (text: string): readonly Outcome[] =>
    Array.from({ length: 40 }, (_, seed) => compareWithLibxml2(text, seededRandom(seed)))
      .flat()
      .map(({ outcome }) => outcome);

  it.each(Object.entries(NAMED))('%s', (outcome, text) => {
    expect(seen(text)).toContain(outcome);
    expect(seen(text)).not.toContain('unexplained');
  });

  it('is every one there is', () => {
    expect([...Object.keys(NAMED), 'unexplained']).toEqual(OUTCOMES);
  });
});
