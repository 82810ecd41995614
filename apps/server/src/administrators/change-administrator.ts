/**
 * Changes to an administrator that others make. Whatever changes, an enabled owner of the installation is
 * left: this is checked after the change and within its commit, so that two changes at once cannot remove
 * the last two.
 */
import { CordboardError } from '../errors.ts';
import type { RoleGrant } from '../storage/ports/administrator-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import { endEverything } from './forget-credentials.ts';
import { forgetSecondFactors } from './second-factors.ts';

/** @throws `administrator.last_owner` */
export const requireOwnerLeft = async (reader: Pick<StorageReader, 'listEnabledOwners'>): Promise<void> => {
  if ((await reader.listEnabledOwners()).length === 0) {
    throw new CordboardError('administrator.last_owner', {
      expected: 'another enabled owner of the installation',
      hint: 'Make somebody else an owner first.',
    });
  }
};

/** Enables or disables. Disabling ends all sessions, steps and links. @throws `administrator.unknown`, `administrator.last_owner` */
export const setEnabled = async (
  writer: StorageWriter,
  change: { readonly administratorId: string; readonly enabled: boolean; readonly at: number },
): Promise<void> => {
  const administrator = await writer.findAdministrator(change.administratorId);
  if (administrator === null) throw new CordboardError('administrator.unknown');
  await writer.putAdministrator({ ...administrator, enabled: change.enabled, updatedAt: change.at });
  if (!change.enabled) await endEverything(writer, administrator.id);
  await requireOwnerLeft(writer);
};

/** Replaces all grants; they hold from the next request on. @throws `administrator.last_owner` */
export const replaceGrants = async (
  writer: StorageWriter,
  administratorId: string,
  grants: readonly RoleGrant[],
): Promise<void> => {
  await writer.setGrants(administratorId, grants);
  await requireOwnerLeft(writer);
};

/** @throws `administrator.unknown`, `administrator.last_owner` */
export const removeAdministrator = async (writer: StorageWriter, administratorId: string): Promise<void> => {
  await endEverything(writer, administratorId);
  if (!(await writer.deleteAdministrator(administratorId))) throw new CordboardError('administrator.unknown');
  await requireOwnerLeft(writer);
};

/** Removes every second factor, and ends all that was begun with one. @throws `administrator.unknown` */
export const removeSecondFactors = async (
  writer: StorageWriter,
  administratorId: string,
  at: number,
): Promise<void> => {
  const administrator = await writer.findAdministrator(administratorId);
  if (administrator === null) throw new CordboardError('administrator.unknown');
  await writer.putAdministrator({ ...administrator, sealedTotp: null, updatedAt: at });
  await forgetSecondFactors(writer, administratorId);
  await writer.endAdminSessions(administratorId, null);
  await writer.deleteChallenges(administratorId);
};
