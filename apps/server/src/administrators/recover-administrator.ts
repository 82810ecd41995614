/** What the operator of the machine can do about administrators: list them, and let one in again. */
import { CordboardError } from '../errors.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageReader } from '../storage/ports/storage.ts';
import { type OperatorDependencies, operator } from './administrator-dependencies.ts';
import { recordEvent } from './events.ts';
import { issueSetUpLink } from './first-run.ts';
import { issueLink } from './links.ts';

export interface RecoveryLink {
  readonly kind: 'first-run' | 'recovery';
  /** Null for a first run. */
  readonly login: string | null;
  readonly url: string;
  readonly expiresAt: number;
}

const findSubject = async (reader: StorageReader, login: string | null): Promise<StoredAdministrator> => {
  const owners = await reader.listEnabledOwners();
  const [only] = owners;
  const administrator =
    login === null ? (owners.length === 1 ? only : undefined) : await reader.findAdministratorByLogin(login.trim());
  if (administrator === undefined || administrator === null) {
    throw new CordboardError('administrator.unknown', {
      expected: 'the e-mail address of an administrator',
      received: login ?? `${owners.length} owners`,
      hint: '`cordboard admin list` shows them.',
    });
  }
  if (!administrator.enabled) {
    throw new CordboardError('administrator.disabled', { received: administrator.login });
  }
  return administrator;
};

/**
 * Makes a link with which an administrator, the only owner unless named, chooses a new password; or the
 * set-up link of an installation that has no owner.
 *
 * @throws `administrator.unknown`, `administrator.disabled`
 */
export const issueRecoveryLink = async (
  dependencies: OperatorDependencies,
  options: { readonly login: string | null; readonly resetSecondFactors: boolean },
): Promise<RecoveryLink> => {
  const { storage, audit } = dependencies;
  const setUp = options.login === null ? await issueSetUpLink(dependencies) : null;
  if (setUp !== null) return { kind: 'first-run', login: null, ...setUp };
  return storage.write(async (writer) => {
    const administrator = await findSubject(writer, options.login);
    const link = await issueLink(dependencies, writer, {
      kind: 'recovery',
      subject: administrator.id,
      creator: operator,
      resetsSecondFactors: options.resetSecondFactors,
    });
    await recordEvent(audit, writer, {
      administrator,
      actor: operator,
      action: 'administrator.recovery-link-created',
      fields: options.resetSecondFactors ? [{ name: 'secondFactors', from: null, to: 'removed' }] : [],
    });
    return { kind: 'recovery', login: administrator.login, ...link };
  });
};
