import { describe, expect, it } from 'vitest';
import { type C14nMethod, canonicalize } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements } from '../xml/xml-query.ts';
import { NestedForms } from './nested-forms.ts';

/** The part declares what it uses, as assertions do: only then is its form a piece of that of the whole. */
const XML = `<w:r xmlns:w="urn:r" xml:lang="en"><w:s>whole</w:s><!-- c --><a xmlns="urn:a" b="1"><s>part</s><x/></a><o xmlns="urn:o"><s>other</s></o></w:r>`;

const METHODS: readonly C14nMethod[] = (['exclusive', 'inclusive', 'inclusive11'] as const).flatMap((kind) => [
  { kind, comments: false, inclusivePrefixes: [] },
  { kind, comments: true, inclusivePrefixes: [] },
  { kind, comments: false, inclusivePrefixes: kind === 'exclusive' ? ['xs'] : [] },
]);

const element = (parent: XmlElement, index: number): XmlElement => {
  const child = childElements(parent)[index];
  if (child === undefined) throw new Error('there is no such child');
  return child;
};

const whole = parseXml(XML).root;
const part = element(whole, 1);
const other = element(whole, 2);
const omitted = { whole: element(whole, 0), part: element(part, 0), other: element(other, 0) };

/** Elements and what is left out of them, in the order in which they are asked for. */
const ORDERS: readonly (readonly [string, readonly (readonly [XmlElement, XmlElement])[]])[] = [
  [
    'the whole and then the part',
    [
      [whole, omitted.whole],
      [part, omitted.part],
    ],
  ],
  [
    'the part and then the whole',
    [
      [part, omitted.part],
      [whole, omitted.whole],
    ],
  ],
  [
    'another element, and the part without something else',
    [
      [other, omitted.other],
      [whole, omitted.whole],
      [other, omitted.other],
      [other, omitted.part],
      [part, omitted.other],
    ],
  ],
];

describe('NestedForms', () => {
  it.each(ORDERS)('gives what canonicalize gives, by every method: %s', (_, asked) => {
    for (const method of METHODS) {
      const forms = new NestedForms(whole, { element: part, omit: omitted.part });
      const given = asked.map(([it, omit]) => forms.formOf(it, method, omit));
      expect(given).toEqual(asked.map(([it, omit]) => canonicalize(it, { method, omit })));
    }
  });
});
