/** What a refused call says. */
import { KeystoreError, type KeystoreErrorCode } from '../src/errors.ts';

export interface Refusal {
  readonly code: KeystoreErrorCode;
  readonly expected: string;
  readonly received: string;
  readonly hint: string | undefined;
  readonly aliases: readonly string[] | undefined;
}

/** Runs what has to be refused; anything but a KeystoreError, and an unforeseen cause within one, is thrown on. */
export const refusalOf = async (call: () => unknown): Promise<Refusal> => {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof KeystoreError) || error.cause !== undefined) {
      throw error;
    }
    const { code, expected, received, hint, aliases } = error;
    return { code, expected, received, hint, aliases };
  }
  throw new Error('nothing was refused');
};

/** The code alone. */
export const codeOf = async (call: () => unknown): Promise<KeystoreErrorCode> => (await refusalOf(call)).code;
