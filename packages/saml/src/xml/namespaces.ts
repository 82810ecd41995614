/**
 * The namespace URIs that the kernel knows, under the names that the specifications give them.
 * Used wherever an element is looked up or written; nothing compares prefixes.
 */

/** SAML core, protocol schema. */
export const SAML_PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
/** SAML core, assertion schema. */
export const SAML_ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
/** SAML metadata. */
export const SAML_METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
/** SAML metadata extension for login and discovery user interfaces. */
export const SAML_METADATA_UI = 'urn:oasis:names:tc:SAML:metadata:ui';
/** XML Signature, `ds:`. */
export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
/** XML Signature 1.1, `dsig11:`. */
export const XMLDSIG11 = 'http://www.w3.org/2009/xmldsig11#';
/** XML Encryption, `xenc:`. */
export const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
/** XML Encryption 1.1, `xenc11:`. */
export const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#';
/** Exclusive canonicalization, namespace of InclusiveNamespaces. */
export const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
/** XML Schema instance, `xsi:`. */
export const XML_SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
/** XML Schema, `xs:`. */
export const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema';
/** The namespace that the prefix `xml` is bound to without a declaration. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** The namespace of `xmlns` itself, which nothing may be bound to. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
