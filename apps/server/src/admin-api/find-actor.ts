/** The administrator behind the session cookie, with the grants of this moment. */
import type { AdministratorDependencies } from '../administrators/administrator-dependencies.ts';
import { findAdminSession } from '../administrators/sessions.ts';
import type { AdministratorActor } from './actor.ts';
import { createAdminCookies } from './http/admin-cookies.ts';

type Dependencies = Pick<AdministratorDependencies, 'storage' | 'clock' | 'installationUrl'>;

/** Makes the part of the actor finder that reads cookies. */
export const createCookieActorFinder = (
  dependencies: Dependencies,
): ((cookies: Readonly<Record<string, string | undefined>>) => Promise<AdministratorActor | null>) => {
  const { session: name } = createAdminCookies(dependencies.installationUrl);
  return async (cookies) => {
    const session = await findAdminSession(dependencies, cookies[name] ?? null);
    if (session === null) {
      return null;
    }
    const { id, login, name: displayName } = session.administrator;
    const { grants, record } = session;
    return { kind: 'administrator', id, login, name: displayName, grants, sessionHash: record.idHash };
  };
};
