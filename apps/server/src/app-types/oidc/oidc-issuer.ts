/**
 * The OIDC issuer of one realm, `<base>/<realm>/oidc`: discovery, JWKS, authorization code with PKCE,
 * refresh, userinfo, introspection, revocation and RP-initiated logout. It wraps one instance of
 * oidc-provider, whose session is derived from the hub session and never stored.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { localPermission } from '../../directory/local-permission.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { Storage } from '../../storage/ports/storage.ts';
import { compareHashedSecrets, publicOrigins } from './clients.ts';
import { deriveSessions } from './derived-session.ts';
import type { EndSessionOptions, HubCookie } from './end-session.ts';
import type { RecordRefusal } from './error-page.ts';
import { type HubSession, isHubSessionAlive, type SessionContext, trustedConnections } from './hub-session.ts';
import { createInteractions, type InteractionError, type OidcInteraction } from './interactions.ts';
import { type OidcProblem, reportErrors } from './problem.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { createRequestMiddleware } from './request-middleware.ts';
import type { SigningJwk } from './signing-jwks.ts';
import type { UnitOfWorkOptions } from './unit-of-work.ts';

export interface OidcIssuerOptions {
  readonly realmView: RealmView;
  /** `<base>/<realm>/oidc`, from the environment's public URL: the Host header is never believed. */
  readonly issuerUrl: string;
  readonly storage: Storage;
  /** Private keys, the signing one of each algorithm first. */
  readonly signingJwks: readonly SigningJwk[];
  /** Sign the cookies of interactions; the first key signs, all verify. */
  readonly cookieKeys: readonly string[];
  /** Epoch milliseconds. It has to agree with the process's clock, which oidc-provider reads itself. */
  readonly clock: () => number;
  readonly hubCookie: HubCookie;
  /** The live hub session behind the value of the hub cookie, or null. */
  readonly findHubSession: (cookieValue: string) => Promise<HubSession | null>;
  /** The same whether or not it counts at present: for sign-outs. */
  readonly findSessionRecord: EndSessionOptions['findRecord'];
  /** Where the browser goes when a sign-out has ended the session: to what the app wants, `landing`, or elsewhere first. */
  readonly leave: EndSessionOptions['leave'];
  readonly onError: (problem: OidcProblem) => void;
  readonly recordRefusal: RecordRefusal;
}

/** What the sign-in pages of the hub and its HTTP server need from an issuer. */
export interface OidcIssuer {
  readonly issuerUrl: string;
  /** Answers one request; `req.url` is the path below the issuer, e.g. `/auth?client_id=…`. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /**
   * What the authorization request asks for. `req` carries the interaction cookie of its path.
   *
   * @throws CordboardError `sign-in.browser_mismatch` when the interaction is another browser's, `oidc.interaction_unknown`
   * without a live one.
   */
  interaction(req: IncomingMessage, res: ServerResponse): Promise<OidcInteraction>;
  /**
   * URL at which the authorization goes on with this hub session, whose cookie the browser has.
   * Where `forceLogin` is set, the hub session has to be a new one.
   *
   * @throws CordboardError as {@link OidcIssuer.interaction}, `oidc.hub_session_ended`, `oidc.sign_in_not_fresh`.
   */
  completeInteraction(req: IncomingMessage, res: ServerResponse, session: HubSession): Promise<string>;
  /** `completeInteraction`, answered with 303 on `res`. */
  finishInteraction(
    req: IncomingMessage,
    res: ServerResponse,
    signedIn: { readonly hubSession: HubSession['record']; readonly user: HubSession['user'] },
  ): Promise<void>;
  /** Sends the browser back to the app with an OAuth error, by 303 on `res`. */
  abortInteraction(
    req: IncomingMessage,
    res: ServerResponse,
    refusal: { readonly error: InteractionError; readonly description: string },
  ): Promise<void>;
}

/** URLs come from the issuer and never from the request, so a Host header cannot bend them. */
const pinUrls = (provider: Provider, issuer: URL): void => {
  Object.defineProperties(provider.request, {
    protocol: { get: () => issuer.protocol.slice(0, -1) },
    host: { get: () => issuer.host },
  });
  provider.OIDCContext.prototype.urlFor = (name, options) => provider.urlFor(name, options);
};

const sessionContext = (view: RealmView): SessionContext => ({
  realmId: view.realm.id,
  idleMinutes: view.realm.settings.idleMinutes,
  connections: trustedConnections(view),
  allowsLocal: (user, now) => localPermission(view, user, now) !== null,
});

const browserSession =
  (options: OidcIssuerOptions) =>
  async (ctx: KoaContextWithOIDC): Promise<HubSession | null> => {
    const value = ctx.cookies.get(options.hubCookie.name, { signed: false });
    const found = value === undefined || value === '' ? null : await options.findHubSession(value);
    const context = { ...sessionContext(options.realmView), now: options.clock() };
    return found !== null && isHubSessionAlive(found, context) ? found : null;
  };

const createProvider = (options: OidcIssuerOptions, unit: UnitOfWorkOptions): Provider => {
  const { realmView: view, issuerUrl } = options;
  const issuer = new URL(issuerUrl);
  const secure = issuer.protocol === 'https:';
  const realmUrl = issuerUrl.slice(0, issuerUrl.lastIndexOf('/'));
  const { signingJwks, cookieKeys, recordRefusal } = options;
  const provider = new Provider(
    issuerUrl,
    providerConfiguration({ view, issuerUrl, realmUrl, secure, signingJwks, cookieKeys, recordRefusal }),
  );
  pinUrls(provider, issuer);
  compareHashedSecrets(provider);
  deriveSessions(provider, browserSession(options));
  reportErrors(provider, options.onError);
  provider.use(
    createRequestMiddleware({
      unit,
      secure,
      endSession: {
        hubCookie: options.hubCookie,
        findRecord: options.findSessionRecord,
        secure,
        signedOutUrl: `${realmUrl}/signed-out`,
        leave: options.leave,
        askUrl: `${realmUrl}/`,
      },
      publicOrigins: publicOrigins(view.apps),
      onError: options.onError,
    }),
  );
  return provider;
};

const seeOther = (res: ServerResponse, location: string): void => {
  res.statusCode = 303;
  res.setHeader('location', location);
  res.setHeader('cache-control', 'no-store');
  res.setHeader('content-length', '0');
  res.end();
};

/**
 * Makes the issuer of a realm. It stays valid until the realm's apps, token-signing keys or settings
 * change; `createOidcIssuers` keeps track of that.
 */
export const createOidcIssuer = (options: OidcIssuerOptions): OidcIssuer => {
  const { realmView: view, storage, clock } = options;
  const unit: UnitOfWorkOptions = {
    ...sessionContext(view),
    storage,
    clock,
  };
  const provider = createProvider(options, unit);
  const interactions = createInteractions({ provider, apps: view.apps, unit });
  const answer = provider.callback();
  return {
    issuerUrl: options.issuerUrl,
    handle: async (req, res) => {
      await answer(req, res);
    },
    interaction: (req, res) => interactions.read(req, res),
    completeInteraction: (req, res, session) => interactions.complete(req, res, session),
    finishInteraction: async (req, res, { hubSession, user }) => {
      seeOther(res, await interactions.complete(req, res, { record: hubSession, user }));
    },
    abortInteraction: async (req, res, refusal) => {
      seeOther(res, await interactions.abort(req, res, refusal));
    },
  };
};
