/**
 * Metadata of one of our service providers, for an identity provider to import. Unsigned: whoever publishes it signs
 * it, if asked, by the `id` of the root.
 */
import { SamlError } from '../errors.ts';
import type { IndexedEndpoint } from './read-endpoints.ts';
import { type EntityDescription, writeEndpoint, writeEntity } from './write-entity.ts';

export interface SpDescription extends EntityDescription {
  /** At least one; every index once. */
  readonly assertionConsumerServices: readonly IndexedEndpoint[];
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
}

/**
 * Writes an EntityDescriptor with an SPSSODescriptor, SAML metadata §2.4.4.
 *
 * @throws SamlError `metadata.value` (no AssertionConsumerService, or an index that is repeated or out of range),
 * `metadata.endpoint`, `metadata.certificate`, `xml.syntax`. RangeError for times out of range.
 * @example
 * writeSpMetadata({
 *   entityId: 'https://sso.example/e/acme/production/agents/saml/default/metadata',
 *   keys: [{ certificate: pem, use: 'signing' }],
 *   assertionConsumerServices: [{ index: 0, binding: BINDING_HTTP_POST, location: acsUrl, isDefault: true }],
 *   authnRequestsSigned: true,
 *   wantAssertionsSigned: false,
 * });
 */
export function writeSpMetadata(sp: SpDescription): string {
  const indexes = sp.assertionConsumerServices.map((acs) => acs.index);
  const valid = indexes.every((index) => Number.isInteger(index) && index >= 0 && index <= 65_535);
  if (indexes.length === 0 || !valid || new Set(indexes).size !== indexes.length) {
    throw new SamlError('metadata.value', {
      expected: 'AssertionConsumerServices with different indexes from 0 to 65535',
      received: indexes.join(', ') || 'none',
    });
  }
  return writeEntity(sp, {
    name: 'SPSSODescriptor',
    attributes: {
      AuthnRequestsSigned: String(sp.authnRequestsSigned),
      WantAssertionsSigned: String(sp.wantAssertionsSigned),
    },
    services: sp.assertionConsumerServices.map((acs) => writeEndpoint('AssertionConsumerService', acs)),
  });
}
