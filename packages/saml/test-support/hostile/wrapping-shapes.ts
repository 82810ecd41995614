/**
 * Signature wrapping, shapes 1 to 9. The genuine signed element is kept somewhere in the message, so that its signature still
 * verifies for a reader that looks it up by ID, and an evil one stands where the identity is read.
 */
import type { AttackClass } from './attack-classes.ts';
import { afterIssuer, beforeEnd, replaceFirst } from './hostile-case.ts';

export interface EvilOptions {
  /** Default one of its own. */
  readonly id?: string;
  /** Stands in the Advice of the evil assertion. */
  readonly advice?: string;
}

/** What a shape is made from: the genuine signed element, and the evil one. */
export interface Pieces {
  /** The genuine element with its signature inside. */
  readonly signed: string;
  /** The genuine element without its signature. */
  readonly bare: string;
  readonly signature: string;
  readonly genuineId: string;
  /** The evil element, unsigned. */
  readonly evil: (options?: EvilOptions) => string;
}

/** What stands beside each other in one parent; `hidden` is what its Extensions hold. */
export interface Siblings {
  readonly hidden?: string;
  readonly elements: readonly string[];
}

export interface Shape {
  readonly description: string;
  readonly attackClass: AttackClass;
  /** The evil element, with the genuine one somewhere inside; or both beside each other. */
  readonly make: (pieces: Pieces) => string | Siblings;
}

const object = (content: string): string => `<ds:Object>${content}</ds:Object>`;

const intoSignature = (signature: string, piece: string): string =>
  replaceFirst(signature, '</ds:Signature>', `${piece}</ds:Signature>`);

const FIRST = 'wrapping 1-2: the genuine element inside its own signature or before it';
const SECOND = 'wrapping 3-6: an evil sibling or parent of the genuine element';
const THIRD = 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice';

export const SHAPES: readonly Shape[] = [
  {
    description: 'the genuine element lies in ds:Object of the signature on the evil one',
    attackClass: FIRST,
    make: ({ evil, signature, bare }) => afterIssuer(evil(), intoSignature(signature, object(bare))),
  },
  {
    description: 'the genuine element stands before the signature that was moved into the evil one',
    attackClass: FIRST,
    make: ({ evil, signature, bare }) => afterIssuer(evil(), `${bare}${signature}`),
  },
  {
    description: 'the evil element stands before the genuine one',
    attackClass: SECOND,
    make: ({ evil, signed }) => ({ elements: [evil(), signed] }),
  },
  {
    description: 'the evil element wraps the genuine one with its signature',
    attackClass: SECOND,
    make: ({ evil, signed }) => beforeEnd(evil(), signed),
  },
  {
    description: 'the signature was moved to the evil element, the genuine one stands at the end',
    attackClass: SECOND,
    make: ({ evil, signature, bare }) => ({ elements: [afterIssuer(evil(), signature), bare] }),
  },
  {
    description: 'the genuine element lies directly in the signature on the evil one',
    attackClass: SECOND,
    make: ({ evil, signature, bare }) => afterIssuer(evil(), intoSignature(signature, bare)),
  },
  {
    description: 'the genuine element is kept in Extensions, the evil one has the same ID',
    attackClass: THIRD,
    make: ({ evil, signed, genuineId }) => ({ hidden: signed, elements: [evil({ id: genuineId })] }),
  },
  {
    description: 'the genuine element lies in ds:Object, the evil one has the same ID',
    attackClass: THIRD,
    make: ({ evil, signature, bare, genuineId }) =>
      afterIssuer(evil({ id: genuineId }), intoSignature(signature, object(bare))),
  },
  {
    description: 'the genuine element is kept in Advice of the evil assertion',
    attackClass: THIRD,
    make: ({ evil, signed }) => evil({ advice: signed }),
  },
];
