/** Stage 10: back to what the person wanted when the sign-in began. */
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInTarget } from '../storage/ports/sign-in-store.ts';

/** The address inside the hub that goes on: the launchpad, an app's tile, or the waiting OIDC interaction. */
export const resumeApp = (realm: RealmContext, target: SignInTarget): string => {
  switch (target.kind) {
    case 'launchpad':
      return `${realm.baseUrl}/`;
    case 'app':
      return `${realm.baseUrl}/apps/${encodeURIComponent(target.app)}`;
    case 'interaction':
      return `${realm.baseUrl}/interaction/${encodeURIComponent(target.uid)}`;
    case 'test':
    case 'portal':
      // A test ends with a result, a sign-in to the portal with a code: neither gets here.
      throw new CordboardError('internal.failed', { expected: 'a target to go on with', received: target.kind });
  }
};
