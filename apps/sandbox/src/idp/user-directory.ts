/** The people of the sandbox, found by login, and the check of a password. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { SandboxError } from '../sandbox-error.ts';
import type { SandboxUser } from './sandbox-idp-options.ts';

export interface UserDirectory {
  /** Logins are compared without regard to case, as directories do. */
  find(login: string): SandboxUser | undefined;
  /** The person, if the password is theirs. */
  authenticate(login: string, password: string): SandboxUser | undefined;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** @throws SandboxError `sandbox.options` when two people have one login. */
export function createUserDirectory(users: readonly SandboxUser[]): UserDirectory {
  const byLogin = new Map(users.map((user) => [user.login.toLowerCase(), user]));
  if (byLogin.size !== users.length) {
    throw new SandboxError('sandbox.options', { expected: 'one person per login', received: 'a login twice' });
  }
  const find = (login: string): SandboxUser | undefined => byLogin.get(login.trim().toLowerCase());
  return {
    find,
    authenticate: (login, password) => {
      const user = find(login);
      const matches = timingSafeEqual(digest(password), digest(user?.password ?? ''));
      return matches && user !== undefined ? user : undefined;
    },
  };
}
