/** Links that set a password: an invitation, a reset by another administrator, a recovery from the machine. */
import { CordboardError } from '../errors.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import type { LinkKind, OneTimeLinkRecord } from '../storage/ports/administration-store.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { forgetFailures } from './counted-browser.ts';
import { recordEvent } from './events.ts';
import { readLink, useLink } from './links.ts';
import { requiresSso } from './requires-sso.ts';
import { findSecondFactors, forgetSecondFactors } from './second-factors.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';

export type PasswordLinkKind = Exclude<LinkKind, 'first-run'>;

export interface RedeemedLink {
  readonly login: string;
  /** Null when the person still has to sign in: with a second factor, through the company, or after another kind of link. */
  readonly session: OpenedSession | null;
}

const subjectOf = async (
  reader: Pick<StorageReader, 'findAdministrator'>,
  { subject }: OneTimeLinkRecord,
): Promise<StoredAdministrator> => {
  const administrator = await reader.findAdministrator(subject);
  if (administrator === null || !administrator.enabled) {
    throw new CordboardError('administrator.link_unknown', { expected: 'a link for an account that is enabled' });
  }
  return administrator;
};

/** Whom a link is for, so that the page can say so. @throws `administrator.link_unknown` */
export const inspectLink = async (
  dependencies: AdministratorDependencies,
  kind: PasswordLinkKind,
  token: string,
): Promise<Pick<StoredAdministrator, 'login' | 'name'> & { readonly expiresAt: number }> => {
  const link = await readLink(dependencies, dependencies.storage.read, kind, token);
  const { login, name } = await subjectOf(dependencies.storage.read, link);
  return { login, name, expiresAt: link.expiresAt };
};

const setPassword = async (
  dependencies: AdministratorDependencies,
  writer: StorageWriter,
  link: OneTimeLinkRecord,
  change: { readonly passwordHash: string; readonly name: string | null; readonly address: string },
): Promise<StoredAdministrator> => {
  const administrator = await subjectOf(writer, link);
  const { passwordHash, address } = change;
  const changed = {
    ...administrator,
    passwordHash,
    name: change.name ?? administrator.name,
    ...(link.resetsSecondFactors && { sealedTotp: null }),
    updatedAt: dependencies.clock(),
  };
  await writer.putAdministrator(changed);
  if (link.resetsSecondFactors) await forgetSecondFactors(writer, administrator.id);
  await writer.endAdminSessions(administrator.id, null);
  await writer.deleteChallenges(administrator.id);
  await forgetFailures(writer, administrator.id);
  for (const kind of ['invitation', 'recovery', 'password-reset'] as const) {
    await writer.deleteLinks(kind, administrator.id);
  }
  await recordEvent(dependencies.audit, writer, {
    administrator: changed,
    action: 'administrator.password-set',
    fields: [
      { name: 'password', from: null, to: 'set' },
      { name: 'link', from: null, to: link.kind },
      ...(link.resetsSecondFactors ? [{ name: 'secondFactors', from: null, to: 'removed' }] : []),
    ],
    address,
  });
  return changed;
};

/**
 * Sets the password that a link allows. All sessions of the account end. An invitation signs in, unless the company
 * requires single sign-on; after the others the person signs in as always, with the second factor if one is left.
 *
 * @param redemption.name the person's own spelling of the name, with an invitation only
 * @throws `administrator.link_unknown`, `password.length`, `password.guessable`, `password.busy`
 */
export const redeemLink = async (
  dependencies: AdministratorDependencies,
  redemption: {
    readonly kind: PasswordLinkKind;
    readonly token: string;
    readonly password: string;
    readonly name: string | null;
    readonly visitor: Visitor;
  },
): Promise<RedeemedLink> => {
  const { storage, passwords, relyingParty } = dependencies;
  const { kind, token, password, visitor } = redemption;
  const link = await readLink(dependencies, storage.read, kind, token);
  const known = await subjectOf(storage.read, link);
  const name = kind === 'invitation' ? redemption.name : null;
  checkPassword(password, { login: known.login, name: name ?? known.name });
  const passwordHash = await passwords.hash(password);
  return storage.write(async (writer) => {
    await useLink(dependencies, writer, link);
    const { address } = visitor;
    const administrator = await setPassword(dependencies, writer, link, { passwordHash, name, address });
    const { methods } = await findSecondFactors(writer, administrator, relyingParty);
    const isEnough = kind === 'invitation' && methods.length === 0;
    const signsIn = isEnough && !(await requiresSso(writer, administrator.id));
    const session = signsIn
      ? await openAdminSession(dependencies, writer, { administrator, method: 'invitation', visitor })
      : null;
    return { login: administrator.login, session };
  });
};
