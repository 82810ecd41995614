/** A front-channel message was addressed to one of our endpoints. */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

export interface MessageDestinationCheck {
  readonly destination: string | undefined;
  /** A signed message must say where it goes (SAML bindings §3.4.5.2, §3.5.5.2). */
  readonly required: boolean;
  readonly accepted: readonly string[];
  readonly code: SamlErrorCode;
}

/**
 * SAML core §3.2.1, §3.2.2: a Destination that is present must be where the message was received, to the character.
 *
 * @throws SamlError `code`
 */
export const checkMessageDestination = ({ destination, required, accepted, code }: MessageDestinationCheck): void => {
  if (destination === undefined) {
    if (required) {
      throw new SamlError(code, {
        expected: accepted.join(' or '),
        received: 'no Destination, which a signed message needs',
      });
    }
    return;
  }
  if (!accepted.includes(destination)) {
    throw new SamlError(code, {
      expected: accepted.join(' or '),
      received: destination,
      hint: nearMiss(accepted, destination),
    });
  }
};
