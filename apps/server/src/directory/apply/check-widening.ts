/**
 * Local sign-in beside single sign-on. Once a realm has single sign-on, more people with a password are a way around it,
 * as an opening is. It takes a permission of its own, whichever way it is done; fewer are free.
 */
import type { RealmRecord } from '../../storage/ports/directory-store.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import { applyProblem } from './apply-problem.ts';
import type { PlanContext } from './plan-context.ts';

type Widening = Pick<PlanContext, 'plan' | 'mayWiden'>;

/** Logins and groups. */
export type LocalSignInNames = RealmRecord['settings']['localSignIn'];

const added = (after: readonly string[], before: readonly string[]): readonly string[] =>
  after.filter((name) => !before.includes(name));

const hasSingleSignOn = (before: Pick<RealmRecord, 'ssoMode'> | undefined): boolean =>
  before !== undefined && before.ssoMode !== 'non-sso';

const refuse = (context: Widening, path: string, names: readonly string[]): void => {
  if (names.length > 0 && !context.mayWiden()) {
    context.plan.refuse(
      applyProblem('local.widening', path, {
        expected: 'the permission company.write at the company',
        received: names.join(', '),
      }),
    );
  }
};

/**
 * Refuses further names in `localSignIn`.
 *
 * @param before undefined for a realm that is made, which has no single sign-on yet
 */
export const checkNamedWidening = (
  context: Widening,
  path: string,
  after: Pick<RealmRecord, 'settings'>,
  before: Pick<RealmRecord, 'settings' | 'ssoMode'> | undefined,
): void => {
  if (before === undefined || !hasSingleSignOn(before)) {
    return;
  }
  const { users, groups } = after.settings.localSignIn;
  const present = before.settings.localSignIn;
  refuse(context, path, [...added(users, present.users), ...added(groups, present.groups)]);
};

/** Who of a realm keeps a password beside single sign-on. @param before as for checkNamedWidening */
export const widenedBy = (
  after: Pick<RealmRecord, 'settings'>,
  before: Pick<RealmRecord, 'ssoMode'> | undefined,
): LocalSignInNames => (hasSingleSignOn(before) ? after.settings.localSignIn : { users: [], groups: [] });

/**
 * Refuses to put somebody into such a group, and to make a user under a login that is named: whoever had it when it was
 * named may be gone. Who is in the group or has the login stays.
 */
export const checkUserWidening = (
  context: Widening,
  path: string,
  names: LocalSignInNames,
  user: {
    readonly after: Pick<UserRecord, 'login' | 'groups'>;
    readonly before: Pick<UserRecord, 'groups'> | null;
  },
): void => {
  const joined = added(user.after.groups, user.before?.groups ?? []).filter((name) => names.groups.includes(name));
  const isNamed = user.before === null && names.users.includes(user.after.login);
  refuse(context, path, isNamed ? [user.after.login, ...joined] : joined);
};
