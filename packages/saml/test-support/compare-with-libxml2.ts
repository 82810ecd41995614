/**
 * Reads one document with our parser and with libxml2 and compares what comes out: accepted or
 * refused, the same elements, the same canonical octets. Every way in which the two may differ has a
 * name here; anything else is a finding.
 */
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { SamlError } from '../src/errors.ts';
import { type C14nMethod, canonicalize } from '../src/xml/canonicalize.ts';
import { parseXml } from '../src/xml/parse-xml.ts';
import type { XmlElement } from '../src/xml/xml-node.ts';
import { descendants } from '../src/xml/xml-query.ts';
import type { Random } from './random-xml.ts';

export const OUTCOMES = [
  'same canonical form',
  'both refuse',
  /** We refuse on purpose what libxml2 reads. */
  'we refuse document types',
  'we refuse processing instructions',
  'we refuse other encodings and versions',
  /** libxml2 parses it, and fails at canonicalization instead. */
  'we refuse relative namespace URIs earlier',
  /** RFC 3986 knows them in IP literals only; libxml2 lets them stand in fragments, too. */
  'we refuse square brackets in namespace URIs',
  /** libxml2 validates `xml:id` while parsing; here repeated IDs are refused before a signature is looked at. */
  'libxml2 validates xml:id',
  /** Canonical XML escapes it as in any attribute value. */
  'libxml2 does not escape & in namespace URIs',
  /** Joining `xml:base` values is refused here. */
  'we refuse to inherit xml:base with version 1.1',
  /** It reads ahead in pieces of some 4,000 octets, and does not see a `]]>` in a text that lies across an edge. */
  'libxml2 overlooks ]]> at the edge of its buffer',
  'unexplained',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

export interface Comparison {
  readonly outcome: Outcome;
  /** What it takes to look into it. */
  readonly detail: string;
}

const MODES = {
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  inclusive: XmlC14NMode.XML_C14N_1_0,
  inclusive11: XmlC14NMode.XML_C14N_1_1,
} as const;

const REFUSED_BY_US: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ['xml.doctype', 'we refuse document types'],
  ['xml.processing_instruction', 'we refuse processing instructions'],
  ['xml.encoding', 'we refuse other encodings and versions'],
]);

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Compares a document, then up to `subtrees` of its elements by random methods. */
export function compareWithLibxml2(text: string, random: Random, subtrees = 3): Comparison[] {
  const ours = attempt(() => parseXml(text).root);
  if (ours instanceof Error && !(ours instanceof SamlError)) throw ours;
  const theirs = attempt(() => XmlDocument.fromString(text));
  if (theirs instanceof Error) return [{ outcome: onlyTheyRefuse(ours, theirs), detail: `${theirs.message} ${text}` }];
  try {
    if (ours instanceof Error)
      return [{ outcome: onlyWeRefuse(ours, theirs, text), detail: `${ours.message} ${text}` }];
    const elements = [ours, ...descendants(ours)];
    const count = theirs.root.find('descendant-or-self::*').length;
    if (count !== elements.length)
      return [{ outcome: 'unexplained', detail: `${elements.length} of ${count}: ${text}` }];
    const indexes = [0, ...Array.from({ length: subtrees }, () => random.below(elements.length))];
    return indexes.map((index) => compareSubtree({ elements, theirs, index, method: randomMethod(random), text }));
  } finally {
    theirs.dispose();
  }
}

function onlyTheyRefuse(ours: XmlElement | Error, theirs: Error): Outcome {
  if (ours instanceof Error) return 'both refuse';
  return /ID \S* already defined|xml:id : attribute value/.test(theirs.message)
    ? 'libxml2 validates xml:id'
    : 'unexplained';
}

const BRACKET_IN_URI = / xmlns(?::[^ =]+)?="[^"]*[[\]]/;

function onlyWeRefuse(ours: SamlError, theirs: XmlDocument, text: string): Outcome {
  if (ours.code === 'xml.namespace_uri') {
    const canonical = attempt(() => theirs.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_0 }));
    if (canonical instanceof Error) return 'we refuse relative namespace URIs earlier';
    return BRACKET_IN_URI.test(canonical) ? 'we refuse square brackets in namespace URIs' : 'unexplained';
  }
  if (ours.code === 'xml.syntax' && text.includes(']]>') && isRefusedElsewhere(text)) {
    return 'libxml2 overlooks ]]> at the edge of its buffer';
  }
  return REFUSED_BY_US.get(ours.code) ?? 'unexplained';
}

/** Whether libxml2 refuses the same document when white space before its root moves it in the buffer. */
function isRefusedElsewhere(text: string): boolean {
  const moved = attempt(() => XmlDocument.fromString(text.replace(/^(?:<\?xml[^>]*\?>)?/, `$&${'\n'.repeat(16)}`)));
  if (moved instanceof Error) return true;
  moved.dispose();
  return false;
}

function randomMethod(random: Random): C14nMethod {
  const kind = random.pick(['exclusive', 'exclusive', 'inclusive', 'inclusive11'] as const);
  const prefixes = kind === 'exclusive' && random.oneIn(2) ? ['a', '#default', 'c'] : [];
  return { kind, comments: random.oneIn(2), inclusivePrefixes: prefixes.filter(() => random.oneIn(2)) };
}

interface Subtree {
  readonly elements: readonly XmlElement[];
  readonly theirs: XmlDocument;
  readonly index: number;
  readonly method: C14nMethod;
  readonly text: string;
}

function compareSubtree({ elements, theirs, index, method, text }: Subtree): Comparison {
  const element = elements[index];
  const twin = theirs.root.find('descendant-or-self::*')[index];
  if (element === undefined || twin === undefined) return { outcome: 'unexplained', detail: text };
  const ours = attempt(() => canonicalize(element, { method }));
  const reference = attempt(() =>
    twin.canonicalizeToString({
      mode: MODES[method.kind],
      withComments: method.comments,
      inclusiveNamespacePrefixes: [...method.inclusivePrefixes],
    }),
  );
  const detail = JSON.stringify({ text, index, method, ours: String(ours), reference: String(reference) });
  if (ours === reference) return { outcome: 'same canonical form', detail };
  if (ours instanceof SamlError && ours.code === 'xml.canonicalization' && inheritsBase(element)) {
    return { outcome: 'we refuse to inherit xml:base with version 1.1', detail };
  }
  if (typeof ours === 'string' && withBareAmpersands(ours) === reference) {
    return { outcome: 'libxml2 does not escape & in namespace URIs', detail };
  }
  return { outcome: ours instanceof Error && reference instanceof Error ? 'both refuse' : 'unexplained', detail };
}

function withBareAmpersands(canonical: string): string {
  return canonical.replace(/ xmlns(?::[^ =]+)?="[^"]*"/g, (declaration) => declaration.replaceAll('&amp;', '&'));
}

function inheritsBase(element: XmlElement): boolean {
  for (let ancestor = element.parent; ancestor !== undefined; ancestor = ancestor.parent) {
    if (ancestor.attributes.some(({ name }) => name === 'xml:base')) return true;
  }
  return false;
}
