/** Any error code in words: for the documents and for the portal, which both take them from here. */
import { keystoreErrorCatalogue } from '@cordboard/keystore/errors';
import { samlErrorCatalogue } from '@cordboard/saml/errors';
import { errorCatalogue } from '@cordboard/server/errors';
import type { Advice } from './advice.ts';
import { keystoreErrorAdvice } from './keystore-error-advice.ts';
import { samlErrorAdvice } from './saml-error-advice.ts';
import { serverErrorAdvice } from './server-error-advice.ts';

export interface Explanation extends Advice {
  /** What was found, in one line. */
  readonly found: string;
}

const found: Readonly<Record<string, string>> = {
  ...samlErrorCatalogue,
  ...errorCatalogue,
  ...keystoreErrorCatalogue,
};
const advice: Readonly<Record<string, Advice>> = {
  ...samlErrorAdvice,
  ...serverErrorAdvice,
  ...keystoreErrorAdvice,
};

/** Null for a code that this version does not have: an attempt may be older or newer than the page. */
export const explainCode = (code: string): Explanation | null => {
  const words = Object.hasOwn(found, code) ? found[code] : undefined;
  const more = Object.hasOwn(advice, code) ? advice[code] : undefined;
  return words === undefined || more === undefined ? null : { found: words, ...more };
};
