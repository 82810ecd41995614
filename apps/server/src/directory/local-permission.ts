/**
 * Who may sign in with user name and password, and where that is offered. A session of that kind lasts no longer than
 * the permission: the same rule is asked again at every use.
 */
import type { RealmView } from '../storage/ports/directory-store.ts';
import type { LocalOpeningRecord } from '../storage/ports/local-sign-in-store.ts';
import type { UserRecord } from '../storage/ports/user-store.ts';

type LocalView = Pick<RealmView, 'realm' | 'localOpenings'>;

/**
 * How a realm offers user name and password: not at all; as the only way (mode non-sso); beside the connections (mode
 * hybrid); or always as a question, because an identity provider may be out of order.
 */
export type LocalOffer = 'none' | 'only' | 'beside' | 'outage';

export interface LocalPermission {
  /** Why, in words for the trace. */
  readonly by: string;
  readonly kind: 'mode' | 'user' | 'group' | 'opening';
  /** The group, or the identifier of the opening. */
  readonly name: string | null;
  /** Epoch milliseconds; null when it has no end. */
  readonly until: number | null;
}

/** Whether an opening lets anybody in at this instant. */
export const isOpen = (opening: LocalOpeningRecord, now: number): boolean =>
  opening.approvedAt !== null && opening.closedAt === null && opening.startsAt <= now && now < opening.endsAt;

/** The administrators' realm has a sign-in of its own, and none of these. */
export const localOffer = ({ realm, localOpenings }: LocalView, now: number): LocalOffer => {
  if (realm.kind === 'admins') {
    return 'none';
  }
  if (realm.ssoMode === 'non-sso') {
    return 'only';
  }
  if (localOpenings.some((opening) => isOpen(opening, now))) {
    return 'outage';
  }
  const { users, groups } = realm.settings.localSignIn;
  return realm.ssoMode === 'hybrid' && users.length + groups.length > 0 ? 'beside' : 'none';
};

const byMode = ({ realm }: LocalView, user: Pick<UserRecord, 'login' | 'groups'>): LocalPermission | null => {
  if (realm.ssoMode === 'non-sso') {
    return { by: 'mode non-sso', kind: 'mode', name: null, until: null };
  }
  if (realm.ssoMode !== 'hybrid') {
    return null;
  }
  const { users, groups } = realm.settings.localSignIn;
  if (users.includes(user.login)) {
    return { by: 'named in mode hybrid', kind: 'user', name: null, until: null };
  }
  const group = user.groups.find((name) => groups.includes(name));
  return group === undefined ? null : { by: `group ${group} in mode hybrid`, kind: 'group', name: group, until: null };
};

/** Null for somebody who may not. */
export const localPermission = (
  view: LocalView,
  user: Pick<UserRecord, 'id' | 'login' | 'groups'>,
  now: number,
): LocalPermission | null => {
  if (view.realm.kind === 'admins') {
    return null;
  }
  const mode = byMode(view, user);
  if (mode !== null) {
    return mode;
  }
  const [latest] = view.localOpenings
    .filter((opening) => isOpen(opening, now) && opening.userIds.includes(user.id))
    .toSorted((a, b) => b.endsAt - a.endsAt);
  return latest === undefined
    ? null
    : { by: `opening ${latest.id}`, kind: 'opening', name: latest.id, until: latest.endsAt };
};
