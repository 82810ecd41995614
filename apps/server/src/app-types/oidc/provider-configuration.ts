/**
 * The configuration of the OIDC library for one realm: authorization code with PKCE S256 and refresh
 * tokens, nothing else. Every feature that is not listed as enabled is off.
 */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import { claimsByScope, createFindAccount } from './account.ts';
import { clientsOf } from './clients.ts';
import { createRenderError, type RecordRefusal } from './error-page.ts';
import { lifetimes } from './lifetimes.ts';
import { createLoginPolicy } from './login-policy.ts';
import {
  AUTHORIZATION_PATH,
  END_SESSION_PATH,
  INTROSPECTION_PATH,
  JWKS_PATH,
  REVOCATION_PATH,
  TOKEN_PATH,
  USERINFO_PATH,
} from './paths.ts';
import type { SigningJwk } from './signing-jwks.ts';
import { createStorageAdapter } from './storage-adapter.ts';

/** Longest `connection` hint that is passed on: a slug. */
const MAX_HINT_LENGTH = 63;

export interface ProviderConfigurationOptions {
  readonly view: RealmView;
  readonly issuerUrl: string;
  /** `<base>/<realm>`, without a trailing slash. */
  readonly realmUrl: string;
  readonly secure: boolean;
  readonly signingJwks: readonly SigningJwk[];
  readonly cookieKeys: readonly string[];
  readonly recordRefusal: RecordRefusal;
}

/**
 * The library drops `offline_access` from a request that does not also ask for consent (OpenID
 * Connect Core §11). Consent is not asked for here, so the scope is put back.
 */
const keepOfflineAccess = (ctx: KoaContextWithOIDC): void => {
  const { params } = ctx.oidc;
  const asked = String(ctx.query['scope'] ?? '').split(' ');
  const kept = String(params?.['scope'] ?? '').split(' ');
  if (params !== undefined && asked.includes('offline_access') && !kept.includes('offline_access')) {
    params['scope'] = [...kept, 'offline_access'].join(' ').trim();
  }
};

const checkConnectionHint = (ctx: KoaContextWithOIDC, value: string | undefined): void => {
  if (value !== undefined && (value.length > MAX_HINT_LENGTH || !/^[a-z0-9-]+$/.test(value))) {
    throw new errors.InvalidRequest('connection is not the slug of a connection');
  }
  keepOfflineAccess(ctx);
};

/** Consent is the company's, given when it registered the app: every sign-in gets a grant of its own. */
const grantEverything = async (ctx: KoaContextWithOIDC): Promise<InstanceType<typeof ctx.oidc.provider.Grant>> => {
  const grant = new ctx.oidc.provider.Grant({
    accountId: ctx.oidc.session?.accountId,
    clientId: ctx.oidc.client?.clientId,
  });
  grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '));
  await grant.save();
  return grant;
};

const features: NonNullable<Configuration['features']> = {
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  resourceIndicators: { enabled: false },
  userinfo: { enabled: true },
  introspection: {
    enabled: true,
    allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
  },
  revocation: {
    enabled: true,
    allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
  },
  rpInitiatedLogout: {
    enabled: true,
    // Never shown: `end-session.ts` answers in its place.
    logoutSource: (ctx) => {
      ctx.body = '';
    },
    postLogoutSuccessSource: (ctx) => {
      ctx.body = '';
    },
  },
};

const cookies = (options: ProviderConfigurationOptions): NonNullable<Configuration['cookies']> => {
  const prefix = options.secure ? '__Secure-' : '';
  const flags = { httpOnly: true, sameSite: 'lax', secure: options.secure, overwrite: true } as const;
  return {
    names: {
      // Never set, see derived-session.ts.
      session: `${prefix}cordboard-oidc-session`,
      interaction: `${prefix}cordboard-interaction`,
      resume: `${prefix}cordboard-resume`,
    },
    long: flags,
    short: flags,
    keys: [...options.cookieKeys],
  };
};

/** @throws TypeError by the library for a configuration that contradicts itself, which is a defect. */
export const providerConfiguration = (options: ProviderConfigurationOptions): Configuration => ({
  adapter: createStorageAdapter({
    realmId: options.view.realm.id,
    resumeUrl: (uid) => `${options.issuerUrl}${AUTHORIZATION_PATH}/${uid}`,
  }),
  clients: clientsOf(options.view.apps),
  clientDefaults: {
    grant_types: ['authorization_code', 'refresh_token'],
    id_token_signed_response_alg: 'ES256',
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
  },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256'] },
  jwks: { keys: options.signingJwks.map((jwk) => ({ ...jwk })) },
  cookies: cookies(options),
  routes: {
    authorization: AUTHORIZATION_PATH,
    token: TOKEN_PATH,
    introspection: INTROSPECTION_PATH,
    revocation: REVOCATION_PATH,
    userinfo: USERINFO_PATH,
    jwks: JWKS_PATH,
    end_session: END_SESSION_PATH,
  },
  responseTypes: ['code'],
  pkce: { required: () => true },
  allowOmittingSingleRegisteredRedirectUri: false,
  clockTolerance: 0,
  scopes: ['openid', 'offline_access'],
  claims: claimsByScope,
  // Apps read name and e-mail from the ID token as well, as they do with other issuers.
  conformIdTokenClaims: false,
  extraParams: { connection: checkConnectionHint },
  features,
  ttl: lifetimes(options.view),
  findAccount: createFindAccount(options.view),
  loadExistingGrant: grantEverything,
  // The adapter ties everything to the hub session instead.
  expiresWithSession: () => false,
  issueRefreshToken: (_ctx, client, source) =>
    client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
  rotateRefreshToken: (ctx) => ctx.oidc.client?.clientAuthMethod === 'none',
  // A code used twice, or a revoked token, ends all that came from the same sign-in of the app.
  revokeGrantPolicy: () => true,
  interactions: {
    policy: createLoginPolicy(),
    url: (_ctx, interaction) => `${options.realmUrl}/interaction/${interaction.uid}`,
  },
  clientBasedCORS: (_ctx, origin, client) =>
    client.clientAuthMethod === 'none' && (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
  fetch: () => Promise.reject(new Error('the issuer fetches nothing')),
  renderError: createRenderError(options.recordRefusal),
});
