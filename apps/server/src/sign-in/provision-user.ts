/**
 * Stage 8: which declared user is this? By link if the person was here before, otherwise by e-mail
 * address within the domains that the connection may speak for. Nobody is created: an unknown
 * person is refused.
 */
import type { MatchSettings } from '@cordboard/contract/tenant-settings';
import type { AttemptTrace } from '../attempts/attempt-trace.ts';
import { CordboardError } from '../errors.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { UserRecord } from '../storage/ports/user-store.ts';
import { emailDomain } from './choose-connection.ts';
import type { ClaimedIdentity } from './map-claims.ts';

const STAGE = 'provision-user';

export interface ProvisionUserInput {
  readonly realmId: string;
  readonly connectionId: string;
  /** Of the identity provider that answered. */
  readonly idpEntityId: string;
  readonly match: MatchSettings;
  readonly claimed: ClaimedIdentity;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws CordboardError `user.email_domain` */
export const assertDomain = (email: string, match: MatchSettings): void => {
  if (match.allowAnyEmailDomain) {
    return;
  }
  const domain = emailDomain(email);
  if (domain === null || !match.emailDomains.includes(domain)) {
    throw new CordboardError('user.email_domain', {
      expected: match.emailDomains.join(', ') || 'a verified e-mail domain of the connection',
      received: domain ?? email,
    });
  }
};

const findByEmail = async (
  writer: StorageWriter,
  input: ProvisionUserInput,
  email: string,
): Promise<UserRecord | null> => {
  assertDomain(email, input.match);
  const found = await writer.findUsersByEmail(input.realmId, email);
  const matching = input.match.emailIsCaseSensitive ? found.filter((user) => user.email === email) : found;
  if (matching.length > 1) {
    throw new CordboardError('user.email_collision', { expected: 'one user', received: email });
  }
  return matching[0] ?? null;
};

const linkNewly = async (writer: StorageWriter, input: ProvisionUserInput, user: UserRecord): Promise<void> => {
  const { linkKey } = input.claimed;
  // The same address under another identifier, or under none, is how a reassigned mailbox looks. Links to the entity ID
  // that the connection had before are suspended: they neither recognise anybody nor stand in the way.
  const links = await writer.listLinks(input.realmId, user.id);
  const other = links.find(
    (link) =>
      link.connectionId === input.connectionId &&
      link.idpEntityId === input.idpEntityId &&
      (linkKey === null || link.format === linkKey.format),
  );
  if (other !== undefined) {
    throw new CordboardError('user.linked_otherwise', {
      expected: other.value,
      received: linkKey?.value ?? 'no durable identifier',
      hint: 'The person signed in with that identifier before. If it is the same person, delete the link first.',
    });
  }
  if (linkKey !== null) {
    await writer.addLink(linkKey, user.id, input.now);
  }
};

const withProfile = (user: UserRecord, claimed: ClaimedIdentity, now: number): UserRecord | null => {
  const profile = {
    displayName: claimed.profile.displayName ?? user.displayName,
    firstName: claimed.profile.firstName ?? user.firstName,
    lastName: claimed.profile.lastName ?? user.lastName,
  };
  const same =
    profile.displayName === user.displayName &&
    profile.firstName === user.firstName &&
    profile.lastName === user.lastName;
  return same ? null : { ...user, ...profile, updatedAt: now };
};

/**
 * @throws CordboardError `user.unknown`, `user.disabled`, `user.email_domain`, `user.email_collision`,
 * `user.linked_otherwise`.
 */
export const provisionUser = async (
  writer: StorageWriter,
  input: ProvisionUserInput,
  trace: AttemptTrace,
): Promise<UserRecord> => {
  const { claimed } = input;
  const linked = claimed.linkKey === null ? null : await writer.findUserByLink(claimed.linkKey);
  const user = linked ?? (claimed.email === null ? null : await findByEmail(writer, input, claimed.email));
  if (user === null || user.realmId !== input.realmId) {
    throw new CordboardError('user.unknown', {
      expected: 'a declared user of this realm',
      received: claimed.email ?? claimed.linkKey?.value,
    });
  }
  trace.about({ userId: user.id });
  if (!user.enabled) {
    throw new CordboardError('user.disabled', { received: user.login });
  }
  if (linked === null) {
    await linkNewly(writer, input, user);
  }
  trace.passed(STAGE, 'user', `${user.login}, matched by ${linked === null ? 'e-mail' : 'link'}`);
  const changed = withProfile(user, claimed, input.now);
  if (changed !== null) {
    await writer.putUser(changed);
  }
  return changed ?? user;
};
