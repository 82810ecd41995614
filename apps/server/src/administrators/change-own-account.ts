/** An administrator's own name and password. */
import { CordboardError } from '../errors.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { recordEvent } from './events.ts';
import { type OwnAccount, readOwn } from './own-account.ts';
import { type OpenedSession, openAdminSession, requireFresh } from './sessions.ts';
import { admitTry, resetThrottle, throttlePolicies } from './throttle.ts';

/** @throws `administrator.unknown` */
export const renameSelf = (
  { storage, audit, clock }: AdministratorDependencies,
  own: OwnAccount,
  name: string,
): Promise<StoredAdministrator> =>
  storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    if (administrator.name === name) return administrator;
    await writer.putAdministrator({ ...administrator, name, updatedAt: clock() });
    const fields = [{ name: 'name', from: administrator.name, to: name }];
    const { address } = own;
    await recordEvent(audit, writer, { administrator, action: 'administrator.updated', fields, address });
    return { ...administrator, name, revision: administrator.revision + 1 };
  });

/** Whoever has a password shows it once more; whoever has none has to have signed in just now. */
const verifyPresent = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
  presentPassword: string | null,
): Promise<void> => {
  const { administrator } = own.session;
  if (administrator.passwordHash === null) {
    requireFresh(dependencies, own.session);
    return;
  }
  const key = { key: `change-password:${administrator.id}`, policy: throttlePolicies.password };
  await admitTry(dependencies.storage, [key], dependencies.clock());
  if (!(await dependencies.passwords.verify(presentPassword ?? '', administrator.passwordHash))) {
    throw new CordboardError('administrator.present_password', { expected: 'the present password' });
  }
  await dependencies.storage.write((writer) => resetThrottle(writer, key.key));
};

/**
 * Changes the password. Every session ends, steps under way are over, and this browser gets a new session.
 *
 * @throws `administrator.present_password`, `administrator.not_fresh`, `administrator.throttled`,
 * `password.length`, `password.guessable`, `password.busy`
 */
export const changeOwnPassword = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
  change: { readonly presentPassword: string | null; readonly newPassword: string; readonly visitor: Visitor },
): Promise<OpenedSession> => {
  const { storage, clock, passwords, audit } = dependencies;
  const { administrator: known, record } = own.session;
  checkPassword(change.newPassword, known);
  await verifyPresent(dependencies, own, change.presentPassword);
  const passwordHash = await passwords.hash(change.newPassword);
  return storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    if (administrator.passwordHash !== known.passwordHash) {
      throw new CordboardError('administrator.present_password', { received: 'a password that was just changed' });
    }
    await writer.putAdministrator({ ...administrator, passwordHash, updatedAt: clock() });
    await writer.endAdminSessions(administrator.id, null);
    await writer.deleteChallenges(administrator.id);
    const fields = [{ name: 'password', from: null, to: 'changed' }];
    const { address } = own;
    await recordEvent(audit, writer, { administrator, action: 'administrator.password-changed', fields, address });
    return openAdminSession(dependencies, writer, { administrator, method: record.method, visitor: change.visitor });
  });
};
