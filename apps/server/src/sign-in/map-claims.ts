/**
 * Stage 7: what the identity provider said, in our terms: an e-mail address, a link key, a profile.
 * Attribute names are compared exactly; a name that differs only in letter case, or another one that was
 * probably meant, is a near miss that the administrator is told about, never a match.
 */
import type { ConnectionSettings, UserProfile } from '@cordboard/contract/tenant-settings';
import { NAME_ID_PERSISTENT } from '@cordboard/saml';
import { nearAttributes } from '@cordboard/vendors/near-attributes';
import type { AttemptTrace } from '../attempts/attempt-trace.ts';
import { CordboardError } from '../errors.ts';
import type { LinkKey } from '../storage/ports/user-store.ts';
import type { VerifiedIdentity } from './parked-sign-in.ts';

const STAGE = 'map-claims';
/** The lengths of RFC 5321 §4.5.3.1; what stands before the `@` is not judged further. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;

/** The verified person in our terms. */
export interface ClaimedIdentity {
  readonly email: string | null;
  /** Null when nothing durable identifies the person. */
  readonly linkKey: LinkKey | null;
  readonly profile: UserProfile;
  /** What the identity provider calls the person, for the trace. */
  readonly subject: string | null;
}

const attributeValues = (identity: VerifiedIdentity, name: string): readonly string[] =>
  identity.attributes.filter((attribute) => attribute.name === name).flatMap((attribute) => attribute.values);

/** For the administrator to read; nothing is matched by it. */
const nearMiss = (identity: VerifiedIdentity, expected: string, isEmail: boolean): string | undefined => {
  const received = identity.attributes;
  const [near] = nearAttributes({ expected, received, ...(isEmail && { field: 'email' }) });
  if (near === undefined) {
    return undefined;
  }
  if (near.reason === 'letter-case') {
    return `The attribute ${near.name} differs only in letter case or blanks.`;
  }
  const why = near.reason === 'usual-name' ? 'is usual for an e-mail address' : 'holds an e-mail address';
  return isEmail
    ? `The attribute ${near.name} ${why}. Enter its name here, or have it sent as ${expected}.`
    : undefined;
};

const missing = (
  identity: VerifiedIdentity,
  name: string,
  isEmail: boolean,
): { expected: string; received: string; hint?: string } => {
  const hint = nearMiss(identity, name, isEmail);
  return {
    expected: name,
    received: identity.attributes.map((attribute) => attribute.name).join(', ') || 'no attributes',
    ...(hint !== undefined && { hint }),
  };
};

const readEmail = (identity: VerifiedIdentity, match: ConnectionSettings['match']): string | null => {
  if (match.emailAttribute === undefined) {
    return match.nameIdIsEmail ? checkedEmail(identity.nameId?.value ?? '') : null;
  }
  const values = [...new Set(attributeValues(identity, match.emailAttribute).filter((value) => value !== ''))];
  const [email, ...others] = values;
  if (email === undefined) {
    throw new CordboardError('claims.email_attribute_missing', missing(identity, match.emailAttribute, true));
  }
  if (others.length > 0) {
    throw new CordboardError('claims.email_ambiguous', { expected: 'one value', received: values.join(', ') });
  }
  return checkedEmail(email);
};

const checkedEmail = (value: string): string => {
  if (!EMAIL.test(value)) {
    throw new CordboardError('claims.email_invalid', { received: value });
  }
  return value;
};

const readLinkKey = (
  identity: VerifiedIdentity,
  match: ConnectionSettings['match'],
  connectionId: string,
): LinkKey | null => {
  const common = { connectionId, idpEntityId: identity.issuer };
  if (match.linkAttribute !== undefined) {
    const values = [...new Set(attributeValues(identity, match.linkAttribute).filter((value) => value !== ''))];
    const value = values[0];
    if (value === undefined || values.length > 1) {
      throw new CordboardError('claims.link_attribute_missing', missing(identity, match.linkAttribute, false));
    }
    return { ...common, format: `attribute:${match.linkAttribute}`, nameQualifier: '', spNameQualifier: '', value };
  }
  const { nameId } = identity;
  // Only a persistent NameID is promised to mean the same person for ever (SAML core §8.3.7).
  if (nameId === null || nameId.format !== NAME_ID_PERSISTENT || nameId.value === '') {
    return null;
  }
  return {
    ...common,
    format: nameId.format,
    nameQualifier: nameId.nameQualifier ?? '',
    spNameQualifier: nameId.spNameQualifier ?? '',
    value: nameId.value,
  };
};

const readProfile = (identity: VerifiedIdentity, map: ConnectionSettings['profile']): UserProfile => {
  const value = (attribute: string | undefined, limit: number): string | undefined =>
    attribute === undefined ? undefined : attributeValues(identity, attribute)[0]?.slice(0, limit);
  return {
    displayName: value(map.displayName, 128),
    firstName: value(map.firstName, 64),
    lastName: value(map.lastName, 64),
  };
};

/**
 * @throws CordboardError `claims.email_attribute_missing`, `claims.email_ambiguous`, `claims.email_invalid`,
 * `claims.link_attribute_missing`, `claims.no_identifier` when there is neither an e-mail address nor a link.
 */
export const mapClaims = (
  identity: VerifiedIdentity,
  settings: ConnectionSettings,
  connectionId: string,
  trace: AttemptTrace,
): ClaimedIdentity => {
  const subject = identity.nameId?.value ?? null;
  trace.about({ subject });
  const linkKey = readLinkKey(identity, settings.match, connectionId);
  const email = readEmail(identity, settings.match);
  if (email !== null && email !== subject) {
    // Whoever looks at the attempt knows people by their addresses; what else they are called is kept beside it.
    trace.about({ subject: email });
    trace.note(STAGE, 'NameID', subject ?? 'none');
  }
  if (email === null && linkKey === null) {
    throw new CordboardError('claims.no_identifier', {
      expected: 'a persistent NameID, a link attribute or an e-mail attribute',
      received: identity.nameId?.format ?? 'no NameID',
    });
  }
  trace.passed(
    STAGE,
    'identifiers',
    [email === null ? [] : ['e-mail'], linkKey === null ? [] : ['link']].flat().join(', '),
  );
  return { email, linkKey, profile: readProfile(identity, settings.profile), subject };
};
