/** The one rule on where a binding may send a browser. */
import { SamlError } from '../errors.ts';

/**
 * Refuses whatever is not an absolute http or https URL, so that no `javascript:` or relative target can ever be
 * reached through metadata that was stored before a rule was made stricter.
 *
 * @throws SamlError `metadata.endpoint`.
 */
export function assertDestination(destination: string): void {
  const protocol = URL.canParse(destination) ? new URL(destination).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new SamlError('metadata.endpoint', { expected: 'an http or https URL', received: destination });
  }
}
