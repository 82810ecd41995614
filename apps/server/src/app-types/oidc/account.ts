/** The user behind a hub session as the account of the library, with our claims. */
import type { Account, AccountClaims, FindAccount } from 'oidc-provider';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import type { HubSession } from './hub-session.ts';
import { currentUnit } from './unit-of-work.ts';

/** Claims by scope (OpenID Connect Core §5.4); `amr` says of a local sign-in that it was a password (RFC 8176). */
export const claimsByScope: Record<string, string[]> = {
  openid: ['sub', 'amr'],
  profile: ['preferred_username', 'name', 'given_name', 'family_name', 'connection_name', 'company_name'],
  email: ['email'],
};

const fullName = (user: UserRecord): string | null => {
  const parts = [user.firstName, user.lastName].filter((part) => part !== null && part !== '');
  return user.displayName ?? (parts.length > 0 ? parts.join(' ') : null);
};

/** What a realm says beyond the user: how its identity providers and its company are called. */
export type RealmNames = Pick<RealmView, 'company' | 'connections'>;

const connectionName = (record: HubSession['record'], names: RealmNames): string | null =>
  record.method === 'local' ? null : (names.connections.find(({ id }) => id === record.connectionId)?.name ?? null);

/**
 * What the hub says about the user of a session; a claim without a value is left out. Two claims are
 * our own: `connection_name`, which identity provider signed the person in, and `company_name`.
 */
export const claimsOf = ({ user, record }: HubSession, names: RealmNames): AccountClaims => {
  const claims = {
    preferred_username: user.login,
    name: fullName(user),
    given_name: user.firstName,
    family_name: user.lastName,
    email: user.email,
    connection_name: connectionName(record, names),
    company_name: names.company.name,
  };
  return { sub: user.id, ...Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null)) };
};

const accountOf = (session: HubSession, names: RealmNames): Account => ({
  accountId: session.user.id,
  claims: () => claimsOf(session, names),
});

/** Reads nothing: the user came with the hub session, which every route looks up first. */
export const createFindAccount =
  (names: RealmNames): FindAccount =>
  (_ctx, subject, token) => {
    const unit = currentUnit();
    const uid = token !== undefined && 'sessionUid' in token ? token.sessionUid : undefined;
    const session = token === undefined ? unit.browser : unit.knownHubSession(uid);
    return session != null && session.user.id === subject ? accountOf(session, names) : undefined;
  };
