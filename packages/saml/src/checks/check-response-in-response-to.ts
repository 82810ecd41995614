/** The Response answers the request that is waited for, as far as it says so. */
import { SamlError } from '../errors.ts';
import type { ExpectedAnswer } from './verification-settings.ts';

/**
 * SAML core §3.2.2: InResponseTo names the request that is answered, and is absent when there was none. A value on the
 * Response can only refuse here; the one that proves anything lies in signed bytes (`check-subject-confirmation`).
 *
 * @throws SamlError `response.in_response_to`, `response.unsolicited`
 */
export const checkResponseInResponseTo = (received: string | undefined, expected: ExpectedAnswer): void => {
  if (expected === undefined) {
    throw received === undefined
      ? new SamlError('response.unsolicited', { expected: 'an answer to a request', received: 'no InResponseTo' })
      : new SamlError('response.in_response_to', { expected: 'the ID of a request that is waiting', received });
  }
  if (typeof expected !== 'string') {
    if (received !== undefined) {
      throw new SamlError('response.in_response_to', {
        expected: 'no InResponseTo in an unsolicited answer',
        received,
      });
    }
    return;
  }
  if (received !== undefined && received !== expected) {
    throw new SamlError('response.in_response_to', { expected, received });
  }
};
