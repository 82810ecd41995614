/** Under which keys a try of one browser at one account is counted. */
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { knownBrowser } from './known-browser.ts';
import { addressKey, resetThrottle, type ThrottleKey, type ThrottlePolicy } from './throttle.ts';

const counters = ['ordinary', 'recovery', 'second-factor'] as const;
type Counter = (typeof counters)[number];

export interface CountedBrowser {
  /** Reset by a success. */
  readonly account: ThrottleKey;
  /** What else is counted: the address, unless the browser is known. */
  readonly others: readonly ThrottleKey[];
}

const accountKey = (what: Counter, account: string): string => `${what}:account:${account}`;

/** Forgets the failures of an account: whoever set a new password by a link has to be able to use it. */
export const forgetFailures = async (
  writer: Pick<StorageWriter, 'deleteThrottle'>,
  administratorId: string,
): Promise<void> => {
  for (const what of counters) await resetThrottle(writer, accountKey(what, administratorId));
};

/**
 * A browser that signed the account in before is counted by itself; all others together, and each for its
 * address as well.
 *
 * @param options.account identifier of the account, or what was typed in its place
 */
export const countedBrowser = (
  dependencies: Pick<AdministratorDependencies, 'sealer' | 'clock'>,
  visitor: Visitor,
  options: { readonly what: Counter; readonly policy: ThrottlePolicy; readonly account: string },
): CountedBrowser => {
  const { what, policy, account } = options;
  const browser = knownBrowser(dependencies, account, visitor.knownBrowserCookie);
  if (browser !== null) return { account: { key: `${what}:browser:${browser}`, policy }, others: [] };
  return { account: { key: accountKey(what, account), policy }, others: [addressKey(visitor.address)] };
};
