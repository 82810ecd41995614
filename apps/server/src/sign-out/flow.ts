/**
 * The path of a sign-out: find-session → end-session. Ending the hub session ends everything that
 * was derived from it: OIDC sessions, grants and tokens go in the same commit.
 */
import type { RealmContext } from '../directory/realm-context.ts';
import { findHubSession } from '../sign-in/find-hub-session.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';

export const signOutStages = ['find-session', 'end-session'] as const;

/** True when a session ended; false when there was none. */
export const signOut = async (
  dependencies: Pick<SignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  secret: string | undefined,
): Promise<boolean> => {
  const session = await findHubSession(dependencies, realm, secret);
  if (session === null) {
    return false;
  }
  return dependencies.storage.write((writer) => writer.endSession(session.record.idHash));
};
