/**
 * The form of a hostile case: a message that has to be refused beside a twin that has to be accepted and differs in the
 * defect only. And the tools that make both from one genuine message.
 */
import type { CheckRecord } from '../../src/checks/check-recorder.ts';
import type { VerifyResponseOptions } from '../../src/checks/verify-response-options.ts';
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import type { SamlErrorCode } from '../../src/errors.ts';
import { loadDecryptionKey } from '../../src/xenc/decryption-key.ts';
import { type TestKeyPair, testKeyPair } from '../keys.ts';
import { assertionXml, responseXml, SAMPLE, type SampleParts, sampleParts } from '../sample-response.ts';
import { type SignElementOptions, signElement } from '../sign-template.ts';
import type { AttackClass } from './attack-classes.ts';

export interface HostileMessage {
  readonly message: string | Uint8Array;
  readonly options?: Partial<VerifyResponseOptions>;
}

/** What came of a message. */
export type Outcome = {
  /** The ordered checks, where the judge has some. */
  readonly checks?: readonly CheckRecord[];
  /** Everything that a caller or an administrator is shown, as text. */
  readonly shown: string;
} & (
  | { readonly accepted: true; readonly nameId?: string | undefined; readonly identity: unknown }
  | { readonly accepted: false; readonly code: string }
);

/** Judges what is no Response, or a Response in another way. */
export type Judge = (message: HostileMessage) => Promise<Outcome>;

export interface HostileCase {
  /** Unique and stable. */
  readonly id: string;
  readonly attackClass: AttackClass;
  /** One line: what the attacker or the broken sender did. */
  readonly description: string;
  /** Of the first failed check; or the message is accepted, and says the same as the twin, or names `nameId`. */
  readonly code: SamlErrorCode | 'accepted';
  /** Whom an accepted message names, to the character: somebody else than the twin. */
  readonly nameId?: string;
  /** Default: as a Response. */
  readonly judge?: Judge;
  readonly twin: HostileMessage;
  readonly hostile: HostileMessage;
}

/** What is signed in a sample. */
export type SigningPlace = 'response' | 'assertion' | 'both' | 'none';

export const SIGNING_PLACES: readonly Exclude<SigningPlace, 'none'>[] = ['response', 'assertion', 'both'];

export interface ForgeOptions {
  readonly place?: SigningPlace;
  /** How the signatures are made; the ID and key are filled in. */
  readonly signature?: Partial<SignElementOptions>;
  /** Changes the assertion, signed by then if it is to be, before it goes into the Response. */
  readonly wrap?: (assertion: string) => string;
}

/** The keys of the corpus and the tools around them. */
export interface Forge {
  readonly idp: TestKeyPair;
  /** The same identity provider with an EC key. */
  readonly idpEc: TestKeyPair;
  /** A key of 1024 bits. */
  readonly weak: TestKeyPair;
  readonly sp: TestKeyPair;
  readonly attacker: TestKeyPair;
  /** A message from these parts, signed by the genuine identity provider. */
  readonly message: (overrides?: Partial<SampleParts>, options?: ForgeOptions) => string;
  /** The assertion alone, signed or not. */
  readonly assertion: (overrides?: Partial<SampleParts>, options?: ForgeOptions) => string;
  readonly sign: (xml: string, id: string, options?: Partial<SignElementOptions>) => string;
  /** The options under which the sample is accepted. */
  readonly options: VerifyResponseOptions;
}

export const makeForge = async (): Promise<Forge> => {
  const [idp, idpEc, weak, sp, attacker] = await Promise.all([
    testKeyPair('corpus-idp'),
    testKeyPair('idp-ec', 'ec-p256'),
    testKeyPair('weak', 'rsa-1024'),
    testKeyPair('sp-encryption'),
    testKeyPair('corpus-attacker'),
  ]);
  const sign: Forge['sign'] = (xml, id, options = {}) =>
    signElement(xml, { id, privateKeyPem: idp.privateKeyPem, ...options });
  const assertion: Forge['assertion'] = (overrides = {}, { place = 'assertion', signature } = {}) => {
    const parts = sampleParts(overrides);
    const plain = assertionXml(parts);
    return place === 'assertion' || place === 'both' ? sign(plain, parts.assertionId ?? '', signature) : plain;
  };
  const message: Forge['message'] = (overrides = {}, options = {}) => {
    const { place = 'assertion', signature, wrap } = options;
    const parts = sampleParts(overrides);
    const inner = assertion(overrides, { ...options, place });
    const response = responseXml(parts, wrap === undefined ? inner : wrap(inner));
    return place === 'response' || place === 'both' ? sign(response, parts.responseId ?? '', signature) : response;
  };
  return {
    idp,
    idpEc,
    weak,
    sp,
    attacker,
    sign,
    assertion,
    message,
    options: {
      idpEntityId: SAMPLE.idpEntityId,
      verificationKeys: [loadVerificationKey(idp.certificatePem)],
      decryptionKeys: [loadDecryptionKey({ name: 'sp', privateKeyPem: sp.privateKeyPem })],
      acsUrls: [SAMPLE.acsUrl],
      audiences: [SAMPLE.spEntityId],
      inResponseTo: SAMPLE.requestId,
      now: SAMPLE.now,
    },
  };
};

/** Replaces one piece that must be there exactly once, so that a case cannot silently become its twin. */
export const replaceOnce = (xml: string, piece: string, replacement: string): string => {
  const parts = xml.split(piece);
  if (parts.length !== 2) {
    throw new Error(`expected one ${piece}, found ${parts.length - 1}`);
  }
  return parts.join(replacement);
};

/** The same for a piece that may occur several times; the first is replaced. */
export const replaceFirst = (xml: string, piece: string, replacement: string): string => {
  const index = xml.indexOf(piece);
  if (index < 0) {
    throw new Error(`expected ${piece}`);
  }
  return `${xml.slice(0, index)}${replacement}${xml.slice(index + piece.length)}`;
};

const SIGNATURE = /<ds:Signature xmlns:ds="[^"]*">.*?<\/ds:Signature>/s;

/** Takes the first ds:Signature out of the text. */
export const takeSignature = (xml: string): { readonly signature: string; readonly rest: string } => {
  const signature = SIGNATURE.exec(xml)?.[0];
  if (signature === undefined) {
    throw new Error('there is no signature to take out');
  }
  return { signature, rest: replaceFirst(xml, signature, '') };
};

const ISSUER = /<saml:Issuer>[^<]*<\/saml:Issuer>/;

/** Puts a piece after the first Issuer of an element. */
export const afterIssuer = (xml: string, piece: string): string => {
  const issuer = ISSUER.exec(xml);
  if (issuer === null) {
    throw new Error('there is no Issuer');
  }
  const end = issuer.index + issuer[0].length;
  return `${xml.slice(0, end)}${piece}${xml.slice(end)}`;
};

/** Puts a piece before the end tag of the outermost element. */
export const beforeEnd = (xml: string, piece: string): string => {
  const end = xml.lastIndexOf('</');
  return `${xml.slice(0, end)}${piece}${xml.slice(end)}`;
};
