/**
 * Reads ASN.1 in BER (ITU-T X.690), of which DER is a part: PKCS#12 files of some products use indefinite lengths and
 * octet strings in pieces. Nothing is interpreted here; a tree of elements over the octets of the file comes out.
 */
import { damaged, tooLarge } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';

export interface BerElement {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  /** Octets between the length and the end. */
  readonly content: Uint8Array;
  /** The whole element. */
  readonly raw: Uint8Array;
  /** Empty for a primitive element. */
  readonly children: readonly BerElement[];
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectId: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  bmpString: 0x1e,
  constructed: 0x20,
} as const;

/** The identifier octet of `[number]`. */
export const contextTag = (number: number, kind: 'primitive' | 'constructed'): number =>
  0x80 | (kind === 'constructed' ? TAG.constructed : 0) | number;

const END_OF_CONTENTS = 0x00;
const LONG_TAG = 0x1f;

const NO_CHILDREN: readonly BerElement[] = [];

interface BerPosition {
  readonly tag: number;
  readonly at: number;
  readonly start: number;
  readonly contentEnd: number;
  readonly next: number;
  readonly children: readonly BerElement[];
}

/** Keeps positions, and makes views when they are asked for: a hostile file may have very many elements. */
class BerPart implements BerElement {
  readonly tag: number;
  readonly children: readonly BerElement[];
  readonly #bytes: Uint8Array;
  readonly #at: number;
  readonly #start: number;
  readonly #contentEnd: number;
  readonly #next: number;

  constructor(bytes: Uint8Array, position: BerPosition) {
    this.tag = position.tag;
    this.children = position.children;
    this.#bytes = bytes;
    this.#at = position.at;
    this.#start = position.start;
    this.#contentEnd = position.contentEnd;
    this.#next = position.next;
  }

  get content(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#contentEnd);
  }

  get raw(): Uint8Array {
    return this.#bytes.subarray(this.#at, this.#next);
  }
}

interface Walk {
  readonly bytes: Uint8Array;
  elements: number;
}

const cutOff = (): Error => damaged('complete ASN.1', 'an element that is cut off');

/** @returns where the content begins, and its length; undefined for an indefinite length. */
const readLength = (bytes: Uint8Array, at: number, end: number): { start: number; length: number | undefined } => {
  const first = at < end ? bytes[at] : undefined;
  if (first === undefined) {
    throw cutOff();
  }
  if (first < 0x80) {
    return { start: at + 1, length: first };
  }
  const count = first & 0x7f;
  if (count === 0) {
    return { start: at + 1, length: undefined };
  }
  if (count > 4) {
    throw damaged('an ASN.1 length of up to 4 octets', `one of ${count} octets`);
  }
  if (at + 1 + count > end) {
    throw cutOff();
  }
  let length = 0;
  for (let index = 1; index <= count; index += 1) {
    length = length * 256 + (bytes[at + index] ?? 0);
  }
  return { start: at + 1 + count, length };
};

/** Reads elements up to `end`, or up to the end-of-contents octets when `indefinite`. */
const readChildren = (
  walk: Walk,
  { start, end, depth, indefinite }: { start: number; end: number; depth: number; indefinite: boolean },
): { children: BerElement[]; contentEnd: number; next: number } => {
  const children: BerElement[] = [];
  let at = start;
  while (indefinite || at < end) {
    if (indefinite && at + 1 < end && walk.bytes[at] === END_OF_CONTENTS && walk.bytes[at + 1] === 0) {
      return { children, contentEnd: at, next: at + 2 };
    }
    const child = readElement(walk, { at, end, depth });
    children.push(child.element);
    at = child.next;
  }
  return { children, contentEnd: at, next: at };
};

const readElement = (
  walk: Walk,
  { at, end, depth }: { at: number; end: number; depth: number },
): { element: BerElement; next: number } => {
  walk.elements += 1;
  if (walk.elements > KEYSTORE_LIMITS.asn1Elements) {
    throw tooLarge(`up to ${KEYSTORE_LIMITS.asn1Elements} ASN.1 elements`, 'more');
  }
  if (depth > KEYSTORE_LIMITS.asn1Depth) {
    throw tooLarge(`ASN.1 nested up to ${KEYSTORE_LIMITS.asn1Depth} deep`, 'deeper');
  }
  const tag = at < end ? walk.bytes[at] : undefined;
  if (tag === undefined) {
    throw cutOff();
  }
  if (tag === END_OF_CONTENTS || (tag & LONG_TAG) === LONG_TAG) {
    throw damaged('ASN.1 of a keystore', `an element with the tag 0x${tag.toString(16)}`);
  }
  const { start, length } = readLength(walk.bytes, at + 1, end);
  const constructed = (tag & TAG.constructed) !== 0;
  if (length === undefined) {
    if (!constructed) {
      throw damaged('a definite length of a primitive element', 'an indefinite length');
    }
    const inner = readChildren(walk, { start, end, depth: depth + 1, indefinite: true });
    return { element: new BerPart(walk.bytes, { tag, at, start, ...inner }), next: inner.next };
  }
  if (length > end - start) {
    throw cutOff();
  }
  const contentEnd = start + length;
  const { children } = constructed
    ? readChildren(walk, { start, end: contentEnd, depth: depth + 1, indefinite: false })
    : { children: NO_CHILDREN };
  return {
    element: new BerPart(walk.bytes, { tag, at, start, contentEnd, next: contentEnd, children }),
    next: contentEnd,
  };
};

/**
 * Reads one element that fills `bytes` entirely.
 *
 * @throws KeystoreError `keystore.damaged`, or `keystore.too_large` past the limits on depth and number.
 */
export const readBer = (bytes: Uint8Array): BerElement => {
  const { element, next } = readElement({ bytes, elements: 0 }, { at: 0, end: bytes.length, depth: 1 });
  if (next !== bytes.length) {
    throw damaged('the end of the ASN.1', `${bytes.length - next} more octets`);
  }
  return element;
};
