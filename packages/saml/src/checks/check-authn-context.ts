/** The person signed in in one of the ways that were asked for. */
import { SamlError } from '../errors.ts';

/**
 * SAML core §3.3.2.2.1: with the comparison `exact` the AuthnContextClassRef is one of those requested.
 *
 * @throws SamlError `assertion.authn_context`
 */
export const checkAuthnContext = (received: string | undefined, requested: readonly string[]): void => {
  if (received === undefined || !requested.includes(received)) {
    throw new SamlError('assertion.authn_context', {
      expected: requested.join(' or '),
      received: received ?? 'no AuthnContextClassRef',
    });
  }
};
