/**
 * What surrounds the root element: octets to text, the XML declaration, white space and comments
 * (XML 1.0 §2.8, §4.3.3). DOCTYPE and processing instructions are refused wherever they stand.
 */
import { SamlError } from '../errors.ts';
import { EXCLAMATION, LESS_THAN, QUESTION, SPACE, UNIT_FLAGS } from './characters.ts';
import { readComment } from './parse-text.ts';
import type { Scanner } from './scanner.ts';

const BYTE_ORDER_MARK = 0xfeff;
const NOT_ASCII = /[^\0-\x7f]/u;

/**
 * Octets to well-formed UTF-16 without a byte order mark, after the size was checked.
 *
 * @throws SamlError `message.too_large`, `xml.encoding`.
 */
export function decodeText(input: Uint8Array | string, maxBytes: number): string {
  const size = typeof input === 'string' ? Math.max(input.length, lengthInBytes(input, maxBytes)) : input.byteLength;
  if (size > maxBytes) {
    throw new SamlError('message.too_large', { expected: `at most ${maxBytes} octets`, received: `${size} octets` });
  }
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  if (!text.isWellFormed()) {
    throw new SamlError('xml.encoding', { expected: 'well-formed Unicode', received: 'a lone surrogate' });
  }
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** Counting octets is work too: a text that is too long by its characters alone is not counted. */
function lengthInBytes(text: string, maxBytes: number): number {
  return text.length > maxBytes ? text.length : Buffer.byteLength(text);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(octets: Uint8Array): string {
  try {
    return utf8.decode(octets);
  } catch (cause) {
    throw new SamlError('xml.encoding', { expected: 'UTF-8', received: 'octets that are not UTF-8', cause });
  }
}

/** Moves to the `<` of the root element. */
export function skipProlog(scanner: Scanner): void {
  const first = scanner.units[5] ?? 0;
  if (scanner.text.startsWith('<?xml') && ((UNIT_FLAGS[first] ?? 0) & SPACE) !== 0) readXmlDeclaration(scanner);
  skipMisc(scanner);
  if (scanner.atEnd) scanner.fail('xml.syntax', 'a root element');
}

/** Moves past white space and comments; stops before anything else, which must be an element or the end. */
export function skipMisc(scanner: Scanner): void {
  for (;;) {
    scanner.skipSpace();
    if (scanner.atEnd) return;
    if (scanner.units[scanner.position] !== LESS_THAN) {
      scanner.fail('xml.syntax', 'only white space and comments outside of the root element');
    }
    const next = scanner.units[scanner.position + 1];
    if (next !== EXCLAMATION && next !== QUESTION) return;
    refuseDeclarations(scanner);
    readComment(scanner);
  }
}

/** Refuses what begins with `<?` or `<!` at the position and is no comment. */
export function refuseDeclarations(scanner: Scanner): void {
  if (scanner.text.startsWith('<?', scanner.position)) {
    scanner.fail('xml.processing_instruction', 'no processing instruction');
  }
  if (!scanner.text.startsWith('<!--', scanner.position)) {
    scanner.fail(
      /^<![A-Z]/.test(scanner.text.slice(scanner.position, scanner.position + 3)) ? 'xml.doctype' : 'xml.syntax',
      'a comment',
    );
  }
}

const XML_DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;

function readXmlDeclaration(scanner: Scanner): void {
  const end = scanner.text.indexOf('?>');
  const match = end < 0 ? null : XML_DECLARATION.exec(scanner.text.slice(0, end + 2));
  if (match === null) scanner.fail('xml.syntax', 'an XML declaration');
  const version = match[1] ?? match[2];
  const encoding = (match[3] ?? match[4])?.toUpperCase();
  if (version !== '1.0') scanner.fail('xml.encoding', 'XML version 1.0');
  if (encoding !== undefined && encoding !== 'UTF-8' && encoding !== 'US-ASCII') {
    scanner.fail('xml.encoding', 'the encoding UTF-8 or US-ASCII');
  }
  if (encoding === 'US-ASCII' && NOT_ASCII.test(scanner.text)) {
    scanner.fail('xml.encoding', 'ASCII characters only, as the XML declaration says');
  }
  scanner.position = end + 2;
}
