/**
 * Random XML documents and random damage to documents, from a seed, so that a failure can be made again.
 * For property tests and for the comparison with other parsers.
 */

export interface Random {
  /** An integer from 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  /** True once in `times`. */
  readonly oneIn: (times: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** A small generator (mulberry32): the same numbers for the same seed, on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}

const PREFIXES = ['', '', 'a', 'b', 'c', 'ä', 'z𐐀'] as const;
const URIS = [
  'urn:a',
  'urn:b',
  'http://c.example/#x',
  'http://d.example:80/p?q=%41',
  'urn:oasis:names:tc:SAML:2.0:assertion',
] as const;
const LOCAL_NAMES = ['x', 'y', 'Assertion', 'é', 'n-1.2', '𐐀'] as const;
const XML_ATTRIBUTES = [
  'xml:lang="en"',
  "xml:space='preserve'",
  'xml:id="i1"',
  'xml:base="http://e.example/"',
] as const;
const TEXT_PIECES = [
  'text',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '&amp;',
  '&lt;',
  '&gt;',
  '>',
  '&quot;',
  '"',
  "'",
  '&apos;',
  '&#13;',
  '&#xD;',
  '&#xA;',
  '&#x9;',
  '&#x41;',
  '&#00065;',
  '&#x1F600;',
  '😀',
  'é',
  '\u2028',
  '\u00a0',
  '\ufffd',
  '\ud7ff',
  '\ue000',
  '<![CDATA[]]>',
  '<![CDATA[<&>"]]>',
  '<![CDATA[]]\r]]>',
  ']]x',
  '<!---->',
  '<!-- c -->',
  '<!--\r\n&amp;<x>-->',
] as const;
const VALUE_PIECES = [
  'v',
  ' ',
  '  ',
  '\t',
  '\n',
  '\r\n',
  '&amp;',
  '&lt;',
  '&gt;',
  '>',
  '&quot;',
  '&apos;',
  '&#9;',
  '&#x9;',
  '&#10;',
  '&#xA;',
  '&#13;',
  '&#xD;',
  '&#32;',
  'é',
  '😀',
] as const;

interface Scope {
  readonly prefixes: ReadonlySet<string>;
  readonly depth: number;
}

/** A well-formed document in which the ways of writing one thing change all the time. */
export function randomDocument(random: Random): string {
  const prolog = random.oneIn(4)
    ? random.pick(['<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8' ?>\n"])
    : '';
  const around = (): string => (random.oneIn(6) ? random.pick(['\n', '<!--out-->', ' <!-- > -->\r\n']) : '');
  return prolog + around() + randomElement(random, { prefixes: new Set(['']), depth: 0 }) + around();
}

function randomElement(random: Random, scope: Scope): string {
  const declared = new Map<string, string>();
  for (let count = random.below(4) - 1; count > 0; count -= 1) {
    const prefix = random.pick(PREFIXES);
    declared.set(prefix, prefix === '' && random.oneIn(3) ? '' : random.pick(URIS));
  }
  const prefixes = new Set([...scope.prefixes, ...declared.keys()]);
  const name = qualified(random, [...prefixes]);
  const attributes = [
    ...[...declared].map(([prefix, uri]) => attribute(random, prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri)),
    ...randomAttributes(random, prefixes),
  ];
  const start = `<${name}${shuffled(random, attributes)
    .map((text) => space(random) + text)
    .join('')}${random.oneIn(6) ? space(random) : ''}`;
  if (random.oneIn(5)) return `${start}/>`;
  let content = '';
  for (let count = random.below(5); count > 0; count -= 1) {
    const element = scope.depth < 5 && !random.oneIn(3);
    content += element ? randomElement(random, { prefixes, depth: scope.depth + 1 }) : random.pick(TEXT_PIECES);
  }
  return `${start}>${content}</${name}${random.oneIn(8) ? space(random) : ''}>`;
}

/** By name, so that no name is there twice; two prefixes of one URI may still clash, as they may anywhere. */
function randomAttributes(random: Random, prefixes: ReadonlySet<string>): string[] {
  const attributes = new Map<string, string>();
  for (let count = random.below(5) - 1; count > 0; count -= 1) {
    let value = '';
    for (let pieces = random.below(4); pieces > 0; pieces -= 1) value += random.pick(VALUE_PIECES);
    const name = qualified(random, [...prefixes]);
    attributes.set(name, attribute(random, name, value));
  }
  const written = [...attributes.values()];
  if (random.oneIn(8)) written.push(random.pick(XML_ATTRIBUTES));
  return written;
}

function qualified(random: Random, prefixes: readonly string[]): string {
  const prefix = prefixes[random.below(prefixes.length)] ?? '';
  return prefix === '' ? random.pick(LOCAL_NAMES) : `${prefix}:${random.pick(LOCAL_NAMES)}`;
}

function attribute(random: Random, name: string, value: string): string {
  const equals = random.oneIn(8) ? random.pick([' =', '= ', '\n=\t']) : '=';
  return random.oneIn(4) ? `${name}${equals}'${value}'` : `${name}${equals}"${value}"`;
}

function space(random: Random): string {
  return random.oneIn(8) ? random.pick(['  ', '\n', '\t', '\r\n ']) : ' ';
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(random.below(left.length), 1));
  return result;
}

const DAMAGE = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '=',
  ' ',
  ';',
  ':',
  '!',
  '?',
  '-',
  '--',
  '[',
  ']]>',
  '\0',
  '\u0001',
  '\ufffe',
  '#',
  '%',
  'x',
  'xmlns',
  'xml:',
  '&#0;',
  '&x;',
  '&#x110000;',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?p?>',
  '<!DOCTYPE a>',
  '<a/>',
  '</a>',
  ' xmlns:a="urn:z"',
  ' xmlns="rel"',
  ' b="1"',
  'é',
  '\u00d7',
] as const;

/** One to three small changes somewhere in a text: something put in, taken out, doubled or moved. */
export function damaged(random: Random, text: string): string {
  let result = text;
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const at = random.below(result.length + 1);
    const length = random.oneIn(3) ? random.below(20) : 1;
    const taken = result.slice(at, at + length);
    const rest = result.slice(at + length);
    const kind = random.below(4);
    if (kind === 0) result = result.slice(0, at) + random.pick(DAMAGE) + result.slice(at);
    else if (kind === 1) result = result.slice(0, at) + rest;
    else if (kind === 2) result = result.slice(0, at) + taken + taken + rest;
    else result = result.slice(0, at) + random.pick(DAMAGE) + rest;
  }
  return result.toWellFormed();
}
