/**
 * The issuers of all realms: each is made when it is first needed, kept while what it was made of
 * stays the same, and dropped when it was not used for longest. All their state is in the storage,
 * so dropping one loses nothing.
 */
import { hash } from 'node:crypto';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { OidcIssuer } from './oidc-issuer.ts';

export interface OidcIssuersOptions {
  /** Makes the issuer of a realm, e.g. with `createOidcIssuer`. */
  readonly create: (view: RealmView, issuerUrl: string) => OidcIssuer;
  /** How many are kept. Default 500. */
  readonly limit?: number;
}

export interface OidcIssuers {
  /** The issuer of this state of the realm. */
  forRealm(view: RealmView, issuerUrl: string): OidcIssuer;
}

interface Entry {
  readonly view: RealmView;
  readonly issuerUrl: string;
  readonly version: string;
  readonly issuer: OidcIssuer;
}

const DEFAULT_LIMIT = 500;

/** Changes with everything that an issuer is made of: its URL, apps, token-signing keys, settings, mode and names. */
const versionOf = (view: RealmView, issuerUrl: string): string => {
  const keys = view.keys
    .filter((key) => key.purpose === 'token-signing')
    .map(({ id, state, algorithm, publicJwk }) => [id, state, algorithm, publicJwk]);
  const apps = view.apps.filter((app) => app.type === 'oidc');
  const names = [
    view.company.name,
    view.connections.map(({ id, name, enabled, settings }) => [id, name, enabled, settings.clockSkewSeconds]),
  ];
  const { kind, ssoMode, settings } = view.realm;
  const rules = [kind, ssoMode, settings, view.localOpenings];
  return hash('sha256', JSON.stringify([issuerUrl, rules, apps, keys, names]), 'base64url');
};

export const createOidcIssuers = (options: OidcIssuersOptions): OidcIssuers => {
  const limit = options.limit ?? DEFAULT_LIMIT;
  const entries = new Map<string, Entry>();
  const renew = (view: RealmView, issuerUrl: string, known: Entry | undefined): Entry => {
    const version = versionOf(view, issuerUrl);
    const issuer = known?.version === version ? known.issuer : options.create(view, issuerUrl);
    return { view, issuerUrl, version, issuer };
  };
  return {
    forRealm(view, issuerUrl) {
      const { id } = view.realm;
      const known = entries.get(id);
      const isSame = known !== undefined && known.view === view && known.issuerUrl === issuerUrl;
      const entry = isSame ? known : renew(view, issuerUrl, known);
      // Deleting first moves it to the end: the first entry is the one used longest ago.
      entries.delete(id);
      entries.set(id, entry);
      const oldest = entries.size > limit ? entries.keys().next().value : undefined;
      if (oldest !== undefined) {
        entries.delete(oldest);
      }
      return entry.issuer;
    },
  };
};
