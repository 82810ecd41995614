/**
 * What a sign-out with the identity provider goes by: the NameID and SessionIndex that came with the sign-in. They are kept
 * sealed; a hash of the NameID's value finds the sessions of one person.
 */
import { createHash } from 'node:crypto';
import type { NameId } from '@cordboard/saml';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { SealContext, Sealer } from '../keys/seal.ts';
import type { SamlSessionRecord } from '../storage/ports/session-store.ts';
import { nameIdSchema } from './name-id-schema.ts';

export interface IdpSession {
  readonly nameId: NameId | null;
  /** Null when the identity provider gave none. */
  readonly sessionIndex: string | null;
}

const idpSession = z.strictObject({ nameId: nameIdSchema.nullable(), sessionIndex: z.string().nullable() });

const context = (realmId: string, idHash: string): SealContext => ({
  table: 'hub_sessions',
  row: idHash,
  environment: realmId,
});

export const sealIdpSession = (sealer: Sealer, realmId: string, idHash: string, session: IdpSession): string =>
  sealer.seal(Buffer.from(JSON.stringify(session), 'utf8'), context(realmId, idHash));

/** @throws CordboardError `keys.unsealable`, or `internal.failed` when another version wrote it in another shape. */
const openIdpSession = (
  sealer: Sealer,
  { realmId, idHash, sealedIdpSession }: Pick<SamlSessionRecord, 'realmId' | 'idHash' | 'sealedIdpSession'>,
): IdpSession => {
  if (sealedIdpSession === null) {
    return { nameId: null, sessionIndex: null };
  }
  const json: unknown = JSON.parse(
    Buffer.from(sealer.open(sealedIdpSession, context(realmId, idHash))).toString('utf8'),
  );
  const parsed = idpSession.safeParse(json);
  if (!parsed.success) {
    throw new CordboardError('internal.failed', { cause: parsed.error });
  }
  return parsed.data;
};

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64url');

/**
 * The same for a sign-out, which nothing may hold up: null for what cannot be read, because it was damaged or written by
 * another version.
 */
export const readIdpSession = (sealer: Sealer, record: Parameters<typeof openIdpSession>[1]): IdpSession | null => {
  try {
    return openIdpSession(sealer, record);
  } catch (error) {
    if (error instanceof CordboardError || error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
};

/** Finds the sessions of a person; format and qualifiers are compared afterwards. */
export const subjectHash = ({ value }: Pick<NameId, 'value'>): string => hash(value);

/** Stands for the sessions of a person that are named by no SessionIndex, and for all of them. */
type Unnamed = 'unnamed' | 'all';

/** Tells a session of the identity provider apart, whether or not there is one here. */
const idpSessionHash = ({ value }: Pick<NameId, 'value'>, session: { readonly index: string } | Unnamed): string =>
  hash(JSON.stringify([value, session]));

interface NamedSessions {
  readonly nameId: Pick<NameId, 'value'>;
  readonly sessionIndexes: readonly string[];
}

/** What to remember of a request to end sessions, for assertions that arrive later. */
export const endedSessionHashes = ({ nameId, sessionIndexes }: NamedSessions): readonly string[] =>
  sessionIndexes.length === 0
    ? [idpSessionHash(nameId, 'all')]
    : [
        ...[...new Set(sessionIndexes)].map((index) => idpSessionHash(nameId, { index })),
        idpSessionHash(nameId, 'unnamed'),
      ];

/** What an assertion is looked up by, when the identity provider may have ended the session that it speaks of. */
export interface IdpSessionKey {
  readonly connectionId: string;
  readonly subjectHash: string;
  /** The very session; null when the assertion named none. */
  readonly sessionHash: string | null;
  /** Ends of several sessions: they concern this one if they are not older than it is. */
  readonly general: readonly string[];
  /** Epoch milliseconds, by the clock of the identity provider. */
  readonly authnInstant: number;
}

/** Null for an assertion that named nobody: no request can mean it. */
export const idpSessionKey = (
  connectionId: string,
  { nameId, sessionIndex, authnInstant }: IdpSession & { readonly authnInstant: number },
): IdpSessionKey | null => {
  if (nameId === null) {
    return null;
  }
  const all = idpSessionHash(nameId, 'all');
  return {
    connectionId,
    subjectHash: subjectHash(nameId),
    sessionHash: sessionIndex === null ? null : idpSessionHash(nameId, { index: sessionIndex }),
    general: sessionIndex === null ? [all, idpSessionHash(nameId, 'unnamed')] : [all],
    authnInstant,
  };
};

const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

const formatOf = ({ format }: NameId): string | undefined => (format === UNSPECIFIED ? undefined : format);

const agree = (left: string | undefined, right: string | undefined): boolean =>
  left === undefined || right === undefined || left === right;

/**
 * Whether two NameIDs of one identity provider mean the same person (SAML core §3.3.4). The value decides, octet by octet.
 * Format and qualifiers must not contradict; real identity providers leave them out of one message and not of the other.
 */
export const isSameSubject = (left: NameId, right: NameId): boolean =>
  left.value === right.value &&
  agree(formatOf(left), formatOf(right)) &&
  agree(left.nameQualifier, right.nameQualifier) &&
  agree(left.spNameQualifier, right.spNameQualifier);

/**
 * Whether a request to end sessions means this one (SAML core §3.7.3.2). One that came without a SessionIndex cannot be
 * told from the others of the person, so it ends with each of them; nor can one that cannot be read.
 *
 * @param session of the person by the hash of the NameID's value
 */
export const isMeant = (
  session: IdpSession | null,
  request: { readonly nameId: NameId; readonly sessionIndexes: readonly string[] },
): boolean =>
  session === null ||
  (session.nameId !== null &&
    isSameSubject(session.nameId, request.nameId) &&
    (request.sessionIndexes.length === 0 ||
      session.sessionIndex === null ||
      request.sessionIndexes.includes(session.sessionIndex)));
