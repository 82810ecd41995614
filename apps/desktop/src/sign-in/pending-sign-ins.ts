/**
 * Sign-ins that were begun and not finished. The state names the entry, a cookie of its own binds it to the browser,
 * and whoever comes first takes it: a callback works once. Several sign-ins in parallel tabs do not disturb each other.
 */
import type { RandomBytes } from '../desktop-options.ts';
import { createOpaqueId, hashOpaqueId } from '../opaque-id.ts';
import type { SignInSecrets } from './hub-client.ts';

/** How long a person may take at the identity provider, in milliseconds. */
export const SIGN_IN_LIFETIME_MS = 900_000;

export interface PendingSignIns {
  /** Begins a sign-in; `binding` goes into a cookie. */
  begin(): { readonly secrets: SignInSecrets; readonly binding: string };
  /** The secrets of this state for the browser that began it: once, and in time. */
  take(state: string, binding: string | undefined): SignInSecrets | undefined;
}

interface PendingSignIn {
  readonly secrets: SignInSecrets;
  readonly bindingHash: string;
  readonly expiresAtMs: number;
}

const MAX_PENDING = 50_000;

export function createPendingSignIns(options: {
  readonly clock: () => Date;
  readonly random: RandomBytes;
}): PendingSignIns {
  const pending = new Map<string, PendingSignIn>();

  const dropStale = (nowMs: number): void => {
    for (const [stateHash, { expiresAtMs }] of pending) {
      if (nowMs < expiresAtMs && pending.size < MAX_PENDING) {
        return;
      }
      pending.delete(stateHash);
    }
  };

  return {
    begin: () => {
      const nowMs = options.clock().getTime();
      dropStale(nowMs);
      const newId = (): string => createOpaqueId(options.random);
      const secrets = { state: newId(), nonce: newId(), codeVerifier: newId() };
      const binding = newId();
      pending.set(hashOpaqueId(secrets.state), {
        secrets,
        bindingHash: hashOpaqueId(binding),
        expiresAtMs: nowMs + SIGN_IN_LIFETIME_MS,
      });
      return { secrets, binding };
    },
    take: (state, binding) => {
      const stateHash = hashOpaqueId(state);
      const entry = pending.get(stateHash);
      // Another browser must not be able to use up a sign-in, so the entry stays until its own browser comes.
      if (entry === undefined || binding === undefined || hashOpaqueId(binding) !== entry.bindingHash) {
        return undefined;
      }
      pending.delete(stateHash);
      return options.clock().getTime() >= entry.expiresAtMs ? undefined : entry.secrets;
    },
  };
}
