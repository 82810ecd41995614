/** The Response was addressed to one of our endpoints. */
import { SamlError } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

export interface DestinationCheck {
  readonly destination: string | undefined;
  /** A signed Response must say where it goes (SAML bindings §3.5.5.2). */
  readonly required: boolean;
  readonly acsUrls: readonly string[];
}

/**
 * SAML core §3.2.2: a Destination that is present must be the location at which the message was received.
 * The comparison is exact: a prefix or another spelling of the same URL is another URL.
 *
 * @throws SamlError `response.destination`
 */
export const checkDestination = ({ destination, required, acsUrls }: DestinationCheck): void => {
  if (destination === undefined) {
    if (required) {
      throw new SamlError('response.destination', {
        expected: acsUrls.join(' or '),
        received: 'no Destination, which a signed Response needs',
      });
    }
    return;
  }
  if (!acsUrls.includes(destination)) {
    throw new SamlError('response.destination', {
      expected: acsUrls.join(' or '),
      received: destination,
      hint: nearMiss(acsUrls, destination),
    });
  }
};
