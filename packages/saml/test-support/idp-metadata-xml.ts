/**
 * Metadata of an identity provider as text, put together from parts that may be anything: tests harm it on purpose.
 */

export const METADATA_NAMESPACES =
  'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"';

/** A sign-on service with the Redirect binding. */
export const SINGLE_SIGN_ON_SERVICE =
  '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>';

/** A KeyDescriptor with these texts as its X509Certificates. */
export function keyDescriptorXml(certificates: string | readonly string[], use?: string): string {
  const elements = [certificates].flat().map((text) => `<ds:X509Certificate>${text}</ds:X509Certificate>`);
  const attribute = use === undefined ? '' : ` use="${use}"`;
  return `<md:KeyDescriptor${attribute}><ds:KeyInfo><ds:X509Data>${elements.join('')}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
}

/** Each part is XML text; `entity` and `role` are attributes. */
export interface IdpMetadataParts {
  readonly entityId?: string;
  readonly entity?: string;
  readonly role?: string;
  readonly extensions?: string;
  readonly keys?: string;
  readonly services?: string;
  /** Stands before the role. */
  readonly before?: string;
  /** Stands after the role. */
  readonly after?: string;
}

/** An EntityDescriptor with one IDPSSODescriptor. */
export function idpMetadataXml(parts: IdpMetadataParts): string {
  const role = `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" ${parts.role ?? ''}>${
    parts.extensions ?? ''
  }${parts.keys ?? ''}${parts.services ?? SINGLE_SIGN_ON_SERVICE}</md:IDPSSODescriptor>`;
  return `<md:EntityDescriptor ${METADATA_NAMESPACES} entityID="${parts.entityId ?? 'https://idp.example/id'}" ${
    parts.entity ?? ''
  }>${parts.before ?? ''}${role}${parts.after ?? ''}</md:EntityDescriptor>`;
}
