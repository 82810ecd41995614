/** What local sign-in needs beside the parts of every sign-in. */
import type { AuditLog } from '../../audit/audit-log.ts';
import type { RealmContext } from '../../directory/realm-context.ts';
import type { PasswordHasher } from '../../passwords/password-hasher.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import type { SignInDependencies } from '../sign-in-dependencies.ts';

export interface LocalSignInDependencies extends SignInDependencies {
  readonly passwords: PasswordHasher;
  readonly audit: Pick<AuditLog, 'append'>;
}

/** Where somebody is, and what their browser brought. */
export interface LocalVisitor {
  /** Network address. */
  readonly address: string;
  /** The mark of a browser in which people signed in before, if it has one. */
  readonly knownBrowser: string | undefined;
  /** The session that this browser has from before, if any; it is never adopted. */
  readonly formerSession: string | undefined;
}

/** Notes what a person did with their own password. */
export const auditPassword = (
  dependencies: Pick<LocalSignInDependencies, 'audit'>,
  writer: StorageWriter,
  realm: RealmContext,
  event: { readonly user: UserRecord; readonly action: 'set' | 'changed'; readonly address: string },
): Promise<void> => {
  const { company, environment, realm: record } = realm.view;
  const { user, action, address } = event;
  return dependencies.audit.append(writer, {
    companyId: company.id,
    actor: { kind: 'person', id: user.id, name: user.login },
    action: `local-password.${action}`,
    target: { kind: 'user', path: [company.slug, environment.slug, record.slug, user.login].join('/') },
    fields: [{ name: 'password', from: action === 'set' ? null : 'set', to: action }],
    address,
  });
};

/** Ends every session that user and password began, but for one. */
export const endLocalSessions = async (
  writer: StorageWriter,
  user: Pick<UserRecord, 'id' | 'realmId'>,
  options: { readonly now: number; readonly exceptIdHash?: string },
): Promise<void> => {
  for (const { idHash, method } of await writer.listUserSessions(user.realmId, user.id, options.now)) {
    if (method === 'local' && idHash !== options.exceptIdHash) {
      await writer.endSession(idHash);
    }
  }
};
