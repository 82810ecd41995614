/**
 * Signature wrapping of the messages that are signed as a whole: nine shapes of LogoutRequest and AuthnRequest, with the signature
 * in the message, in the query, or in both, with RSA and ECDSA, and the NameID of the LogoutRequest plain or encrypted.
 *
 * What does not exist: an AuthnRequest with anything encrypted in it that is read. And where only the query is signed there is no
 * ds:Signature to move, so that of the nine shapes those four remain that do not need one.
 */
import type { SamlErrorCode } from '../../src/errors.ts';
import type { TestKeyPair } from '../keys.ts';
import { SAMPLE } from '../sample-response.ts';
import { ECDSA_SHA256 } from '../sign-template.ts';
import type { AttackClass } from './attack-classes.ts';
import {
  authnRequest,
  authnRequestJudge,
  type BuiltMessage,
  deflated,
  logoutRequest,
  logoutRequestJudge,
  sealedLogoutRequest,
  signedQuery,
} from './front-channel.ts';
import {
  afterIssuer,
  beforeEnd,
  type Forge,
  type HostileCase,
  type Judge,
  replaceFirst,
  takeSignature,
} from './hostile-case.ts';

interface Kind {
  readonly name: string;
  readonly make: (who: string) => BuiltMessage;
  readonly judge: (pair: TestKeyPair) => Judge;
}

const kindsOf = (forge: Forge): readonly Kind[] => [
  { name: 'logout-request-plain', make: logoutRequest, judge: (pair) => logoutRequestJudge(forge, pair) },
  {
    name: 'logout-request-encrypted',
    make: (who) => sealedLogoutRequest(forge, who),
    judge: (pair) => logoutRequestJudge(forge, pair),
  },
  { name: 'authn-request-plain', make: authnRequest, judge: (pair) => authnRequestJudge(pair) },
];

/** What a shape is made from; without a signature in the message `signature` is empty, and `signed` is `bare`. */
interface Pieces {
  readonly signed: string;
  readonly bare: string;
  readonly signature: string;
  readonly genuineId: string;
  /** The evil message, with an ID of its own or that of the genuine one. */
  readonly evil: (id?: string) => string;
}

const extensions = (piece: string): string => `<samlp:Extensions>${piece}</samlp:Extensions>`;

const object = (signature: string, piece: string): string =>
  replaceFirst(signature, '</ds:Signature>', `<ds:Object>${piece}</ds:Object></ds:Signature>`);

interface Shape {
  readonly description: string;
  readonly attackClass: AttackClass;
  readonly code: SamlErrorCode;
  /** When only the query is signed; such a shape does not need a ds:Signature. */
  readonly queryCode?: SamlErrorCode;
  readonly make: (pieces: Pieces) => string;
}

const FIRST = 'wrapping 1-2: the genuine element inside its own signature or before it';
const SECOND = 'wrapping 3-6: an evil sibling or parent of the genuine element';
const THIRD = 'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice';

const SHAPES: readonly Shape[] = [
  {
    description: 'the genuine message lies in ds:Object of the signature on the evil one',
    attackClass: FIRST,
    code: 'signature.structure',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), object(signature, bare)),
  },
  {
    description: 'the genuine message stands before its signature in the evil one',
    attackClass: FIRST,
    code: 'xml.structure',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), `${bare}${signature}`),
  },
  {
    description: 'the genuine message is the last child of the evil one',
    attackClass: SECOND,
    code: 'xml.structure',
    queryCode: 'xml.structure',
    make: ({ evil, signed }) => beforeEnd(evil(), signed),
  },
  {
    description: 'the genuine message lies in Extensions of the evil one',
    attackClass: SECOND,
    code: 'signature.misplaced',
    queryCode: 'signature.invalid',
    make: ({ evil, signed }) => afterIssuer(evil(), extensions(signed)),
  },
  {
    description: 'the signature stands in the evil message, the genuine one in Extensions',
    attackClass: SECOND,
    code: 'signature.reference',
    make: ({ evil, signature, bare }) => afterIssuer(evil(), `${signature}${extensions(bare)}`),
  },
  {
    description: 'the evil message has the ID of the genuine one in Extensions',
    attackClass: THIRD,
    code: 'xml.duplicate_id',
    queryCode: 'xml.duplicate_id',
    make: ({ evil, signature, bare, genuineId }) => afterIssuer(evil(genuineId), `${signature}${extensions(bare)}`),
  },
  {
    description: 'the evil message has the ID of the genuine one in ds:Object',
    attackClass: THIRD,
    code: 'xml.duplicate_id',
    make: ({ evil, signature, bare, genuineId }) => afterIssuer(evil(genuineId), object(signature, bare)),
  },
  {
    description: 'the signature of the genuine message is put on the evil one, with its ID',
    attackClass: THIRD,
    code: 'signature.digest',
    queryCode: 'signature.invalid',
    make: ({ evil, signature, genuineId }) => afterIssuer(evil(genuineId), signature),
  },
  {
    description: 'the evil message carries the signature of the genuine one twice',
    attackClass: THIRD,
    code: 'signature.structure',
    make: ({ evil, signature, genuineId }) => afterIssuer(evil(genuineId), `${signature}${signature}`),
  },
];

type Place = 'message' | 'query' | 'both';

/** The parameters of the query that follow the message: the genuine ones, whatever the message has become. */
const withQueryOf = (genuineQuery: string, xml: string): string =>
  `SAMLRequest=${deflated(xml)}${genuineQuery.slice(genuineQuery.indexOf('&'))}`;

const wrappedBy = (forge: Forge, kind: Kind, place: Place, pair: TestKeyPair): readonly HostileCase[] => {
  const style = pair.kind === 'ec-p256' ? { signatureMethod: ECDSA_SHA256 } : {};
  const genuine = kind.make(SAMPLE.user);
  const { name, judge } = kind;
  const signed =
    place === 'query' ? genuine.xml : forge.sign(genuine.xml, genuine.id, { privateKeyPem: pair.privateKeyPem, style });
  const { signature, rest } = place === 'query' ? { signature: '', rest: signed } : takeSignature(signed);
  const evilMessage = kind.make(SAMPLE.attacker);
  const evil = (id = evilMessage.id): string => replaceFirst(evilMessage.xml, evilMessage.id, id);
  const pieces: Pieces = { signed, bare: rest, signature, genuineId: genuine.id, evil };
  const query = signedQuery(`SAMLRequest=${deflated(signed)}`, pair);
  return SHAPES.flatMap(({ description, attackClass, code, queryCode, make }, index): readonly HostileCase[] => {
    const expected = place === 'query' ? queryCode : code;
    return expected === undefined
      ? []
      : [
          {
            id: `wrapping-${index + 1}-${name}-${place}-${pair.kind === 'ec-p256' ? 'ecdsa' : 'rsa'}`,
            attackClass,
            description: `signed in ${place === 'both' ? 'message and query' : `the ${place}`}: ${description}`,
            code: expected,
            judge: judge(pair),
            twin: { message: place === 'message' ? signed : query },
            hostile: { message: place === 'message' ? make(pieces) : withQueryOf(query, make(pieces)) },
          },
        ];
  });
};

const PLACES: readonly Place[] = ['message', 'query', 'both'];

export const frontChannelWrappingCases = (forge: Forge): readonly HostileCase[] =>
  kindsOf(forge).flatMap((kind) =>
    PLACES.flatMap((place) => [forge.idp, forge.idpEc].flatMap((pair) => wrappedBy(forge, kind, place, pair))),
  );
