/** Paths below an issuer, told to the library and to the code around it. */

export const AUTHORIZATION_PATH = '/auth';
export const TOKEN_PATH = '/token';
export const INTROSPECTION_PATH = '/token/introspection';
export const REVOCATION_PATH = '/token/revocation';
export const USERINFO_PATH = '/me';
export const JWKS_PATH = '/jwks';
export const END_SESSION_PATH = '/session/end';

/** Public documents (OpenID Connect Discovery §4, RFC 8414 §3, RFC 7517). */
export const DOCUMENT_PATHS: readonly string[] = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  JWKS_PATH,
];
