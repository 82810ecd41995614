/**
 * The KeyDescriptors of a role, SAML metadata §2.4.1.1: one end-entity certificate for each, by use.
 */
import type { X509Certificate } from 'node:crypto';
import { SamlError } from '../errors.ts';
import { SAML_METADATA, XMLDSIG, XMLENC11 } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, childrenNamed, optionalChild, textContent } from '../xml/xml-query.ts';
import {
  certificateWarnings,
  decodeX509Certificate,
  describeCertificate,
  endEntityOf,
  type MetadataCertificate,
} from './metadata-certificate.ts';
import { readToken } from './metadata-values.ts';
import type { MetadataWarning } from './metadata-warning.ts';

/** Longest chain in which the end entity is looked for: comparing all with all must stay cheap. */
const MAX_CERTIFICATES_OF_ONE_KEY = 16;

/** An algorithm that the owner of an encryption key says it can decrypt. */
export interface EncryptionMethod {
  /** URI of a content or key transport algorithm. */
  readonly algorithm: string;
  /** URI of the OAEP digest. */
  readonly digestMethod?: string | undefined;
  /** URI of the OAEP mask generation function. */
  readonly mgf?: string | undefined;
}

/** A key that messages to the entity may be encrypted with. */
export interface EncryptionKeyDescriptor {
  readonly certificate: MetadataCertificate;
  /** In the order of preference of its owner; empty when it says nothing. */
  readonly encryptionMethods: readonly EncryptionMethod[];
}

export interface RoleKeys {
  /** Of KeyDescriptors for signing and of those without a use; each certificate once, in document order. */
  readonly signing: readonly MetadataCertificate[];
  /** Of KeyDescriptors for encryption and of those without a use; each certificate once, in document order. */
  readonly encryption: readonly EncryptionKeyDescriptor[];
}

/**
 * Reads the keys of a role. Whatever is wrong with one certificate is a warning, and that one is left out.
 *
 * @throws SamlError `metadata.value` for a `use` that the schema does not know; `xml.structure`.
 */
export function readKeys(role: XmlElement, now: Date, warnings: MetadataWarning[]): RoleKeys {
  const signing = new Map<string, MetadataCertificate>();
  const encryption = new Map<string, EncryptionKeyDescriptor>();
  const seen = new Set<string>();
  for (const descriptor of childrenNamed(role, SAML_METADATA, 'KeyDescriptor')) {
    const use = readUse(descriptor);
    const certificate = readCertificate(descriptor, warnings);
    if (certificate === undefined) {
      continue;
    }
    const id = certificate.fingerprintSha256;
    if (!seen.has(id)) {
      seen.add(id);
      warnings.push(...certificateWarnings(certificate, now));
    }
    if (use !== 'encryption' && !signing.has(id)) {
      signing.set(id, certificate);
    }
    if (use !== 'signing' && !encryption.has(id)) {
      encryption.set(id, { certificate, encryptionMethods: readEncryptionMethods(descriptor) });
    }
  }
  return { signing: [...signing.values()], encryption: [...encryption.values()] };
}

const readUse = (descriptor: XmlElement): 'signing' | 'encryption' | undefined => {
  const use = readToken(descriptor, 'use');
  if (use === undefined || use === 'signing' || use === 'encryption') {
    return use;
  }
  throw new SamlError('metadata.value', { expected: 'KeyDescriptor/@use: signing or encryption', received: use });
};

const readCertificate = (descriptor: XmlElement, warnings: MetadataWarning[]): MetadataCertificate | undefined => {
  const found: X509Certificate[] = [];
  let problem: SamlError | undefined;
  for (const element of certificateElements(descriptor)) {
    try {
      found.push(decodeX509Certificate(textContent(element)));
    } catch (error) {
      problem = asSamlError(error);
    }
  }
  const endEntity = endEntityOf(found);
  if (endEntity === undefined) {
    warnings.push(
      problem === undefined
        ? { code: 'key_without_certificate', received: readToken(descriptor, 'use') ?? 'no use' }
        : { code: 'certificate_unreadable', received: problem.received ?? problem.message },
    );
    return undefined;
  }
  try {
    return describeCertificate(endEntity);
  } catch (error) {
    const { received, message } = asSamlError(error);
    warnings.push({ code: 'certificate_unreadable', received: received ?? message });
    return undefined;
  }
};

/** Passes on what is no refusal of ours: that is a defect, not a bad certificate. */
const asSamlError = (error: unknown): SamlError => {
  if (error instanceof SamlError) {
    return error;
  }
  throw error;
};

const certificateElements = (descriptor: XmlElement): XmlElement[] => {
  const keyInfo = optionalChild(descriptor, XMLDSIG, 'KeyInfo');
  const data = keyInfo === undefined ? [] : childrenNamed(keyInfo, XMLDSIG, 'X509Data');
  return data
    .flatMap((element) => childrenNamed(element, XMLDSIG, 'X509Certificate'))
    .slice(0, MAX_CERTIFICATES_OF_ONE_KEY);
};

const readEncryptionMethods = (descriptor: XmlElement): EncryptionMethod[] =>
  childrenNamed(descriptor, SAML_METADATA, 'EncryptionMethod').flatMap((method) => {
    const algorithm = readToken(method, 'Algorithm');
    if (algorithm === undefined) {
      return [];
    }
    const digestMethod = algorithmOf(method, XMLDSIG, 'DigestMethod');
    const mgf = algorithmOf(method, XMLENC11, 'MGF');
    return [{ algorithm, ...(digestMethod && { digestMethod }), ...(mgf && { mgf }) }];
  });

const algorithmOf = (method: XmlElement, namespaceUri: string, localName: string): string | undefined => {
  const element = optionalChild(method, namespaceUri, localName);
  return element === undefined ? undefined : attributeValue(element, 'Algorithm');
};
