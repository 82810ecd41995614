/**
 * Hashes and verifies passwords for everybody who has one. The thread pool that computes Argon2 also
 * signs SAML requests, so only a few computations run at once; a flood of sign-ins is told to come back.
 */
import { CordboardError } from '../errors.ts';
import { type Argon2Parameters, currentParameters, hashWith, matchesHash, parseHash } from './argon2-hash.ts';
import { createWorkLimit } from './work-limit.ts';

/** Half of the four threads that Node has unless told otherwise. */
const AT_ONCE = 2;
/** Under a second of waiting for the last one. */
const WAITING = 16;

export interface PasswordHasher {
  /** @throws `password.busy` */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the stored one. Null stands for somebody who has none or does not exist:
   * it costs the same and is false.
   *
   * @throws `password.busy`; `storage.damaged_record` when the hash is none of ours
   */
  verify(password: string, stored: string | null): Promise<boolean>;
  /** Whether a stored hash was made with other parameters than new ones are. */
  isOutdated(stored: string): boolean;
}

export interface PasswordHasherOptions {
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
  /** Of new hashes. */
  readonly parameters?: Argon2Parameters | undefined;
  /** Computations that run at once, and that wait for them. */
  readonly limits?: { readonly atOnce: number; readonly waiting: number } | undefined;
}

/** Makes a hasher. There is one for the whole process: the limit is its point. */
export const createPasswordHasher = (options: PasswordHasherOptions): PasswordHasher => {
  const { random, parameters = currentParameters, limits = { atOnce: AT_ONCE, waiting: WAITING } } = options;
  const limit = createWorkLimit(limits.atOnce, limits.waiting);
  const nobody = {
    ...parameters,
    salt: Buffer.from(random(16)),
    hash: Buffer.from(random(32)),
  };

  const compute = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await limit.run(work);
    if (done === null) {
      throw new CordboardError('password.busy', {
        expected: `at most ${limits.atOnce + limits.waiting} passwords under way`,
        hint: 'Try again in a few seconds.',
      });
    }
    return done.value;
  };

  return {
    hash: (password) => compute(() => hashWith(password, parameters, random)),
    verify: async (password, stored) => {
      const parsed = stored === null ? nobody : parseHash(stored);
      const matches = await compute(() => matchesHash(password, parsed));
      return matches && stored !== null;
    },
    isOutdated: (stored) => {
      const { memory, passes, parallelism } = parseHash(stored);
      return memory !== parameters.memory || passes !== parameters.passes || parallelism !== parameters.parallelism;
    },
  };
};
