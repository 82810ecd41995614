/** A front-channel message names the one that it is expected from. */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

/**
 * SAML core §3.2.1, §3.2.2: the Issuer is the sender's entity ID, to the character.
 *
 * @throws SamlError `code`
 */
export const checkMessageIssuer = (received: string, expected: string, code: SamlErrorCode): void => {
  if (received !== expected) {
    throw new SamlError(code, { expected, received, hint: nearMiss([expected], received) });
  }
};
