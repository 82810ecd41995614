/** Messages that are ready for xmlsec1: signatures and encryption as templates that it fills in. */
import {
  assertionXml,
  issuerXml,
  responseXml,
  SAMPLE,
  sampleParts,
} from '../../packages/saml/test-support/sample-response.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export interface TemplateAlgorithms {
  /** URI. */
  readonly signatureMethod: string;
  /** URI. */
  readonly digestMethod: string;
}

const signatureTemplate = (id: string, { signatureMethod, digestMethod }: TemplateAlgorithms): string =>
  `<ds:Signature xmlns:ds="${DSIG}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"/><ds:SignatureMethod Algorithm="${signatureMethod}"/>` +
  `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DSIG}enveloped-signature"/><ds:Transform Algorithm="${EXCLUSIVE_C14N}"/></ds:Transforms>` +
  `<ds:DigestMethod Algorithm="${digestMethod}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>`;

export interface ResponseTemplateOptions extends TemplateAlgorithms {
  readonly signed: readonly ('Response' | 'Assertion')[];
  /** The assertion stands in an EncryptedAssertion, still plain. */
  readonly toBeEncrypted: boolean;
}

/** A Response that is genuine but for its signatures. */
export const responseTemplate = (options: ResponseTemplateOptions): string => {
  const issuer = (element: 'Response' | 'Assertion', id: string): string =>
    issuerXml(SAMPLE.idpEntityId) + (options.signed.includes(element) ? signatureTemplate(id, options) : '');
  const parts = sampleParts({
    responseIssuer: issuer('Response', SAMPLE.responseId),
    assertionIssuer: issuer('Assertion', SAMPLE.assertionId),
  });
  const assertion = assertionXml(parts);
  const content = options.toBeEncrypted ? `<saml:EncryptedAssertion>${assertion}</saml:EncryptedAssertion>` : assertion;
  return responseXml(parts, content);
};

/** @param contentAlgorithm URI; the key goes by RSA-OAEP with MGF1 and SHA-1, the way that most products choose. */
export const encryptionTemplate = (contentAlgorithm: string): string =>
  `<xenc:EncryptedData xmlns:xenc="${XENC}" xmlns:ds="${DSIG}" Type="${XENC}Element"><xenc:EncryptionMethod Algorithm="${contentAlgorithm}"/>` +
  `<ds:KeyInfo><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${XENC}rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="${DSIG}sha1"/></xenc:EncryptionMethod>` +
  '<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>';
