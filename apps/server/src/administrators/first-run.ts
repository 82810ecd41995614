/** The first owner: while the installation has none, whoever holds the set-up link of its machine becomes it. */
import { CordboardError } from '../errors.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import {
  type AdministratorDependencies,
  type OperatorDependencies,
  operator,
  type Visitor,
} from './administrator-dependencies.ts';
import { recordEvent } from './events.ts';
import { forgetCredentials } from './forget-credentials.ts';
import { type IssuedLink, issueLink, readLink, useLink } from './links.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';

const hasOwner = async (reader: Pick<StorageReader, 'listEnabledOwners'>): Promise<boolean> =>
  (await reader.listEnabledOwners()).length > 0;

/** Whether the installation waits for its first owner. */
export const needsFirstOwner = async ({ storage }: Pick<AdministratorDependencies, 'storage'>): Promise<boolean> =>
  !(await hasOwner(storage.read));

/** Makes a set-up link, in the place of the earlier one; null when there is an owner. */
export const issueSetUpLink = (dependencies: OperatorDependencies): Promise<IssuedLink | null> =>
  dependencies.storage.write(async (writer) => {
    if (await hasOwner(writer)) {
      await writer.deleteLinks('first-run', '');
      return null;
    }
    await dependencies.audit.append(writer, {
      companyId: null,
      actor: operator,
      action: 'set-up-link.created',
      target: { kind: 'installation', path: '' },
    });
    return issueLink(dependencies, writer, { kind: 'first-run', subject: '', creator: operator });
  });

const refuseSecondOwner = async (reader: Pick<StorageReader, 'listEnabledOwners'>): Promise<void> => {
  if (await hasOwner(reader)) {
    throw new CordboardError('administrator.setup_done', {
      expected: 'an installation without an owner',
      hint: 'Sign in, or make a recovery link with `cordboard admin recover`.',
    });
  }
};

export interface FirstOwner {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly visitor: Visitor;
}

const createOwner = async (
  dependencies: AdministratorDependencies,
  writer: StorageWriter,
  owner: { readonly login: string; readonly name: string; readonly passwordHash: string; readonly visitor: Visitor },
): Promise<OpenedSession> => {
  const { login, name, passwordHash, visitor } = owner;
  const now = dependencies.clock();
  // An account that lost its role, or that was disabled by hand, may have the login already.
  const former = await writer.findAdministratorByLogin(login);
  const administrator = {
    id: former?.id ?? dependencies.newId(),
    login,
    name,
    passwordHash,
    sealedTotp: null,
    enabled: true,
    createdAt: former?.createdAt ?? now,
    updatedAt: now,
  };
  await writer.putAdministrator(administrator);
  if (former !== null) await forgetCredentials(writer, former.id);
  await writer.setGrants(administrator.id, [{ role: 'installation-owner', companyId: null, environmentId: null }]);
  await recordEvent(dependencies.audit, writer, {
    administrator,
    action: 'administrator.created',
    fields: [{ name: 'role', from: null, to: 'installation-owner' }],
    address: visitor.address,
  });
  return openAdminSession(dependencies, writer, { administrator, method: 'set-up', visitor });
};

/**
 * Makes the first owner and signs in.
 *
 * @throws `administrator.setup_done` when there is an owner; `administrator.link_unknown`; `password.length`,
 * `password.guessable`, `password.busy`
 */
export const setUpFirstOwner = async (
  dependencies: AdministratorDependencies,
  { token, login, name, password, visitor }: FirstOwner,
): Promise<OpenedSession> => {
  const { storage, passwords } = dependencies;
  await refuseSecondOwner(storage.read);
  const link = await readLink(dependencies, storage.read, 'first-run', token);
  checkPassword(password, { login, name });
  const passwordHash = await passwords.hash(password);
  return storage.write(async (writer) => {
    await refuseSecondOwner(writer);
    await useLink(dependencies, writer, link);
    return createOwner(dependencies, writer, { login, name, passwordHash, visitor });
  });
};
