/** Identifiers of the bindings that metadata names, SAML bindings §3. */

export const HTTP_REDIRECT_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
export const HTTP_POST_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const SOAP_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP';
