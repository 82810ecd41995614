/** Permissions that a change needs beyond the one of its route. */

import type { RealmNode } from '@cordboard/contract/directory-nodes';
import { CordboardError } from '../../errors.ts';
import type { RealmKind } from '../../storage/ports/directory-store.ts';
import type { DirectoryCall } from './directory-resource.ts';

/**
 * Whoever can change a realm of administrators can make administrators: its people get their roles by signing in there.
 *
 * @throws CordboardError `admin.forbidden`
 */
export const assertMayChangeRealm = (call: Pick<DirectoryCall, 'company' | 'may'>, kind: RealmKind): void => {
  const place = { companyId: call.company.id, environmentId: null };
  if (kind === 'admins' && !call.may('administrators.write', place)) {
    throw new CordboardError('admin.forbidden', {
      expected: 'the permission administrators.write at the company, because administrators sign in to this realm',
    });
  }
};

/**
 * An environment takes its realms along when it is deleted, and moves their addresses with its public URL.
 *
 * @param realms all realms of the environment
 * @throws CordboardError `admin.forbidden`
 */
export const assertMayRemoveOrMoveRealms = (
  call: Pick<DirectoryCall, 'company' | 'may'>,
  realms: readonly { readonly kind: RealmKind }[],
): void => {
  for (const { kind } of realms) {
    assertMayChangeRealm(call, kind);
  }
};

const adds = (after: readonly string[] = [], before: readonly string[] = []): boolean =>
  after.some((name) => !before.includes(name));

/**
 * Once a realm has single sign-on, more people with a password are a way around it, as an opening is. Fewer are free.
 *
 * @param before null for a realm that is made, which has no single sign-on yet
 * @throws CordboardError `admin.forbidden`
 */
export const assertMayWidenLocalSignIn = (
  call: Pick<DirectoryCall, 'company' | 'may'>,
  after: Pick<RealmNode, 'localSignIn'>,
  before: Pick<RealmNode, 'localSignIn' | 'ssoMode'> | null,
): void => {
  if (before === null || (before.ssoMode ?? 'non-sso') === 'non-sso') {
    return;
  }
  const widens =
    adds(after.localSignIn.users, before.localSignIn.users) ||
    adds(after.localSignIn.groups, before.localSignIn.groups);
  if (widens && !call.may('company.write', { companyId: call.company.id, environmentId: null })) {
    throw new CordboardError('admin.forbidden', {
      expected:
        'the permission company.write at the company, because more people would keep a password beside single sign-on',
    });
  }
};

/**
 * A public URL is a claim to a host name, beyond the environment itself.
 *
 * @throws CordboardError `admin.forbidden`
 */
export const assertMayMovePublicUrl = (call: DirectoryCall): void => {
  if (!call.may('company.write', { companyId: call.company.id, environmentId: null })) {
    throw new CordboardError('admin.forbidden', {
      expected: 'the permission company.write at the company, because the public URL of an environment changes',
    });
  }
};
