/**
 * Stage 2: connection discovery. Which identity provider signs this person in? By a link, a hint of
 * the app, the e-mail domain, the choice remembered in this browser, or because there is only one;
 * otherwise the person is asked. Where user name and password are offered as well, that is one more
 * choice; during an outage everybody is asked, because the way of every day may be blocked.
 */
import type { LocalOffer } from '../directory/local-permission.ts';
import {
  type ConnectionContext,
  type RealmContext,
  realmConnections,
  type ServiceProviderContext,
} from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInIntent } from './begin-sign-in.ts';

export interface Candidate {
  readonly serviceProvider: ServiceProviderContext;
  readonly connection: ConnectionContext;
}

export type ConnectionChoice =
  | { readonly kind: 'chosen'; readonly candidate: Candidate; readonly by: ChosenBy }
  /** User name and password. */
  | { readonly kind: 'local' }
  | { readonly kind: 'ask'; readonly candidates: readonly Candidate[]; readonly offersLocal: boolean };

/** What a browser remembers when user name and password were used last. */
export const REMEMBERED_LOCAL = 'local';

export type ChosenBy = 'link' | 'hint' | 'e-mail domain' | 'remembered' | 'only one' | 'test';

/** How a candidate is named in links and in the remembered choice. */
export const candidateKey = (candidate: Candidate): string =>
  `${candidate.serviceProvider.record.slug}/${candidate.connection.record.slug}`;

/** The part behind the last `@`, in lower case; null when there is none. */
export const emailDomain = (email: string): string | null => {
  const at = email.lastIndexOf('@');
  return at < 1 || at === email.length - 1 ? null : email.slice(at + 1).toLowerCase();
};

/** Connections whose verified domains contain the domain of the address. */
export const candidatesForEmail = (realm: RealmContext, email: string): readonly Candidate[] => {
  const domain = emailDomain(email);
  if (domain === null) {
    return [];
  }
  return realmConnections(realm).filter((candidate) =>
    candidate.connection.record.settings.match.emailDomains.includes(domain),
  );
};

const only = <T>(values: readonly T[]): T | null => (values.length === 1 ? (values[0] ?? null) : null);

const linked = (candidates: readonly Candidate[], link: NonNullable<SignInIntent['link']>): Candidate => {
  const key = `${link.serviceProvider}/${link.connection}`;
  const found = candidates.find((candidate) => candidateKey(candidate) === key);
  if (found === undefined) {
    throw new CordboardError('sign-in.connection_unknown', { received: key });
  }
  return found;
};

/**
 * @throws CordboardError `sign-in.connection_unknown` for a link that leads nowhere, `sign-in.no_connection` in a
 * realm without any enabled connection.
 */
export const chooseConnection = (realm: RealmContext, intent: SignInIntent, offer: LocalOffer): ConnectionChoice => {
  const candidates = realmConnections(realm);
  if (intent.link !== undefined) {
    return { kind: 'chosen', candidate: linked(candidates, intent.link), by: 'link' };
  }
  if (isLocal(candidates, intent, offer)) {
    return { kind: 'local' };
  }
  if (candidates.length === 0) {
    throw new CordboardError('sign-in.no_connection');
  }
  const found = offer === 'outage' ? null : discovered(realm, candidates, intent, offer);
  return found ?? { kind: 'ask', candidates, offersLocal: offer !== 'none' };
};

/** The only way, or the one that was used last time in this browser. */
const isLocal = (candidates: readonly Candidate[], intent: SignInIntent, offer: LocalOffer): boolean =>
  offer !== 'none' &&
  (offer === 'only' || candidates.length === 0 || (intent.remembered === REMEMBERED_LOCAL && intent.choose !== true));

const discovered = (
  realm: RealmContext,
  candidates: readonly Candidate[],
  intent: SignInIntent,
  offer: LocalOffer,
): ConnectionChoice | null => {
  const attempts: readonly [ChosenBy, Candidate | null][] = [
    ['only one', offer === 'none' ? only(candidates) : null],
    ['hint', only(candidates.filter((candidate) => candidate.connection.record.slug === intent.connectionHint))],
    ['e-mail domain', intent.loginHint === undefined ? null : only(candidatesForEmail(realm, intent.loginHint))],
    [
      'remembered',
      intent.choose === true
        ? null
        : only(candidates.filter((candidate) => candidateKey(candidate) === intent.remembered)),
    ],
  ];
  for (const [by, candidate] of attempts) {
    if (candidate !== null) {
      return { kind: 'chosen', candidate, by };
    }
  }
  return null;
};
