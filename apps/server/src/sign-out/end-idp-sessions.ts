/** Ends here what an identity provider has ended there. */
import type { VerifiedLogoutRequest } from '@cordboard/saml';
import type { ConnectionContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { endedSessionHashes, isMeant, readIdpSession, subjectHash } from '../sign-in/idp-session.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';

/** A request is accepted for an hour; the clock may be as far off as is ever tolerated. */
const REQUEST_REMEMBERED_MS = 2 * 60 * 60 * 1000;

/**
 * No assertion is accepted longer than a day, so none from before can arrive later. Clocks may differ by five minutes, at the
 * request and at the assertion.
 */
const ASSERTION_LIFETIME_MS = (24 * 60 + 2 * 5) * 60 * 1000;

export interface EndedSessions {
  /** Those of administrators in the portal included. */
  readonly count: number;
  /** Of the sessions of the realm that ended, when all were of one user. */
  readonly userId: string | null;
}

/**
 * Ends the sessions of the person that the request means, and everything derived from them, and remembers that they ended.
 *
 * @throws CordboardError `sign-out.replayed` when the request was used before.
 */
export const endIdpSessions = async (
  { sealer, clock }: Pick<SignInDependencies, 'sealer' | 'clock'>,
  writer: StorageWriter,
  { record: connection }: ConnectionContext,
  request: Pick<VerifiedLogoutRequest, 'id' | 'issuer' | 'issueInstant' | 'nameId' | 'sessionIndexes'>,
): Promise<EndedSessions> => {
  const now = clock();
  if (!(await writer.consumeId(`${connection.id}/logout-request`, request.id, now + REQUEST_REMEMBERED_MS))) {
    throw new CordboardError('sign-out.replayed', { received: request.id });
  }
  const sessionHashes = endedSessionHashes(request);
  for (const sessionHash of sessionHashes) {
    await writer.noteIdpSignOut({
      connectionId: connection.id,
      sessionHash,
      // By the clock that dates its sign-ins as well: with ours, the difference of the two would decide.
      at: request.issueInstant.getTime(),
      expiresAt: now + ASSERTION_LIFETIME_MS,
    });
  }
  const person = { connectionId: connection.id, subjectHash: subjectHash(request.nameId) };
  const candidates = await writer.listSubjectSessions(person.connectionId, person.subjectHash, now);
  const meant = candidates.filter(
    (session) => session.idpEntityId === request.issuer && isMeant(readIdpSession(sealer, session), request),
  );
  for (const { idHash } of meant) {
    await writer.endSession(idHash);
  }
  const users = new Set(meant.map(({ userId }) => userId));
  const inPortal = await writer.endIdpAdminSessions(
    { ...person, sessionHashes: request.sessionIndexes.length === 0 ? null : sessionHashes },
    now,
  );
  return { count: meant.length + inPortal, userId: users.size === 1 ? (meant[0]?.userId ?? null) : null };
};
