/**
 * The end of a sign-in to the Administration Portal, as far as the realm goes: who came is a user of it, and the identity
 * provider itself said the e-mail address. The address that the realm keeps for a user is not enough, because more
 * people may change users than may make administrators.
 */
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import type { MatchSettings } from '@cordboard/contract/tenant-settings';
import type { AttemptTrace } from '../attempts/attempt-trace.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { UserRecord } from '../storage/ports/user-store.ts';
import { assertNotEnded } from './assert-not-ended.ts';
import { idpSessionKey } from './idp-session.ts';
import type { ClaimedIdentity } from './map-claims.ts';
import type { ParkedSignIn } from './parked-sign-in.ts';
import { assertDomain } from './provision-user.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

/** The stage's name in the attempt. */
export const FINISH_PORTAL = 'finish-portal';

export interface FinishPortalInput {
  readonly realm: RealmContext;
  readonly parked: ParkedSignIn;
  readonly state: string;
  readonly match: MatchSettings;
  readonly claimed: ClaimedIdentity;
  readonly user: UserRecord;
}

/**
 * Makes the code for the portal.
 *
 * @throws CordboardError `administrator.not_recognised` when the identity provider names another address than the realm,
 * or none; `user.email_domain`; `sign-in.ended_at_idp`
 */
export const finishPortal = async (
  dependencies: Pick<SignInDependencies, 'issuePortalCode'>,
  writer: StorageWriter,
  { realm, parked, state, match, claimed, user }: FinishPortalInput,
  trace: AttemptTrace,
): Promise<string> => {
  const idpSession = idpSessionKey(parked.connectionId, parked.identity);
  await assertNotEnded(writer, idpSession);
  const { email } = claimed;
  if (email === null || user.email === null || asciiLowerCase(email) !== asciiLowerCase(user.email)) {
    throw new CordboardError('administrator.not_recognised', {
      expected: `the e-mail address of the user: ${user.email ?? 'none'}`,
      received: email ?? 'no e-mail address from the identity provider',
    });
  }
  assertDomain(email, match);
  trace.passed(FINISH_PORTAL, 'e-mail', email);
  const { company, realm: realmRecord } = realm.view;
  const { attemptId } = parked;
  return dependencies.issuePortalCode(writer, {
    companyId: company.id,
    realmId: realmRecord.id,
    email,
    state,
    attemptId,
    idpSession,
  });
};
