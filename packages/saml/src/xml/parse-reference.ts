/**
 * Character references and the five predefined entities (XML 1.0 §4.1, §4.6). There is no other
 * entity: a document that could define one is refused at its DOCTYPE.
 */
import { HASH, isXmlCodePoint } from './characters.ts';
import type { Scanner } from './scanner.ts';

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const ENTITY_NAME = /^[^\s<>&"'=;]+$/;
const CHARACTER_REFERENCE = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/;

/**
 * Reads the reference at the scanner's position, an `&`, and moves past its `;`.
 *
 * @returns the characters it stands for.
 * @throws SamlError `xml.entity` for any other entity, `xml.syntax` for what is no reference or no Char.
 */
export function readReference(scanner: Scanner): string {
  const start = scanner.position + 1;
  const end = scanner.text.indexOf(';', start);
  if (end <= start) scanner.fail('xml.syntax', 'a reference that ends with ";"');
  const name = scanner.text.slice(start, end);
  const value = scanner.units[start] === HASH ? characterOf(name) : PREDEFINED.get(name);
  if (value === undefined) {
    if (name.startsWith('#')) scanner.fail('xml.syntax', 'a reference to an XML character');
    if (!ENTITY_NAME.test(name)) scanner.fail('xml.syntax', 'a reference that ends with ";"');
    scanner.fail('xml.entity', '&amp; &lt; &gt; &quot; &apos; or a character reference');
  }
  scanner.position = end + 1;
  return value;
}

function characterOf(body: string): string | undefined {
  const match = CHARACTER_REFERENCE.exec(body);
  if (match === null) return undefined;
  const [, hexadecimal, decimal] = match;
  const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return isXmlCodePoint(codePoint) ? String.fromCodePoint(codePoint) : undefined;
}
