/** Permissions that a change needs beyond the one of its route. */
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
