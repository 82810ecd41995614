/** Our OIDC apps as clients of the library (OpenID Connect Dynamic Client Registration §2 names). */
import { hash, timingSafeEqual } from 'node:crypto';
import type Provider from 'oidc-provider';
import type { ClientMetadata } from 'oidc-provider';
import type { AppRecord } from '../../storage/ports/directory-store.ts';

export type OidcApp = Extract<AppRecord, { readonly type: 'oidc' }>;

export const isOidcApp = (app: AppRecord): app is OidcApp => app.type === 'oidc';

/** An app without a secret is a public client, if its settings allow that. */
const isPublicClient = (app: OidcApp): boolean => app.secretHash === null && app.settings.allowPublicClient;

/**
 * The clients of a realm. An app that has no secret and is not allowed to be public is left out: it
 * could not authenticate. The library only ever sees the hash of a secret.
 */
export const clientsOf = (apps: readonly AppRecord[]): ClientMetadata[] =>
  apps
    .filter(isOidcApp)
    .filter((app) => app.secretHash !== null || isPublicClient(app))
    .map((app) => ({
      client_id: app.slug,
      client_name: app.name,
      ...(app.secretHash !== null && { client_secret: app.secretHash }),
      token_endpoint_auth_method: app.secretHash === null ? 'none' : 'client_secret_basic',
      redirect_uris: [...app.settings.redirectUris],
      post_logout_redirect_uris: [...app.settings.postLogoutRedirectUris],
      id_token_signed_response_alg: app.settings.idTokenAlgorithm,
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
    }));

/** Origins of the pages of public clients: the only ones that may read answers across origins. */
export const publicOrigins = (apps: readonly AppRecord[]): ReadonlySet<string> =>
  new Set(
    apps
      .filter(isOidcApp)
      .filter(isPublicClient)
      .flatMap((app) => app.settings.redirectUris.map((uri) => new URL(uri).origin)),
  );

/** Replaces the library's comparison of clear secrets: what was sent is hashed, then compared in constant time. */
export const compareHashedSecrets = (provider: Provider): void => {
  provider.Client.prototype.compareClientSecret = function compareClientSecret(sent: string): boolean {
    const expected = Buffer.from(this.clientSecret ?? '', 'base64url');
    const actual = Buffer.from(hash('sha256', sent, 'base64url'), 'base64url');
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  };
};
