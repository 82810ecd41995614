/**
 * From the octets of a metadata document to the one role descriptor that was asked for. EntitiesDescriptor may nest;
 * validUntil and cacheDuration count at every level above the role, SAML metadata §2.3.
 */
import type { VerificationKey } from '../dsig/verification-key.ts';
import { SamlError } from '../errors.ts';
import { SAML_METADATA, SAML_PROTOCOL } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { METADATA_LIMITS, type XmlElement, type XmlLimits } from '../xml/xml-node.ts';
import { childElements, childrenNamed } from '../xml/xml-query.ts';
import { readEntityId, readInstant, readToken } from './metadata-values.ts';
import type { MetadataWarning } from './metadata-warning.ts';
import { type MetadataSigner, verifyMetadataSignature } from './verify-metadata-signature.ts';
import { parseXsDuration } from './xs-duration.ts';

/** The roles that the kernel reads. */
export type RoleName = 'IDPSSODescriptor' | 'SPSSODescriptor';

export interface ReadMetadataOptions {
  /** Which entity to read; needed when the document describes several that have the role. */
  readonly entityId?: string | undefined;
  /** The time that validUntil is compared with. */
  readonly now: Date;
  /** Defaults to {@link METADATA_LIMITS}. */
  readonly limits?: XmlLimits | undefined;
  /**
   * Pinned keys: when given, the entity or a group around it has to be signed by one of them. Without, a signature is
   * passed over, and where the document came from is all that speaks for it.
   */
  readonly trustedKeys?: readonly VerificationKey[] | undefined;
  /** SHA-1 signatures and digests are accepted. Default false. */
  readonly allowSha1?: boolean | undefined;
  /** RSA keys from 1024 bits are accepted. Default false. */
  readonly allowRsa1024?: boolean | undefined;
}

/** The role that was found, and how long it may be believed. */
export interface RoleDescriptor {
  readonly entityId: string;
  readonly entity: XmlElement;
  readonly role: XmlElement;
  /** The earliest of all levels. */
  readonly validUntil: Date | undefined;
  /** The shortest of all levels. */
  readonly cacheDurationMs: number | undefined;
  /** Set when pinned keys were given. */
  readonly signer: MetadataSigner | undefined;
  readonly warnings: readonly MetadataWarning[];
}

/** An entity of a document, for a person to choose from. */
export interface MetadataEntity {
  readonly entityId: string;
  readonly identityProvider: boolean;
  readonly serviceProvider: boolean;
}

/**
 * Lists the entities of a metadata document in document order, with the roles that speak SAML 2.0.
 *
 * @throws SamlError `metadata.root`, `metadata.value` or a code of `xml.`.
 */
export function listMetadataEntities(
  input: Uint8Array | string,
  options: { readonly limits?: XmlLimits | undefined } = {},
): MetadataEntity[] {
  return readEntities(input, options.limits).map((entity) => ({
    entityId: readEntityId(entity),
    identityProvider: rolesOf(entity, 'IDPSSODescriptor').length > 0,
    serviceProvider: rolesOf(entity, 'SPSSODescriptor').length > 0,
  }));
}

/**
 * Finds the role of one entity.
 *
 * @throws SamlError `metadata.root`, `metadata.entity_not_found`, `metadata.entity_choice` (with the choices as
 * received), `metadata.role`, `metadata.expired`, `metadata.value`, or a code of `xml.` or, with `trustedKeys`, of
 * `signature.`.
 */
export function readRoleDescriptor(
  input: Uint8Array | string,
  roleName: RoleName,
  options: ReadMetadataOptions,
): RoleDescriptor {
  const entity = chooseEntity(readEntities(input, options.limits), roleName, options.entityId);
  const signer =
    options.trustedKeys === undefined
      ? undefined
      : verifyMetadataSignature(entity, {
          keys: options.trustedKeys,
          allowSha1: options.allowSha1 ?? false,
          allowRsa1024: options.allowRsa1024 ?? false,
        });
  const roles = rolesOf(entity, roleName);
  const role = roles[0];
  if (role === undefined || roles.length > 1) {
    throw new SamlError('metadata.role', {
      expected: `one ${roleName} for SAML 2.0`,
      received: `${roles.length} of them in ${readEntityId(entity)}`,
    });
  }
  const warnings: MetadataWarning[] = [];
  const validUntil = earliestValidUntil(role);
  if (validUntil !== undefined && options.now.getTime() >= validUntil.getTime()) {
    throw new SamlError('metadata.expired', {
      expected: `validUntil after ${options.now.toISOString()}`,
      received: validUntil.toISOString(),
    });
  }
  const cacheDurationMs = shortestCacheDuration(role, warnings);
  return { entityId: readEntityId(entity), entity, role, validUntil, cacheDurationMs, signer, warnings };
}

const isMetadata = (element: XmlElement, localName: string): boolean =>
  element.namespaceUri === SAML_METADATA && element.localName === localName;

/** Every EntityDescriptor in document order. */
const readEntities = (input: Uint8Array | string, limits: XmlLimits = METADATA_LIMITS): XmlElement[] => {
  const { root } = parseXml(input, { limits });
  if (!isMetadata(root, 'EntityDescriptor') && !isMetadata(root, 'EntitiesDescriptor')) {
    throw new SamlError('metadata.root', {
      expected: `EntityDescriptor or EntitiesDescriptor of ${SAML_METADATA}`,
      received: `${root.localName} of ${root.namespaceUri === '' ? 'no namespace' : root.namespaceUri}`,
    });
  }
  const entities: XmlElement[] = [];
  const waiting: XmlElement[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isMetadata(next, 'EntityDescriptor')) {
      entities.push(next);
    } else if (isMetadata(next, 'EntitiesDescriptor')) {
      // A group of a federation has more children than one call takes arguments.
      for (const child of childElements(next).reverse()) {
        waiting.push(child);
      }
    }
  }
  return entities;
};

/** The role descriptors that support SAML 2.0, SAML metadata §2.4.1. */
const rolesOf = (entity: XmlElement, roleName: RoleName): XmlElement[] =>
  childrenNamed(entity, SAML_METADATA, roleName).filter((role) =>
    (readToken(role, 'protocolSupportEnumeration') ?? '').split(' ').includes(SAML_PROTOCOL),
  );

const list = (entities: readonly XmlElement[]): string => entities.map(readEntityId).join(', ') || 'no entity';

const chooseEntity = (
  entities: readonly XmlElement[],
  roleName: RoleName,
  entityId: string | undefined,
): XmlElement => {
  const candidates =
    entityId === undefined
      ? entities.filter((entity) => rolesOf(entity, roleName).length > 0)
      : entities.filter((entity) => readEntityId(entity) === entityId);
  const [chosen, another] = candidates;
  if (chosen !== undefined && another === undefined) {
    return chosen;
  }
  if (chosen !== undefined) {
    throw new SamlError('metadata.entity_choice', { expected: 'one entity', received: list(candidates) });
  }
  if (entityId === undefined) {
    throw new SamlError('metadata.role', { expected: `an entity with an ${roleName}`, received: list(entities) });
  }
  throw new SamlError('metadata.entity_not_found', { expected: entityId, received: list(entities) });
};

/** The role descriptor, its entity and the groups around it. */
const levelsOf = (role: XmlElement): XmlElement[] => {
  const levels: XmlElement[] = [];
  for (let level: XmlElement | undefined = role; level !== undefined; level = level.parent) {
    levels.push(level);
  }
  return levels;
};

const earliestValidUntil = (role: XmlElement): Date | undefined => {
  const instants = levelsOf(role).flatMap((level) => readInstant(level, 'validUntil')?.getTime() ?? []);
  return instants.length === 0 ? undefined : new Date(Math.min(...instants));
};

const shortestCacheDuration = (role: XmlElement, warnings: MetadataWarning[]): number | undefined => {
  const durations: number[] = [];
  for (const level of levelsOf(role)) {
    const text = readToken(level, 'cacheDuration');
    const duration = text === undefined ? undefined : parseXsDuration(text);
    if (duration !== undefined) {
      durations.push(duration);
    } else if (text !== undefined) {
      warnings.push({ code: 'cache_duration', received: text });
    }
  }
  return durations.length === 0 ? undefined : Math.min(...durations);
};
