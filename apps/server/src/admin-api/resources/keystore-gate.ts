/**
 * Reads uploaded keystores one after the other. A file says itself how often its password is hashed, up to millions of
 * times, and the threads that do it also check passwords and sign requests: uploads never take more than one of them.
 */
import { CordboardError } from '../../errors.ts';
import { createWorkLimit } from '../../passwords/work-limit.ts';

const AT_ONCE = 1;
/** Each of them holds its file in memory. */
export const KEYSTORES_WAITING = 4;

/**
 * Runs `read` when its turn has come.
 *
 * @throws CordboardError `key.busy`, without running it, when too many wait already
 */
export type KeystoreGate = <T>(read: () => Promise<T>) => Promise<T>;

/** Makes a gate. There is one for the whole process: the limit is its point. */
export const createKeystoreGate = (): KeystoreGate => {
  const limit = createWorkLimit(AT_ONCE, KEYSTORES_WAITING);
  return async (read) => {
    const done = await limit.run(read);
    if (done === null) {
      throw new CordboardError('key.busy', {
        expected: `at most ${AT_ONCE + KEYSTORES_WAITING} keystores under way`,
        hint: 'Try again in a minute.',
      });
    }
    return done.value;
  };
};
