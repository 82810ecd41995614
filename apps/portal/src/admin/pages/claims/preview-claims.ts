/** What a mapping makes of claims, field by field, and what came near where an attribute is missing. */
import { type NearAttribute, nearAttributes, type ReceivedAttribute } from '@cordboard/vendors/near-attributes';
import type { ProfileField } from '@cordboard/vendors/values';

/** The mapping as it stands in the form. */
export interface Mapping {
  readonly emailAttribute?: string | undefined;
  readonly nameIdIsEmail: boolean;
  readonly linkAttribute?: string | undefined;
  readonly emailDomains: readonly string[];
  readonly allowAnyEmailDomain: boolean;
  readonly displayName?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}

export interface ReceivedClaims {
  readonly nameId: string | null;
  readonly attributes: readonly ReceivedAttribute[];
}

export type PreviewField = 'email' | 'link' | 'displayName' | 'firstName' | 'lastName';

export interface PreviewedClaim {
  readonly field: PreviewField;
  /** Name of the attribute; null when the NameID is used, or nothing is mapped. */
  readonly attribute: string | null;
  readonly source: 'attribute' | 'name-id' | 'none';
  readonly values: readonly string[];
  /** Nearest first; empty when the attribute arrived. */
  readonly near: readonly NearAttribute[];
  /** Of an e-mail address: whether its domain is matched; null for everything else, and where there is no address. */
  readonly isDomainKnown: boolean | null;
}

const blank = (name: string | undefined): boolean => name === undefined || name.trim() === '';

const byAttribute = (
  field: PreviewField,
  name: string | undefined,
  of: ProfileField | undefined,
  { attributes }: ReceivedClaims,
): PreviewedClaim => {
  if (name === undefined || blank(name)) {
    return { field, attribute: null, source: 'none', values: [], near: [], isDomainKnown: null };
  }
  const values = attributes.find((attribute) => attribute.name === name)?.values ?? [];
  const near = nearAttributes({ expected: name, ...(of !== undefined && { field: of }), received: attributes });
  return { field, attribute: name, source: 'attribute', values, near, isDomainKnown: null };
};

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

const email = (mapping: Mapping, claims: ReceivedClaims): PreviewedClaim => {
  const { nameIdIsEmail, emailAttribute } = mapping;
  const fromNameId = nameIdIsEmail && blank(emailAttribute);
  const found: PreviewedClaim = fromNameId
    ? {
        field: 'email',
        attribute: null,
        source: 'name-id',
        values: claims.nameId === null ? [] : [claims.nameId],
        near: [],
        isDomainKnown: null,
      }
    : byAttribute('email', emailAttribute, 'email', claims);
  const [address] = found.values;
  const isKnown = (domain: string): boolean => mapping.allowAnyEmailDomain || mapping.emailDomains.includes(domain);
  return { ...found, isDomainKnown: address === undefined ? null : isKnown(domainOf(address)) };
};

export const previewClaims = (mapping: Mapping, claims: ReceivedClaims): readonly PreviewedClaim[] => [
  email(mapping, claims),
  ...(blank(mapping.linkAttribute) ? [] : [byAttribute('link', mapping.linkAttribute, undefined, claims)]),
  byAttribute('displayName', mapping.displayName, 'displayName', claims),
  byAttribute('firstName', mapping.firstName, 'firstName', claims),
  byAttribute('lastName', mapping.lastName, 'lastName', claims),
];

/** Without one of these nobody is recognised. */
export const recognises = ({ emailAttribute, nameIdIsEmail, linkAttribute }: Mapping): boolean =>
  !blank(emailAttribute) || nameIdIsEmail || !blank(linkAttribute);
