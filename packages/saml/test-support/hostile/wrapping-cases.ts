/**
 * Signature wrapping, shapes 1 to 9, at each of the places that may be signed. The genuine signed element is kept somewhere in
 * the message, so that its signature still verifies for a reader that looks it up by ID, and an evil one stands where the
 * identity is read.
 */
import type { SamlErrorCode } from '../../src/errors.ts';
import { assertionXml, nameIdXml, responseXml, SAMPLE, sampleParts } from '../sample-response.ts';
import {
  afterIssuer,
  beforeEnd,
  type Forge,
  type HostileCase,
  replaceFirst,
  SIGNING_PLACES,
  type SigningPlace,
  takeSignature,
} from './hostile-case.ts';

type SignedPlace = Exclude<SigningPlace, 'none'>;

/** What a shape is made from: the genuine signed element, the evil one, and how to put the latter into a message. */
interface Pieces {
  /** The genuine element with its signature inside. */
  readonly signed: string;
  /** The genuine element without its signature. */
  readonly bare: string;
  readonly signature: string;
  /** The evil element, unsigned; its ID can be that of the genuine one. */
  readonly evil: (id?: string) => string;
  readonly genuineId: string;
}

const object = (content: string): string => `<ds:Object>${content}</ds:Object>`;

const intoSignature = (signature: string, piece: string): string =>
  replaceFirst(signature, '</ds:Signature>', `${piece}</ds:Signature>`);

/** The evil element with the genuine element somewhere inside it; shapes 3, 5 and 7 put it beside instead. */
interface Shape {
  readonly description: string;
  readonly inside?: (pieces: Pieces) => string;
  readonly beside?: (pieces: Pieces) => { readonly before: string; readonly evil: string; readonly after: string };
}

const SHAPES: readonly Shape[] = [
  {
    description: 'the genuine element lies in ds:Object of the signature on the evil one',
    inside: ({ evil, signature, bare }) => afterIssuer(evil(), intoSignature(signature, object(bare))),
  },
  {
    description: 'the genuine element stands before the signature that was moved into the evil one',
    inside: ({ evil, signature, bare }) => afterIssuer(evil(), `${bare}${signature}`),
  },
  {
    description: 'the evil element stands before the genuine one',
    beside: ({ evil, signed }) => ({ before: '', evil: evil(), after: signed }),
  },
  {
    description: 'the evil element wraps the genuine one with its signature',
    inside: ({ evil, signed }) => beforeEnd(evil(), signed),
  },
  {
    description: 'the signature was moved to the evil element, the genuine one stands at the end',
    beside: ({ evil, signature, bare }) => ({ before: '', evil: afterIssuer(evil(), signature), after: bare }),
  },
  {
    description: 'the genuine element lies directly in the signature on the evil one',
    inside: ({ evil, signature, bare }) => afterIssuer(evil(), intoSignature(signature, bare)),
  },
  {
    description: 'the genuine element is kept in Extensions, the evil one has the same ID',
    beside: ({ evil, signed, genuineId }) => ({
      before: `<samlp:Extensions>${signed}</samlp:Extensions>`,
      evil: evil(genuineId),
      after: '',
    }),
  },
  {
    description: 'the genuine element lies in ds:Object, the evil one has the same ID',
    inside: ({ evil, signature, bare, genuineId }) =>
      afterIssuer(evil(genuineId), intoSignature(signature, object(bare))),
  },
  {
    description: 'the genuine element is kept in Advice of the evil assertion',
    inside: ({ evil, signed }) =>
      replaceFirst(evil(), '<saml:AuthnStatement', `<saml:Advice>${signed}</saml:Advice><saml:AuthnStatement`),
  },
];

const evilParts = (assertionId: string, responseId: string) =>
  sampleParts({
    nameId: nameIdXml(SAMPLE.attacker),
    attributeStatement: '',
    assertionId,
    responseId,
  });

const assertionPieces = (forge: Forge): Pieces => {
  const signed = forge.assertion();
  const { signature, rest } = takeSignature(signed);
  return {
    signed,
    bare: rest,
    signature,
    genuineId: SAMPLE.assertionId,
    evil: (id = '_evil-assertion') => assertionXml(evilParts(id, SAMPLE.responseId)),
  };
};

const responsePieces = (forge: Forge, place: SignedPlace): Pieces => {
  const signed = forge.message({}, { place });
  const { signature, rest } = takeSignature(signed);
  return {
    signed,
    bare: rest,
    signature,
    genuineId: SAMPLE.responseId,
    evil: (id = '_evil-response') => {
      const parts = evilParts('_evil-assertion', id);
      return responseXml(parts, assertionXml(parts));
    },
  };
};

/** The message of one shape when the assertion is what is signed. */
const wrapAssertion = (forge: Forge, shape: Shape): string => {
  const pieces = assertionPieces(forge);
  if (shape.inside !== undefined) {
    return responseXml(sampleParts(), shape.inside(pieces));
  }
  const { before = '', evil = '', after = '' } = shape.beside?.(pieces) ?? {};
  return responseXml(sampleParts({ extensions: before }), `${evil}${after}`);
};

/** The same when the Response is: the evil Response has to be the root, so what stood beside comes inside it. */
const wrapResponse = (forge: Forge, shape: Shape, place: SignedPlace): string => {
  const pieces = responsePieces(forge, place);
  if (shape.inside !== undefined) {
    return shape.inside(pieces);
  }
  const { before = '', evil = '', after = '' } = shape.beside?.(pieces) ?? {};
  return replaceFirst(beforeEnd(evil, after), '<samlp:Status>', `${before}<samlp:Status>`);
};

/** By shape, what refuses it when the assertion, the Response or both are signed. */
const CODES: readonly (readonly [assertion: SamlErrorCode, response: SamlErrorCode, both: SamlErrorCode])[] = [
  ['response.assertion_count', 'signature.structure', 'signature.misplaced'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['signature.misplaced', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'signature.structure', 'signature.misplaced'],
  ['xml.duplicate_id', 'xml.duplicate_id', 'xml.duplicate_id'],
  ['xml.duplicate_id', 'xml.duplicate_id', 'xml.duplicate_id'],
  ['signature.misplaced', 'signature.misplaced', 'signature.misplaced'],
];

const codeOf = (index: number, place: SignedPlace): SamlErrorCode => {
  const code = CODES[index]?.[['assertion', 'response', 'both'].indexOf(place)];
  if (code === undefined) {
    throw new Error(`shape ${index + 1} has no code`);
  }
  return code;
};

export const wrappingCases = (forge: Forge): readonly HostileCase[] =>
  SHAPES.flatMap((shape, index) =>
    SIGNING_PLACES.map(
      (place): HostileCase => ({
        id: `wrapping-${index + 1}-${place}`,
        attackClass: 'signature wrapping',
        description: `${place === 'both' ? 'both' : `the ${place}`} signed: ${shape.description}`,
        code: codeOf(index, place),
        twin: { message: forge.message({}, { place }) },
        hostile: {
          message: place === 'assertion' ? wrapAssertion(forge, shape) : wrapResponse(forge, shape, place),
        },
      }),
    ),
  );
