/**
 * Which UTF-16 units may stand where, as one table (XML 1.0 5th ed. §2.2, §2.3).
 *
 * The parser runs over an array of units and asks this table once per unit. The text is known to be
 * well-formed UTF-16 before, so a surrogate is always half of a real pair and needs no lookahead.
 */

/** The unit stands for itself in character data: no markup, reference, `>` or line end to look at. */
export const PLAIN_TEXT = 1;
/** The unit stands for itself in an attribute value: no quote, markup, reference or white space but #x20. */
export const PLAIN_ATTRIBUTE = 2;
/** NameStartChar without the colon. */
export const NAME_START = 4;
/** NameChar without the colon. */
export const NAME_CHAR = 8;
/** S: #x20, #x9, #xA, #xD. */
export const SPACE = 16;
/** Char: may stand in a document at all. */
export const XML_CHAR = 32;

/** NameStartChar of XML 1.0 §2.3, production 4, first to last, without the colon. Surrogates: U+10000 to U+EFFFF. */
const NAME_START_RANGES: readonly (readonly [number, number])[] = [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xd800, 0xdb7f],
  [0xdc00, 0xdfff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
];

/** What NameChar (production 4a) adds. */
const NAME_CHAR_RANGES: readonly (readonly [number, number])[] = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

function mark(table: Uint8Array, first: number, last: number, flag: number): void {
  for (let unit = first; unit <= last; unit += 1) table[unit] = (table[unit] ?? 0) | flag;
}

function unmark(table: Uint8Array, units: string, flag: number): void {
  for (let index = 0; index < units.length; index += 1) {
    const unit = units.charCodeAt(index);
    table[unit] = (table[unit] ?? 0) & ~flag;
  }
}

/** The flags above, by UTF-16 unit. Unit 0 has none, so a zero behind the last unit ends every loop. */
export const UNIT_FLAGS: Uint8Array = (() => {
  const table = new Uint8Array(0x10000);
  for (const unit of [0x20, 0x09, 0x0a, 0x0d]) mark(table, unit, unit, SPACE | XML_CHAR | PLAIN_TEXT | PLAIN_ATTRIBUTE);
  mark(table, 0x20, 0xfffd, XML_CHAR | PLAIN_TEXT | PLAIN_ATTRIBUTE);
  unmark(table, '<&>\r', PLAIN_TEXT);
  unmark(table, '<&"\'\t\n\r', PLAIN_ATTRIBUTE);
  for (const [first, last] of NAME_START_RANGES) mark(table, first, last, NAME_START | NAME_CHAR);
  for (const [first, last] of NAME_CHAR_RANGES) mark(table, first, last, NAME_CHAR);
  return table;
})();

/** Whether a code point is a Char of XML 1.0 §2.2, as a character reference must name one. */
export function isXmlCodePoint(codePoint: number): boolean {
  if (codePoint > 0xffff) return codePoint <= 0x10ffff;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
  return ((UNIT_FLAGS[codePoint] ?? 0) & XML_CHAR) !== 0;
}

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const EXCLAMATION = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const LESS_THAN = 0x3c;
export const EQUALS_SIGN = 0x3d;
export const GREATER_THAN = 0x3e;
export const QUESTION = 0x3f;
export const CLOSE_BRACKET = 0x5d;
