/**
 * Sign-ins that were begun and not finished. Each is kept by its own browser, sealed in a cookie, so that nobody can fill
 * our memory or push the sign-ins of others out of it. What is remembered here are the states that signed somebody in: a
 * callback works once. Several sign-ins in parallel tabs do not disturb each other.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
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
  /** Call when nobody was signed in with the secrets that were taken: they can be taken again, and cost no memory. */
  release(state: string): void;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_OCTETS = 32;
/** NIST SP 800-38D §8.2.2: random nonces of 96 bits. */
const NONCE_OCTETS = 12;
const TAG_OCTETS = 16;
const SECRET_OCTETS = 32;
const TIME_OCTETS = 6;
/** Nonce, ID Token nonce, code verifier, end in epoch milliseconds, tag. */
const BINDING_OCTETS = NONCE_OCTETS + 2 * SECRET_OCTETS + TIME_OCTETS + TAG_OCTETS;

interface PendingSignIn {
  readonly secrets: SignInSecrets;
  readonly expiresAtMs: number;
}

const seal = ({ secrets, expiresAtMs }: PendingSignIn, key: Uint8Array, random: RandomBytes): string => {
  const nonce = random(NONCE_OCTETS);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_OCTETS });
  cipher.setAAD(Buffer.from(secrets.state));
  const end = Buffer.alloc(TIME_OCTETS);
  end.writeUIntBE(expiresAtMs, 0, TIME_OCTETS);
  const plain = [Buffer.from(secrets.nonce, 'base64url'), Buffer.from(secrets.codeVerifier, 'base64url'), end];
  const sealed = [nonce, cipher.update(Buffer.concat(plain)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
};

/** `undefined` for what was not sealed with this key for this state. */
const open = (binding: string, state: string, key: Uint8Array): PendingSignIn | undefined => {
  const octets = Buffer.from(binding, 'base64url');
  if (octets.length !== BINDING_OCTETS) {
    return undefined;
  }
  const decipher = createDecipheriv(ALGORITHM, key, octets.subarray(0, NONCE_OCTETS), { authTagLength: TAG_OCTETS });
  decipher.setAAD(Buffer.from(state));
  decipher.setAuthTag(octets.subarray(-TAG_OCTETS));
  const plain = decipher.update(octets.subarray(NONCE_OCTETS, -TAG_OCTETS));
  try {
    decipher.final();
  } catch {
    // The only thing that fails here is the tag: another browser's cookie, an older process's, or a forged one.
    return undefined;
  }
  const nonce = plain.toString('base64url', 0, SECRET_OCTETS);
  const codeVerifier = plain.toString('base64url', SECRET_OCTETS, 2 * SECRET_OCTETS);
  const expiresAtMs = plain.readUIntBE(2 * SECRET_OCTETS, TIME_OCTETS);
  return { secrets: { state, nonce, codeVerifier }, expiresAtMs };
};

/** The key is made here and kept in memory: sign-ins that are under way do not survive a restart. */
export function createPendingSignIns(options: {
  readonly clock: () => Date;
  readonly random: RandomBytes;
}): PendingSignIns {
  const { clock, random } = options;
  const key = random(KEY_OCTETS);
  /** Hashes of states that were used, and when they can be forgotten, the earliest first. */
  const used = new Map<string, number>();

  const dropForgettable = (nowMs: number): void => {
    for (const [stateHash, forgetAtMs] of used) {
      if (nowMs < forgetAtMs) {
        return;
      }
      used.delete(stateHash);
    }
  };

  return {
    begin: () => {
      const newId = (): string => createOpaqueId(random);
      const secrets = { state: newId(), nonce: newId(), codeVerifier: newId() };
      const expiresAtMs = clock().getTime() + SIGN_IN_LIFETIME_MS;
      return { secrets, binding: seal({ secrets, expiresAtMs }, key, random) };
    },
    take: (state, binding) => {
      const nowMs = clock().getTime();
      // Another browser must not be able to use up a sign-in: nothing is remembered before its own cookie was opened.
      const pending = binding === undefined ? undefined : open(binding, state, key);
      const stateHash = hashOpaqueId(state);
      if (pending === undefined || nowMs >= pending.expiresAtMs || used.has(stateHash)) {
        return undefined;
      }
      dropForgettable(nowMs);
      // Not before the cookie ends, whenever the sign-in was begun.
      used.set(stateHash, nowMs + SIGN_IN_LIFETIME_MS);
      return pending.secrets;
    },
    release: (state) => {
      used.delete(hashOpaqueId(state));
    },
  };
}
