/**
 * Strict base64 with the white space that XML allows, for SignatureValue, DigestValue, CipherValue,
 * X509Certificate and the messages of the POST binding (RFC 4648 §4, XML Schema part 2 §3.2.16).
 */
import { SamlError, type SamlErrorCode } from '../errors.ts';

const SPACE_KIND = 255;

/** Value of each alphabet character plus one, 255 for XML white space, 0 for everything else. */
const KIND: Uint8Array = (() => {
  const kind = new Uint8Array(128);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < alphabet.length; index += 1) kind[alphabet.charCodeAt(index)] = index + 1;
  for (const space of [0x20, 0x09, 0x0a, 0x0d]) kind[space] = SPACE_KIND;
  return kind;
})();
const EQUALS = 0x3d;

/** What the scan found out: how many characters carry data, and whether the spelling is the one accepted. */
interface Base64Scan {
  readonly symbols: number;
  readonly padding: number;
  /** Value of the last symbol, whose unused low bits must be zero. */
  readonly lastSymbol: number;
  /** Offset of the first character that is not accepted, or -1. */
  readonly badAt: number;
}

function scan(text: string): Base64Scan {
  let symbols = 0;
  let padding = 0;
  let lastSymbol = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === EQUALS) {
      padding += 1;
      continue;
    }
    const kind = unit < 128 ? (KIND[unit] ?? 0) : 0;
    if (kind === SPACE_KIND) continue;
    if (kind === 0 || padding > 0) return { symbols, padding, lastSymbol, badAt: index };
    symbols += 1;
    lastSymbol = kind - 1;
  }
  return { symbols, padding, lastSymbol, badAt: -1 };
}

/** Holds the octets of texts up to its length while they are counted, which is several times faster than `Buffer.byteLength`. */
const probe = new Uint8Array(64 * 1024);
const encoder = new TextEncoder();

function isAscii(text: string): boolean {
  const { length } = text;
  if (length > probe.length) return Buffer.byteLength(text, 'utf8') === length;
  const { read, written } = encoder.encodeInto(text, probe);
  return read === length && written === length;
}

/**
 * Whether a text is base64 without any white space, told from how much Node made of it. Node skips what is no base64, but
 * not its other spelling with `-` and `_`, and reads characters past U+00FF by their low octet. A text without any of these
 * gives as many octets as its length says only if every character before the padding counts.
 */
function isPlain(text: string, decodedLength: number): boolean {
  const { length } = text;
  if (length === 0 || length % 4 !== 0 || !isAscii(text) || text.includes('-') || text.includes('_')) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (decodedLength !== (length / 4) * 3 - padding) return false;
  const lastSymbol = (KIND[text.charCodeAt(length - 1 - padding)] ?? 0) - 1;
  return (lastSymbol & UNUSED_BITS[padding]) === 0;
}

/** Bits of the last symbol that carry no data, by the number of padding characters. */
const UNUSED_BITS = [0, 0b11, 0b1111] as const;

/**
 * Decodes base64 that may contain XML white space anywhere (space, tab, LF, CR).
 *
 * @param text - what was read from the message; padding is required, unused bits must be zero.
 * @param code - the code of the SamlError that is thrown for anything else, empty text included.
 * @returns the octets.
 * @throws SamlError with `code`.
 */
export function decodeBase64(text: string, code: SamlErrorCode): Buffer {
  const decoded = Buffer.from(text, 'base64');
  requireBase64(text, decoded.length, code);
  return decoded;
}

const passing = Buffer.alloc(64 * 1024);

/**
 * The same for octets that are used at once, which spares the memory for them.
 *
 * @returns the octets, which are there only until the next call.
 * @throws SamlError with `code`.
 */
export function decodePassingBase64(text: string, code: SamlErrorCode): Buffer {
  // Of four characters Node makes at most three octets.
  if (text.length > passing.length) return decodeBase64(text, code);
  const length = passing.write(text, 'base64');
  requireBase64(text, length, code);
  return passing.subarray(0, length);
}

/** Requires that Node has read base64 of this text, of which it made so many octets. */
function requireBase64(text: string, decodedLength: number, code: SamlErrorCode): void {
  if (isPlain(text, decodedLength)) return;
  const { symbols, padding, lastSymbol, badAt } = scan(text);
  if (badAt >= 0) {
    throw new SamlError(code, {
      expected: 'base64 characters, XML white space, padding only at the end',
      received: `${JSON.stringify(text.charAt(badAt))} at offset ${badAt}`,
    });
  }
  const unusedBits = UNUSED_BITS[padding];
  const whole = symbols > 0 && (symbols + padding) % 4 === 0;
  // White space is skipped by Node; everything else that it would skip is refused here.
  if (!whole || unusedBits === undefined || (lastSymbol & unusedBits) !== 0) {
    throw new SamlError(code, {
      expected: 'groups of four base64 characters, the last one padded with = and zero bits',
      received: symbols === 0 ? 'no base64 characters' : `${symbols} characters and ${padding} padding characters`,
    });
  }
}
