/** Metadata that is believed because somebody signed it: a federation, or the entity itself. */
import { assertUniqueIds } from '../dsig/collect-ids.ts';
import { signatureOf } from '../dsig/find-signature.ts';
import { type VerifySignatureOptions, verifySignature } from '../dsig/verify-signature.ts';
import { SamlError } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';

/** Who vouches for an entity of a metadata document. */
export interface MetadataSigner {
  /** The element that carries the signature: the entity, or a group around it. */
  readonly signed: 'EntityDescriptor' | 'EntitiesDescriptor';
  readonly keyName: string;
  /** SHA-256 of the pinned certificate, when the key came from one. */
  readonly fingerprintSha256: string | undefined;
  /** URI. */
  readonly signatureMethod: string;
}

/** The entity and the groups around it, the outermost first. */
const levelsOf = (entity: XmlElement): readonly XmlElement[] => {
  const levels: XmlElement[] = [];
  for (let level: XmlElement | undefined = entity; level !== undefined; level = level.parent) {
    levels.push(level);
  }
  return levels.reverse();
};

/**
 * Finds a signature by a pinned key on the entity or on a group around it (SAML metadata §3). Signatures of others, as the
 * entities of a federation may carry their own, prove nothing and are passed over. What stands outside the signed
 * element can cause a refusal and is not read: validUntil of a group around it only shortens.
 *
 * @throws SamlError `xml.duplicate_id`; `signature.missing` when nothing around the entity is signed; else what is wrong
 * with the outermost signature.
 */
export const verifyMetadataSignature = (entity: XmlElement, options: VerifySignatureOptions): MetadataSigner => {
  assertUniqueIds(entity);
  let problem: SamlError | undefined;
  for (const level of levelsOf(entity)) {
    try {
      const signature = signatureOf(level);
      if (signature !== undefined) {
        const { key, signatureMethod } = verifySignature(signature, options);
        return {
          signed: level === entity ? 'EntityDescriptor' : 'EntitiesDescriptor',
          keyName: key.name,
          fingerprintSha256: key.certificate?.fingerprintSha256,
          signatureMethod,
        };
      }
    } catch (error) {
      if (!(error instanceof SamlError)) {
        throw error;
      }
      problem ??= error;
    }
  }
  throw problem ?? new SamlError('signature.missing', { expected: 'signed metadata', received: 'no signature' });
};
