/** Values of ASN.1 elements, each with the tag that it has to have. */
import { damaged } from '../errors.ts';
import { type BerElement, contextTag, TAG } from './ber.ts';

/** The element when it has this tag; a missing one is damage too. `name` says what it is, for the error. */
export const expectTag = (element: BerElement | undefined, tag: number, name: string): BerElement => {
  if (element?.tag !== tag) {
    const received = element === undefined ? 'nothing' : `an element with the tag 0x${element.tag.toString(16)}`;
    throw damaged(name, received);
  }
  return element;
};

export const sequenceOf = (element: BerElement | undefined, name: string): readonly BerElement[] =>
  expectTag(element, TAG.sequence, name).children;

export const setOf = (element: BerElement | undefined, name: string): readonly BerElement[] =>
  expectTag(element, TAG.set, name).children;

/** The one child of `[number] EXPLICIT`. */
export const explicitOf = (element: BerElement | undefined, number: number, name: string): BerElement => {
  const [inner, ...rest] = expectTag(element, contextTag(number, 'constructed'), name).children;
  if (inner === undefined || rest.length > 0) {
    throw damaged(name, `${rest.length + (inner === undefined ? 0 : 1)} elements`);
  }
  return inner;
};

/** An octet string, in one piece or in several (X.690 §8.7); `tag` is another one where the type is implicit. */
export const octetsOf = (element: BerElement | undefined, name: string, tag: number = TAG.octetString): Uint8Array => {
  if (element?.tag === tag) {
    return element.content;
  }
  const whole = expectTag(element, tag | TAG.constructed, name);
  return Buffer.concat(whole.children.map((piece) => octetsOf(piece, name)));
};

/** A whole number that is not negative and fits into 31 bits; undefined when it is larger. */
export const smallIntegerOf = (element: BerElement | undefined, name: string): number | undefined => {
  const { content } = expectTag(element, TAG.integer, name);
  const first = content[0];
  if (first === undefined || (first & 0x80) !== 0) {
    throw damaged(name, first === undefined ? 'an empty number' : 'a negative number');
  }
  const significant = content.subarray(content.findIndex((octet) => octet !== 0));
  if (significant.length > 4 || (significant.length === 4 && (significant[0] ?? 0) > 0x7f)) {
    return undefined;
  }
  return significant.reduce((value, octet) => value * 256 + octet, 0);
};

/** An object identifier in dotted form. */
export const objectIdOf = (element: BerElement | undefined, name: string): string => {
  const { content } = expectTag(element, TAG.objectId, name);
  if (content.length === 0 || content.length > 32 || ((content.at(-1) ?? 0) & 0x80) !== 0) {
    throw damaged(name, 'an object identifier that is cut off or too long');
  }
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if ((octet & 0x80) === 0) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head = 0n, ...rest] = arcs;
  const top = head < 80n ? head / 40n : 2n;
  return [top, head - top * 40n, ...rest].join('.');
};

/** An AlgorithmIdentifier (RFC 5280 §4.1.1.2). */
export interface Algorithm {
  readonly id: string;
  readonly parameters: BerElement | undefined;
}

export const algorithmOf = (element: BerElement | undefined, name: string): Algorithm => {
  const [id, parameters] = sequenceOf(element, name);
  return { id: objectIdOf(id, name), parameters };
};
