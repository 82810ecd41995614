/**
 * Character data, CDATA sections and comments (XML 1.0 §2.4, §2.5, §2.7, §2.11).
 *
 * Text and CDATA sections that touch become one text node. Each node knows whether its source is the
 * canonical form already, which in real messages it nearly always is.
 */
import {
  AMPERSAND,
  CARRIAGE_RETURN,
  CLOSE_BRACKET,
  EXCLAMATION,
  GREATER_THAN,
  LESS_THAN,
  LINE_FEED,
  PLAIN_TEXT,
  UNIT_FLAGS,
  XML_CHAR,
} from './characters.ts';
import { readReference } from './parse-reference.ts';
import type { Scanner } from './scanner.ts';
import { CommentNode, TextNode } from './xml-tree.ts';

const CDATA_START = '<![CDATA[';

/** References that Canonical XML 1.0 §2.3 writes in text, spelled the way it writes them. */
const CANONICAL_TEXT_REFERENCES: ReadonlySet<string> = new Set(['&amp;', '&lt;', '&gt;', '&#xD;']);

/** Line ends as XML 1.0 §2.11 reads them. */
function normalizeLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

/** Refuses what is no Char between two offsets. */
function requireChars(scanner: Scanner, start: number, end: number): void {
  const { units } = scanner;
  for (let index = start; index < end; index += 1) {
    if (((UNIT_FLAGS[units[index] ?? 0] ?? 0) & XML_CHAR) === 0) {
      scanner.fail('xml.syntax', 'characters that XML allows', index);
    }
  }
}

/** Reads the text at the position up to the next tag or comment. The position is not at a `<`, or at a CDATA section. */
export function readText(scanner: Scanner): TextNode {
  const { units } = scanner;
  const start = scanner.position;
  let index = start;
  while (((UNIT_FLAGS[units[index] ?? 0] ?? 0) & PLAIN_TEXT) !== 0) index += 1;
  if (units[index] === LESS_THAN && !isCdataStart(scanner, index)) {
    scanner.position = index;
    return new TextNode(scanner.text.slice(start, index), start, index, true);
  }
  return readMixedText(scanner, start, index);
}

/** Whether a CDATA section begins at the `<` at this offset. */
export function isCdataStart(scanner: Scanner, index: number): boolean {
  return scanner.units[index + 1] === EXCLAMATION && scanner.text.startsWith(CDATA_START, index);
}

/** Goes on where plain text ends: at a reference, a `>`, a carriage return, a CDATA section or a bad character. */
function readMixedText(scanner: Scanner, start: number, firstSpecial: number): TextNode {
  const { units, text } = scanner;
  let value = text.slice(start, firstSpecial);
  let verbatim = true;
  let plainStart = firstSpecial;
  scanner.position = firstSpecial;
  for (;;) {
    const index = scanner.position;
    const unit = units[index] ?? 0;
    if (((UNIT_FLAGS[unit] ?? 0) & PLAIN_TEXT) !== 0) {
      scanner.position = index + 1;
      continue;
    }
    const plain = text.slice(plainStart, index);
    if (unit === AMPERSAND) {
      value += plain + readReference(scanner);
      verbatim &&= CANONICAL_TEXT_REFERENCES.has(text.slice(index, scanner.position));
    } else if (unit === LESS_THAN && isCdataStart(scanner, index)) {
      value += plain + readCdata(scanner);
      verbatim = false;
    } else if (unit === GREATER_THAN) {
      if (units[index - 1] === CLOSE_BRACKET && units[index - 2] === CLOSE_BRACKET) {
        scanner.fail('xml.syntax', 'no "]]>" outside of a CDATA section', index - 2);
      }
      value += `${plain}>`;
      scanner.position = index + 1;
      verbatim = false;
    } else if (unit === CARRIAGE_RETURN) {
      value += `${plain}\n`;
      scanner.position = index + (units[index + 1] === LINE_FEED ? 2 : 1);
      verbatim = false;
    } else if (unit === LESS_THAN) {
      return new TextNode(value + plain, start, index, verbatim);
    } else {
      scanner.fail('xml.syntax', scanner.atEnd ? 'an end tag' : 'characters that XML allows');
    }
    plainStart = scanner.position;
  }
}

function readCdata(scanner: Scanner): string {
  const start = scanner.position + CDATA_START.length;
  const end = scanner.text.indexOf(']]>', start);
  if (end < 0) scanner.fail('xml.syntax', 'the end of a CDATA section, "]]>"');
  requireChars(scanner, start, end);
  scanner.position = end + 3;
  return normalizeLineEnds(scanner.text.slice(start, end));
}

/** Reads the comment at the position, which is at its `<!--`. */
export function readComment(scanner: Scanner): CommentNode {
  const start = scanner.position;
  const bodyStart = start + 4;
  const bodyEnd = scanner.text.indexOf('--', bodyStart);
  if (bodyEnd < 0 || scanner.units[bodyEnd + 2] !== GREATER_THAN) {
    scanner.fail('xml.syntax', 'a comment that ends at its first "--" with "-->"', start);
  }
  requireChars(scanner, bodyStart, bodyEnd);
  const end = bodyEnd + 3;
  scanner.position = end;
  return new CommentNode(normalizeLineEnds(scanner.text.slice(bodyStart, bodyEnd)), start, end);
}
