/**
 * Which of several indexed endpoints is meant when a message names none.
 */
import type { IndexedEndpoint } from './read-endpoints.ts';

/**
 * The default endpoint, SAML metadata §2.2.3 and §2.4.4: the first with isDefault true, else the first
 * that does not say, else the first.
 *
 * @returns `undefined` only for an empty list.
 */
export function defaultAcs<Acs extends Pick<IndexedEndpoint, 'isDefault'>>(endpoints: readonly Acs[]): Acs | undefined {
  return (
    endpoints.find((endpoint) => endpoint.isDefault === true) ??
    endpoints.find((endpoint) => endpoint.isDefault === undefined) ??
    endpoints[0]
  );
}
