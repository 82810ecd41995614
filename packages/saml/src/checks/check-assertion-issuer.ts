/** The assertion was issued by the identity provider of this connection. */
import { SamlError } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

/**
 * SAML profiles §4.1.4.2: the Issuer of the assertion is the identity provider's entity ID. A key that is valid for another
 * identity provider does not come here: the keys are those of the connection.
 *
 * @throws SamlError `assertion.issuer`
 */
export const checkAssertionIssuer = (received: string, idpEntityId: string): void => {
  if (received !== idpEntityId) {
    throw new SamlError('assertion.issuer', {
      expected: idpEntityId,
      received,
      hint: nearMiss([idpEntityId], received),
    });
  }
};
