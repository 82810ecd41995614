/**
 * The verdict on the signatures of any XML document: metadata, a message, or an element that somebody cut out of one. It
 * says which elements are signed and by whom, and nothing about what they say. A part that is signed is no reason to believe
 * the rest: assertions, entities and messages that no signature covers are refused.
 */
import { CheckFailed, type CheckRecord, CheckRecorder } from './checks/check-recorder.ts';
import { checkSignedCoverage } from './checks/check-signed-coverage.ts';
import { assertUniqueIds } from './dsig/collect-ids.ts';
import { signatureOf } from './dsig/find-signature.ts';
import type { VerificationKey } from './dsig/verification-key.ts';
import { type VerifiedSignature, verifySignature } from './dsig/verify-signature.ts';
import { SamlError, type SamlErrorCode } from './errors.ts';
import { XMLDSIG } from './xml/namespaces.ts';
import { parseXml } from './xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement, type XmlLimits } from './xml/xml-node.ts';
import { attributeValue, isNamed, visitElements } from './xml/xml-query.ts';

/** The checks in the order in which they are run. The names are stable. */
export const SIGNED_XML_CHECKS = [
  'xml',
  'unique-ids',
  'signature-placement',
  'signature',
  'coverage',
  'whole-document',
] as const;

/** The name of one check. */
export type SignedXmlCheckName = (typeof SIGNED_XML_CHECKS)[number];

export interface VerifySignedXmlOptions {
  /** The keys that are trusted; tried in order. */
  readonly verificationKeys: readonly VerificationKey[];
  readonly allowSha1?: boolean;
  readonly allowRsa1024?: boolean;
  readonly limits?: XmlLimits;
}

/** One element with a verified signature. Nothing outside of it is signed by that. */
export interface SignedElement {
  readonly namespaceUri: string;
  readonly localName: string;
  readonly id: string;
  /** Whether it is the whole document. */
  readonly isRoot: boolean;
  readonly keyName: string;
  readonly fingerprintSha256: string | undefined;
  /** URI. */
  readonly signatureMethod: string;
  /** URI. */
  readonly digestMethod: string;
}

export type SignedXmlVerdict =
  | {
      readonly accepted: true;
      readonly checks: readonly CheckRecord<SignedXmlCheckName>[];
      /** At least one, in document order. */
      readonly signed: readonly SignedElement[];
    }
  | {
      readonly accepted: false;
      readonly checks: readonly CheckRecord<SignedXmlCheckName>[];
      readonly code: SamlErrorCode;
      readonly expected?: string | undefined;
      readonly received?: string | undefined;
      readonly failure: SamlError;
    };

const parentOf = (signature: XmlElement): XmlElement => {
  const { parent } = signature;
  if (parent === undefined) {
    throw new SamlError('signature.misplaced', {
      expected: 'a signature inside the element that it signs',
      received: 'a signature by itself',
    });
  }
  for (let link: XmlElement | undefined = parent; link !== undefined; link = link.parent) {
    if (link.namespaceUri === XMLDSIG) {
      throw new SamlError('signature.misplaced', {
        expected: 'no signature inside of another one',
        received: `one in ${parent.name}`,
      });
    }
  }
  return parent;
};

/** Every signature is a child of an element that has no other one. */
const findSignatures = (root: XmlElement): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  visitElements(root, (element) => {
    if (isNamed(element, XMLDSIG, 'Signature')) {
      signatureOf(parentOf(element));
      found.push(element);
    }
  });
  if (found.length === 0) {
    throw new SamlError('signature.missing', { expected: 'a ds:Signature', received: 'none' });
  }
  return found;
};

const describe = ({ element, key, signatureMethod, digestMethod }: VerifiedSignature): SignedElement => ({
  namespaceUri: element.namespaceUri,
  localName: element.localName,
  id: attributeValue(element, 'ID') ?? '',
  isRoot: element.parent === undefined,
  keyName: key.name,
  fingerprintSha256: key.certificate?.fingerprintSha256,
  signatureMethod,
  digestMethod,
});

/** How many signed parts a reason names. */
const MAX_NAMED = 10;

const namesOf = (signed: readonly SignedElement[]): string =>
  signed
    .slice(0, MAX_NAMED)
    .map(({ localName, id }) => `${localName} ${id}`)
    .join(', ');

/**
 * Verifies every enveloped signature of a document (SAML core §5.4, xmldsig-core1 §3.2). All have to verify, and no assertion,
 * entity or message of SAML may stand outside of them. When only a part of the document is signed, the check
 * `whole-document` is skipped with a reason that names it.
 *
 * Bad input never throws: it is a refusal that names the failed check.
 *
 * @example
 * const verdict = verifySignedXml(octets, { verificationKeys: [loadVerificationKey(pem)] });
 */
export const verifySignedXml = (input: Uint8Array, options: VerifySignedXmlOptions): SignedXmlVerdict => {
  const run = new CheckRecorder(SIGNED_XML_CHECKS);
  const { verificationKeys: keys, limits = MESSAGE_LIMITS, allowSha1 = false, allowRsa1024 = false } = options;
  try {
    const { root } = run.run('xml', () => parseXml(input, { limits }));
    run.run('unique-ids', () => assertUniqueIds(root));
    const signatures = run.run('signature-placement', () => findSignatures(root));
    const verified = run.run('signature', () =>
      signatures.map((signature) => verifySignature(signature, { keys, allowSha1, allowRsa1024 })),
    );
    const elements = verified.map(({ element }) => element);
    run.run('coverage', () => checkSignedCoverage(root, elements));
    const signed = verified.map(describe);
    const whole = elements.find((element) => element === root);
    run.runIf('whole-document', whole, `only a part is signed: ${namesOf(signed)}`, (element) => element);
    return { accepted: true, checks: run.records(), signed };
  } catch (error) {
    const failure = error instanceof CheckFailed ? error.failure : new SamlError('message.internal', { cause: error });
    const { code, expected, received } = failure;
    return { accepted: false, checks: run.records(), code, expected, received, failure };
  }
};
