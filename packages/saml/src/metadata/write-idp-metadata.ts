/**
 * Metadata of one of our identity providers, for an app that speaks SAML to import. Unsigned: whoever publishes it
 * signs it, if asked, by the `id` of the root.
 */
import { SamlError } from '../errors.ts';
import type { Endpoint } from './read-endpoints.ts';
import { type EntityDescription, writeEndpoint, writeEntity } from './write-entity.ts';

export interface IdpDescription extends EntityDescription {
  /** At least one. */
  readonly singleSignOnServices: readonly Endpoint[];
  readonly wantAuthnRequestsSigned: boolean;
}

/**
 * Writes an EntityDescriptor with an IDPSSODescriptor, SAML metadata §2.4.3.
 *
 * @throws SamlError `metadata.value` without a SingleSignOnService or a key that signs, `metadata.endpoint`,
 * `metadata.certificate`, `xml.syntax`. RangeError for times out of range.
 */
export function writeIdpMetadata(idp: IdpDescription): string {
  if (idp.singleSignOnServices.length === 0 || idp.keys.every((key) => key.use === 'encryption')) {
    throw new SamlError('metadata.value', {
      expected: 'a SingleSignOnService and a key that signs',
      received: `${idp.singleSignOnServices.length} services, ${idp.keys.length} keys`,
    });
  }
  return writeEntity(idp, {
    name: 'IDPSSODescriptor',
    attributes: { WantAuthnRequestsSigned: String(idp.wantAuthnRequestsSigned) },
    services: idp.singleSignOnServices.map((service) => writeEndpoint('SingleSignOnService', service)),
  });
}
