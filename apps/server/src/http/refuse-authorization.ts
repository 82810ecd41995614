/** An authorization request that was refused before any sign-in could begin, as an attempt to look up. */
import type { RefusedAuthorization } from '../app-types/oidc/error-page.ts';
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { refuseSignIn } from '../sign-in/refuse-sign-in.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';

/** What would have been accepted: for a redirect URI the registered ones, which is what administrators look for. */
const expectedOf = (realm: RealmContext, refused: RefusedAuthorization): string | undefined => {
  const app = refused.clientId === null ? null : findApp(realm, refused.clientId);
  if (refused.error === 'invalid_redirect_uri' && app?.type === 'oidc') {
    return app.settings.redirectUris.join(', ');
  }
  return refused.error === 'invalid_client' ? 'the slug of an app of type oidc' : (refused.description ?? undefined);
};

const receivedOf = ({ error, clientId, redirectUri }: RefusedAuthorization): string => {
  const client = `client_id ${clientId ?? 'absent'}`;
  return error === 'invalid_redirect_uri' ? `${redirectUri ?? 'no redirect_uri'}, ${client}` : `${error}, ${client}`;
};

/** Stores the attempt; returns its reference. */
export const refuseAuthorization = async (
  dependencies: SignInDependencies,
  realm: RealmContext,
  refused: RefusedAuthorization,
): Promise<string> => {
  const error = new CordboardError('oidc.refused', {
    expected: expectedOf(realm, refused),
    received: receivedOf(refused),
  });
  return (await refuseSignIn(dependencies, realm, 'begin-sign-in', error)).reference;
};
