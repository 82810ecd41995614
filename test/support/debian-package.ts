/** Real peers come from Debian's packages. A missing one fails the test that needs it: nothing is left out silently. */
import { existsSync } from 'node:fs';

/** Throws an Error that names the package when its file is not there. */
export const assertInstalled = (file: string, debianPackage: string): void => {
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: install Debian's package ${debianPackage}`);
  }
};
