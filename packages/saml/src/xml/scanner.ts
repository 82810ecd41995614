/**
 * The cursor of the parser over one document: its text, the same text as an array of UTF-16 units
 * (reading units from an array is several times faster than charCodeAt), and how a refusal is worded.
 */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { COLON, NAME_CHAR, NAME_START, SPACE, UNIT_FLAGS } from './characters.ts';
import { addToNameHash, KNOWN_NAME_UNITS, knownNameAt } from './known-names.ts';
import type { QualifiedName } from './qualified-name.ts';

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Documents up to this many units share one array, so that a message costs no large allocation. */
const SHARED_UNITS = 64 * 1024;
let shared: Uint16Array<ArrayBuffer> | undefined = new Uint16Array(SHARED_UNITS);

/** An array for a text and a zero behind its last unit. */
function takeUnits(length: number): Uint16Array<ArrayBuffer> {
  if (length >= SHARED_UNITS || shared === undefined) return new Uint16Array(length + 1);
  const units = shared;
  shared = undefined;
  return units;
}

/** The UTF-16 units of a text, with a zero behind the last one. */
function unitsOf(text: string): Uint16Array<ArrayBuffer> {
  const units = takeUnits(text.length);
  if (LITTLE_ENDIAN) {
    Buffer.from(units.buffer).write(text, 'utf16le');
  } else {
    for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  }
  units[text.length] = 0;
  return units;
}

/** Slots for names that are not known beforehand; a message has a few of them. */
const NAME_SLOTS = 64;

export class Scanner {
  readonly text: string;
  readonly units: Uint16Array<ArrayBuffer>;
  /** Offset of the next unit to read. */
  position = 0;
  /** Whether the attribute value that was read last is in canonical form as written. */
  valueVerbatim = true;
  /** Other names seen in this document, by a hash of their units; a later name may take the slot of an earlier one. */
  readonly #names = new Array<QualifiedName | undefined>(NAME_SLOTS);

  constructor(text: string) {
    this.text = text;
    this.units = unitsOf(text);
  }

  /** Gives the array back once the document was read. The scanner cannot be used afterwards. */
  release(): void {
    if (this.units.length === SHARED_UNITS) shared = this.units;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** @throws SamlError always; `received` quotes the text at the offset. */
  fail(code: SamlErrorCode, expected: string, at: number = this.position): never {
    const received = at >= this.text.length ? 'the end of the document' : JSON.stringify(this.text.slice(at, at + 40));
    throw new SamlError(code, { expected, received: `${received} at offset ${at}` });
  }

  /** Moves past white space and says whether there was any. */
  skipSpace(): boolean {
    const { units } = this;
    const start = this.position;
    let index = start;
    while (((UNIT_FLAGS[units[index] ?? 0] ?? 0) & SPACE) !== 0) index += 1;
    this.position = index;
    return index > start;
  }

  /** Moves past one unit; refuses anything else. */
  expect(unit: number): void {
    if (this.units[this.position] !== unit) this.fail('xml.syntax', JSON.stringify(String.fromCharCode(unit)));
    this.position += 1;
  }

  /** Reads a QName (Namespaces in XML 1.0 §4). */
  readName(): QualifiedName {
    const { units } = this;
    const start = this.position;
    let index = start;
    let unit = units[index] ?? 0;
    let flags = UNIT_FLAGS[unit] ?? 0;
    let hash = 0;
    while ((flags & NAME_CHAR) !== 0 || unit === COLON) {
      hash = addToNameHash(hash, unit);
      index += 1;
      unit = units[index] ?? 0;
      flags = UNIT_FLAGS[unit] ?? 0;
    }
    this.position = index;
    const length = index - start;
    const known = knownNameAt(hash);
    if (known?.name.length === length && this.#holdsKnown(known.at, start, length)) return known;
    const slot = hash & (NAME_SLOTS - 1);
    const seen = this.#names[slot];
    if (seen?.name.length === length && this.repeats(seen.at, start, length)) return seen;
    const split = this.#splitName(this.text.slice(start, index), start);
    this.#names[slot] = split;
    return split;
  }

  /** Whether the units at an offset are those at an earlier one. For names of a few units nothing built in is faster. */
  repeats(earlier: number, at: number, length: number): boolean {
    const { units } = this;
    for (let index = 0; index < length; index += 1) {
      if (units[earlier + index] !== units[at + index]) return false;
    }
    return true;
  }

  #holdsKnown(known: number, at: number, length: number): boolean {
    const { units } = this;
    for (let index = 0; index < length; index += 1) {
      if (KNOWN_NAME_UNITS[known + index] !== units[at + index]) return false;
    }
    return true;
  }

  #splitName(name: string, at: number): QualifiedName {
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const localName = name.slice(colon + 1);
    const startsWell = (part: string): boolean => ((UNIT_FLAGS[part.charCodeAt(0)] ?? 0) & NAME_START) !== 0;
    const wellFormed = startsWell(localName) && (colon < 0 || startsWell(prefix)) && !localName.includes(':');
    if (!wellFormed) this.fail(name.includes(':') ? 'xml.namespace' : 'xml.syntax', 'a name', at);
    return { name, prefix, localName, at };
  }
}
