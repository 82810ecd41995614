/** Whether the identity provider has ended meanwhile what an assertion speaks of. */
import { CordboardError } from '../errors.ts';
import type { SignInReader } from '../storage/ports/sign-in-store.ts';
import type { IdpSessionKey } from './idp-session.ts';

/**
 * An assertion can arrive, or wait for its browser, while the identity provider ends the very session that it speaks of
 * (SAML core §3.7.3.2). Of a session that it named, nothing is accepted any more; after an end of all, what is newer is. So is
 * what names no session, after an end of any.
 *
 * @throws CordboardError `sign-in.ended_at_idp`
 */
export const assertNotEnded = async (
  reader: Pick<SignInReader, 'findIdpSignOut'>,
  key: IdpSessionKey | null,
): Promise<void> => {
  if (key === null) {
    return;
  }
  const { connectionId, sessionHash, general, authnInstant } = key;
  let at = sessionHash === null ? null : await reader.findIdpSignOut(connectionId, sessionHash);
  for (const hash of general) {
    const ended = await reader.findIdpSignOut(connectionId, hash);
    at ??= ended !== null && authnInstant <= ended ? ended : null;
  }
  if (at !== null) {
    throw new CordboardError('sign-in.ended_at_idp', {
      expected: 'a session that the identity provider has not ended',
      received: `one that it ended at ${new Date(at).toISOString()}`,
    });
  }
};
