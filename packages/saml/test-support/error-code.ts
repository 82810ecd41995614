/** How a test asks for the one thing that is stable about a refusal: its code. */
import { SamlError } from '../src/errors.ts';

/** The code that `work` was refused with, or `accepted`. Anything but a SamlError is a defect and is thrown on. */
export function errorCode(work: () => unknown): string {
  try {
    work();
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return error.code;
    throw error;
  }
}

/** The same for work that is asynchronous. */
export async function errorCodeAsync(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return error.code;
    throw error;
  }
}
