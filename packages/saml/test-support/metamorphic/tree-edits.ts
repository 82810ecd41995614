/**
 * Edits of the tree of a message, written into its text: what an attacker does to a signed message, and much that makes no
 * sense. Each takes numbers that fast-check chooses and shrinks, and a text of any kind: what does not parse is left as it is.
 */
import fc from 'fast-check';
import { parseXml } from '../../src/xml/parse-xml.ts';
import type { XmlElement } from '../../src/xml/xml-node.ts';
import { attributeValue, descendants } from '../../src/xml/xml-query.ts';

/** Whom a forged message would name. */
export const ATTACKER = 'mallory@evil.example';

export const TREE_EDIT_KINDS = [
  'remove',
  'copy',
  'move',
  'swap',
  'unwrap',
  'wrap',
  'evilBeside',
  'evilAround',
  'evilInstead',
  'text',
  'textInside',
  'textOf',
  'addAttribute',
  'removeAttribute',
  'attributeValue',
  'spaceInAttribute',
  'idOfOther',
  'rename',
  'nameOfOther',
  'reprefix',
] as const;

export type TreeEditKind = (typeof TREE_EDIT_KINDS)[number];

/** The numbers of one edit: which kind, which elements, which of the words. */
export interface TreeEdit {
  readonly kind: TreeEditKind;
  /** Taken modulo the number of elements. */
  readonly element: number;
  readonly other: number;
  /** Taken modulo the number of choices. */
  readonly word: number;
}

interface Place {
  readonly text: string;
  readonly elements: readonly XmlElement[];
  readonly element: XmlElement;
  readonly other: XmlElement;
  readonly word: number;
}

const SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const SAMLP = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';
const DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
/** Elements that something can be hidden in. */
const WRAPPERS: readonly (readonly [string, string])[] = [
  ['samlp:Extensions', SAMLP],
  ['saml:Advice', SAML],
  ['ds:Object', DS],
  ['samlp:Response', SAMLP],
  ['saml:Assertion', SAML],
  ['saml:Subject', SAML],
  ['saml:AttributeValue', SAML],
  ['x', ''],
];
const TEXTS: readonly string[] = [
  ATTACKER,
  '',
  ' ',
  '\n',
  '<!---->',
  `<!--${ATTACKER}-->`,
  '<![CDATA[]]>',
  `<![CDATA[${ATTACKER}]]>`,
  '&#13;',
  '&#109;',
  '&amp;',
  '<?p?>',
  '&x;',
  '<x xmlns=""/>',
  `${ATTACKER}<!---->`,
];
const ATTRIBUTES: readonly string[] = [
  'ID="_evil"',
  'Id="_evil"',
  'xml:id="_evil"',
  'AssertionID="_evil"',
  'xmlns=""',
  'xmlns="urn:evil"',
  'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
  'xmlns:saml="urn:evil"',
  'xmlns:ds="urn:evil"',
  'xmlns:xs="http://www.w3.org/2001/XMLSchema"',
  'xml:lang="en"',
  'xml:space="preserve"',
  'xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"',
  'NotOnOrAfter="2030-01-01T00:00:00Z"',
  'Recipient="https://evil.example/"',
  `Name="${ATTACKER}"`,
];

const pick = <T>(choices: readonly [T, ...T[]] | readonly T[], word: number): T => {
  const chosen = choices[word % choices.length];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
};

const splice = (text: string, start: number, end: number, piece: string): string =>
  text.slice(0, start) + piece + text.slice(end);

const pieceOf = ({ text }: Place, { start, end }: XmlElement): string => text.slice(start, end);

const attributesOf = (text: string, element: XmlElement): RegExpMatchArray[] => [
  ...text.slice(element.start, element.contentStart).matchAll(/\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g),
];

/** A copy of an element that names the attacker, with another ID for every second word. */
const evilTwin = (place: Place): string => {
  const copy = pieceOf(place, place.element).replaceAll(/>[^<>\s][^<>]*@[^<>]*</g, `>${ATTACKER}<`);
  return place.word % 2 === 0 ? copy : copy.replaceAll(/ ID="[^"]*"/g, ' ID="_evil"');
};

const insertAt = (place: Place, piece: string): string => {
  const { start, end, contentStart, contentEnd } = place.other;
  const at = pick([start, end, contentStart, contentEnd], place.word);
  return splice(place.text, at, at, piece);
};

const setAttribute = (place: Place, attribute: string): string => {
  const at = place.element.start + 1 + place.element.name.length;
  return splice(place.text, at, at, ` ${attribute}`);
};

const changeAttribute = (place: Place, change: (attribute: string) => string): string => {
  const attributes = attributesOf(place.text, place.element);
  if (attributes.length === 0) return place.text;
  const { 0: attribute, index = 0 } = pick(attributes, place.other.start + place.word);
  const start = place.element.start + index;
  return splice(place.text, start, start + attribute.length, change(attribute));
};

const renamed = (place: Place, name: string): string => {
  const { start, contentEnd, end, name: old } = place.element;
  const closed = contentEnd === end ? place.text : splice(place.text, contentEnd, end, `</${name}>`);
  return splice(closed, start + 1, start + 1 + old.length, name);
};

const EDITS: Readonly<Record<TreeEditKind, (place: Place) => string>> = {
  remove: (place) => splice(place.text, place.element.start, place.element.end, ''),
  copy: (place) => insertAt(place, pieceOf(place, place.element)),
  move: (place) => {
    const { element, other } = place;
    const piece = pieceOf(place, element);
    const at = place.word % 2 === 0 ? other.start : other.contentEnd;
    if (at > element.start && at < element.end) return place.text;
    return at <= element.start
      ? splice(splice(place.text, element.start, element.end, ''), at, at, piece)
      : splice(splice(place.text, at, at, piece), element.start, element.end, '');
  },
  swap: (place) => {
    const [first, second] =
      place.element.start < place.other.start ? [place.element, place.other] : [place.other, place.element];
    if (second.start < first.end) return place.text;
    const later = splice(place.text, second.start, second.end, pieceOf(place, first));
    return splice(later, first.start, first.end, pieceOf(place, second));
  },
  unwrap: (place) => {
    const { start, end, contentStart, contentEnd } = place.element;
    return splice(place.text, start, end, place.text.slice(contentStart, contentEnd));
  },
  wrap: (place) => {
    const [name, declaration] = pick(WRAPPERS, place.word);
    const piece = `<${name} ${declaration}>${pieceOf(place, place.element)}</${name}>`;
    return splice(place.text, place.element.start, place.element.end, piece);
  },
  evilBeside: (place) => insertAt(place, evilTwin(place)),
  /** The genuine element is hidden inside its evil twin. */
  evilAround: (place) => {
    const twin = evilTwin(place);
    const at = pick([twin.indexOf('>') + 1, twin.lastIndexOf('</')], place.word >> 1);
    const [name, declaration] = pick(WRAPPERS, place.other.start);
    const hidden = `<${name} ${declaration}>${pieceOf(place, place.element)}</${name}>`;
    return at <= 0
      ? place.text
      : splice(place.text, place.element.start, place.element.end, splice(twin, at, at, hidden));
  },
  /** The genuine element is hidden somewhere else, its evil twin stands in its place. */
  evilInstead: (place) => {
    const { element, other } = place;
    const hidden = pieceOf(place, element);
    if (other.contentEnd <= element.start) {
      const replaced = splice(place.text, element.start, element.end, evilTwin(place));
      return splice(replaced, other.contentEnd, other.contentEnd, hidden);
    }
    if (other.contentEnd < element.end) return place.text;
    const withHidden = splice(place.text, other.contentEnd, other.contentEnd, hidden);
    return splice(withHidden, element.start, element.end, evilTwin(place));
  },
  text: (place) => {
    const { contentStart, contentEnd } = place.element;
    return splice(place.text, contentStart, contentEnd, pick(TEXTS, place.word));
  },
  textInside: (place) => {
    const { contentStart, contentEnd } = place.element;
    const at = contentStart + (place.other.start % (contentEnd - contentStart + 1));
    return splice(place.text, at, at, pick(TEXTS, place.word));
  },
  textOf: (place) => {
    const { contentStart, contentEnd } = place.other;
    const { element } = place;
    return splice(place.text, element.contentStart, element.contentEnd, place.text.slice(contentStart, contentEnd));
  },
  addAttribute: (place) => setAttribute(place, pick(ATTRIBUTES, place.word)),
  removeAttribute: (place) => changeAttribute(place, () => ''),
  attributeValue: (place) => changeAttribute(place, (it) => it.replace(/=.*/s, `="${pick(TEXTS, place.word)}"`)),
  spaceInAttribute: (place) => changeAttribute(place, (it) => `\n ${it.replace('=', ' =\t')}`),
  idOfOther: (place) => {
    const withId = place.elements.filter((element) => attributeValue(element, 'ID') !== undefined);
    const element = withId[place.word % withId.length];
    if (element === undefined) return place.text;
    const id = attributeValue(place.other, 'ID') ?? '_evil';
    const start = place.text
      .slice(element.start, element.contentStart)
      .replace(/\sID\s*=\s*["'][^"']*["']/, ` ID="${id}"`);
    return splice(place.text, element.start, element.contentStart, start);
  },
  rename: (place) => renamed(place, pick(WRAPPERS, place.word)[0]),
  nameOfOther: (place) => renamed(place, place.other.name),
  reprefix: (place) => renamed(place, pick(['', 'x:', 'saml:', 'ds:', 'samlp:'], place.word) + place.element.localName),
};

const elementsOf = (text: string): readonly XmlElement[] => {
  try {
    const { root } = parseXml(text);
    return [root, ...descendants(root)];
  } catch {
    // An edit before this one made it no document any more: there is no tree to edit, which is an answer, too.
    return [];
  }
};

/** The text after the edit; the same where it does not parse or the edit finds nothing to change. */
export const editTree = (text: string, edit: TreeEdit): string => {
  const elements = elementsOf(text);
  const element = elements[edit.element % elements.length];
  const other = elements[edit.other % elements.length];
  if (element === undefined || other === undefined) return text;
  return EDITS[edit.kind]({ text, elements, element, other, word: edit.word });
};

/** Any edit of a tree. */
export const treeEdit: fc.Arbitrary<TreeEdit> = fc.record({
  kind: fc.constantFrom(...TREE_EDIT_KINDS),
  element: fc.nat({ max: 255 }),
  other: fc.nat({ max: 255 }),
  word: fc.nat({ max: 255 }),
});
