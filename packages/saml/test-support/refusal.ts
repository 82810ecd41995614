/** The code of a refusal, for tests of single checks. */
import { SamlError } from '../src/errors.ts';

/** Runs a check that must refuse and gives what it refused with. */
export const refusalOf = (check: () => unknown): SamlError => {
  try {
    check();
  } catch (error) {
    if (error instanceof SamlError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
};

/** The same for a check that waits. */
export const refusalOfAsync = async (check: () => Promise<unknown>): Promise<SamlError> => {
  try {
    await check();
  } catch (error) {
    if (error instanceof SamlError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
};
