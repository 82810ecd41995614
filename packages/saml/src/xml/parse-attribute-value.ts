/** Attribute values: quotes, references and white space (XML 1.0 §2.3, §3.3.3). */
import {
  AMPERSAND,
  CARRIAGE_RETURN,
  DOUBLE_QUOTE,
  LINE_FEED,
  PLAIN_ATTRIBUTE,
  SINGLE_QUOTE,
  TAB,
  UNIT_FLAGS,
} from './characters.ts';
import { readReference } from './parse-reference.ts';
import type { Scanner } from './scanner.ts';

/** References that Canonical XML 1.0 §2.3 writes in attributes, spelled the way it writes them. */
const CANONICAL_ATTRIBUTE_REFERENCES: ReadonlySet<string> = new Set([
  '&amp;',
  '&lt;',
  '&quot;',
  '&#x9;',
  '&#xA;',
  '&#xD;',
]);

/**
 * Reads the quoted value at the position and moves past its closing quote. Whether it is canonical as
 * written stands in `scanner.valueVerbatim` afterwards.
 */
export function readAttributeValue(scanner: Scanner): string {
  const { units } = scanner;
  const start = scanner.position + 1;
  const quote = units[start - 1] ?? 0;
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) scanner.fail('xml.syntax', 'a quoted attribute value');
  let index = start;
  while (((UNIT_FLAGS[units[index] ?? 0] ?? 0) & PLAIN_ATTRIBUTE) !== 0) index += 1;
  scanner.valueVerbatim = quote === DOUBLE_QUOTE;
  if (units[index] === quote) {
    scanner.position = index + 1;
    return scanner.text.slice(start, index);
  }
  return readMixedValue(scanner, quote, start, index);
}

/** Goes on where the plain part of a value ends. */
function readMixedValue(scanner: Scanner, quote: number, start: number, firstSpecial: number): string {
  const { units, text } = scanner;
  let value = text.slice(start, firstSpecial);
  let plainStart = firstSpecial;
  scanner.position = firstSpecial;
  for (;;) {
    const index = scanner.position;
    const unit = units[index] ?? 0;
    const plain = ((UNIT_FLAGS[unit] ?? 0) & PLAIN_ATTRIBUTE) !== 0;
    if (plain || (unit !== quote && (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE))) {
      scanner.position = index + 1;
      continue;
    }
    value += text.slice(plainStart, index);
    if (unit === quote) {
      scanner.position = index + 1;
      return value;
    }
    if (unit === AMPERSAND) {
      value += readReference(scanner);
      const canonical = CANONICAL_ATTRIBUTE_REFERENCES.has(text.slice(index, scanner.position));
      scanner.valueVerbatim = scanner.valueVerbatim && canonical;
    } else if (unit === TAB || unit === LINE_FEED || unit === CARRIAGE_RETURN) {
      value += ' ';
      scanner.position = index + (unit === CARRIAGE_RETURN && units[index + 1] === LINE_FEED ? 2 : 1);
      scanner.valueVerbatim = false;
    } else {
      scanner.fail('xml.syntax', 'the closing quote, and no "<" or control character before it');
    }
    plainStart = scanner.position;
  }
}
