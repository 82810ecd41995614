/** The extension: the number of the phone in front of the agent. */
import { DesktopError } from '../desktop-error.ts';

/** E.164 numbers have at most 15 digits, and no extension is longer than a whole number. */
export const MAX_EXTENSION_DIGITS = 15;

/**
 * Reads what was typed; white space around it is dropped, for it comes with pasted numbers.
 *
 * @returns 1 to 15 ASCII digits.
 * @throws DesktopError `desktop.extension_missing`, `desktop.extension_not_digits`, `desktop.extension_too_long`.
 */
export function readExtension(typed: string): string {
  const extension = typed.trim();
  if (extension === '') {
    throw new DesktopError('desktop.extension_missing');
  }
  if (!/^[0-9]+$/.test(extension)) {
    throw new DesktopError('desktop.extension_not_digits');
  }
  if (extension.length > MAX_EXTENSION_DIGITS) {
    throw new DesktopError('desktop.extension_too_long', {
      expected: `at most ${MAX_EXTENSION_DIGITS} digits`,
      received: `${extension.length} digits`,
    });
  }
  return extension;
}
