/**
 * Signature wrapping of Responses: nine shapes, with the Response, the assertion or both signed, the assertion plain or
 * encrypted, with RSA and ECDSA. All of these combinations exist. An attacker cannot open an encrypted assertion, but has
 * genuine ones of his own, and our public key is public: the encrypted messages here hold what he would encrypt.
 */
import type { VerifyResponseOptions } from '../../src/checks/verify-response-options.ts';
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import type { SamlErrorCode } from '../../src/errors.ts';
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import type { TestKeyPair } from '../keys.ts';
import { assertionXml, nameIdXml, responseXml, SAMPLE, sampleParts } from '../sample-response.ts';
import { ECDSA_SHA256 } from '../sign-template.ts';
import {
  beforeEnd,
  type Forge,
  type HostileCase,
  replaceFirst,
  SIGNING_PLACES,
  type SigningPlace,
  takeSignature,
} from './hostile-case.ts';
import { type EvilOptions, type Pieces, SHAPES, type Shape } from './wrapping-shapes.ts';

type SignedPlace = Exclude<SigningPlace, 'none'>;

/** Into the message as it stands, or encrypted. */
type Seal = (assertion: string) => string;

interface Variant {
  readonly place: SignedPlace;
  readonly sealed: boolean;
  readonly pair: TestKeyPair;
}

const evilAssertion = ({ id = '_evil-assertion', advice }: EvilOptions): string =>
  assertionXml(
    sampleParts({
      nameId: nameIdXml(SAMPLE.attacker),
      attributeStatement: '',
      assertionId: id,
      advice: advice === undefined ? '' : `<saml:Advice>${advice}</saml:Advice>`,
    }),
  );

const extensions = (content: string | undefined): string =>
  content === undefined ? '' : `<samlp:Extensions>${content}</samlp:Extensions>`;

const piecesOf = (signed: string, genuineId: string, evil: Pieces['evil']): Pieces => {
  const { signature, rest } = takeSignature(signed);
  return { signed, bare: rest, signature, genuineId, evil };
};

/** The assertion is what is signed: evil and genuine one share a Response that nobody signed. */
const wrapAssertion = ({ make }: Shape, pieces: Pieces, seal: Seal): string => {
  const made = make(pieces);
  if (typeof made === 'string') {
    return responseXml(sampleParts(), seal(made));
  }
  const hidden = made.hidden === undefined ? undefined : seal(made.hidden);
  return responseXml(sampleParts({ extensions: extensions(hidden) }), made.elements.map(seal).join(''));
};

/** The Response is: the evil one has to be the root, so what stood beside it comes inside. */
const wrapResponse = ({ make }: Shape, pieces: Pieces): string => {
  const made = make(pieces);
  if (typeof made === 'string') {
    return made;
  }
  const [root = '', ...others] = made.elements;
  return replaceFirst(beforeEnd(root, others.join('')), '<samlp:Status>', `${extensions(made.hidden)}<samlp:Status>`);
};

/** Everything that is the same for the nine shapes: made once. */
interface Material {
  readonly variant: Variant;
  readonly seal: Seal;
  readonly pieces: Pieces;
  readonly genuine: string;
  readonly options: Partial<VerifyResponseOptions>;
}

const materialOf = (forge: Forge, variant: Variant): Material => {
  const { place, sealed, pair } = variant;
  const seal: Seal = sealed
    ? (xml) => encryptElement(xml, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' })
    : (xml) => xml;
  const style = pair.kind === 'ec-p256' ? { signatureMethod: ECDSA_SHA256 } : {};
  const sign = (xml: string, id: string): string => forge.sign(xml, id, { privateKeyPem: pair.privateKeyPem, style });
  const plain = assertionXml(sampleParts());
  const assertion = place === 'response' ? plain : sign(plain, SAMPLE.assertionId);
  const response = responseXml(sampleParts(), seal(assertion));
  const genuine = place === 'assertion' ? response : sign(response, SAMPLE.responseId);
  const pieces =
    place === 'assertion'
      ? piecesOf(assertion, SAMPLE.assertionId, (options = {}) => evilAssertion(options))
      : piecesOf(genuine, SAMPLE.responseId, ({ id = '_evil-response', advice } = {}) =>
          responseXml(sampleParts({ responseId: id }), seal(evilAssertion(advice === undefined ? {} : { advice }))),
        );
  return { variant, seal, pieces, genuine, options: { verificationKeys: [loadVerificationKey(pair.certificatePem)] } };
};

/**
 * What refuses each shape, with the assertion, the Response or both signed. In the clear, placement and IDs are judged before
 * anything is verified. What was encrypted shows them only once it is open, which is where one of them is refused; two of them,
 * or an assertion inside of one, are refused as such.
 */
const PLAIN: readonly (readonly [assertion: SamlErrorCode, response: SamlErrorCode, both: SamlErrorCode])[] = [
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
const SEALED: typeof PLAIN = [
  ['response.assertion_count', 'signature.structure', 'signature.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'xml.structure', 'xml.structure'],
  ['response.assertion_count', 'signature.structure', 'signature.structure'],
  ['response.assertion_count', 'xml.duplicate_id', 'xml.duplicate_id'],
  ['response.assertion_count', 'xml.duplicate_id', 'xml.duplicate_id'],
  ['response.assertion_count', 'response.assertion_count', 'response.assertion_count'],
];

const codeOf = (index: number, { place, sealed }: Variant): SamlErrorCode => {
  const code = (sealed ? SEALED : PLAIN)[index]?.[['assertion', 'response', 'both'].indexOf(place)];
  if (code === undefined) {
    throw new Error(`shape ${index + 1} has no code`);
  }
  return code;
};

const wrappedBy = ({ variant, seal, pieces, genuine, options }: Material): readonly HostileCase[] =>
  SHAPES.map((shape, index): HostileCase => {
    const { place, sealed, pair } = variant;
    const algorithm = pair.kind === 'ec-p256' ? 'ecdsa' : 'rsa';
    return {
      id: `wrapping-${index + 1}-${place}-${sealed ? 'encrypted' : 'plain'}-${algorithm}`,
      attackClass: shape.attackClass,
      description: `${place === 'both' ? 'both' : `the ${place}`} signed: ${shape.description}`,
      code: codeOf(index, variant),
      twin: { message: genuine, options },
      hostile: {
        message: place === 'assertion' ? wrapAssertion(shape, pieces, seal) : wrapResponse(shape, pieces),
        options,
      },
    };
  });

export const wrappingCases = (forge: Forge): readonly HostileCase[] =>
  [forge.idp, forge.idpEc].flatMap((pair) =>
    [false, true].flatMap((sealed) =>
      SIGNING_PLACES.flatMap((place) => wrappedBy(materialOf(forge, { place, sealed, pair }))),
    ),
  );
