/**
 * A small signed assertion, and ways to break it: what the tests of signatures begin with.
 */
import { signatureOf } from '../src/dsig/find-signature.ts';
import { loadVerificationKey } from '../src/dsig/verification-key.ts';
import { type VerifiedSignature, type VerifySignatureOptions, verifySignature } from '../src/dsig/verify-signature.ts';
import { parseXml } from '../src/xml/parse-xml.ts';
import { errorCode } from './error-code.ts';
import { type TestKeyPair, testKeyPair } from './keys.ts';
import { type SignElementOptions, signElement } from './sign-template.ts';

/** The key pair whose public half the tests trust. */
export const trusted: TestKeyPair = await testKeyPair('dsig-trusted');
export const attacker: TestKeyPair = await testKeyPair('dsig-attacker');
const keys = [loadVerificationKey(trusted.certificatePem)];

export const DS: string = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
export const ASSERTION: string =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"><saml:Issuer>idp</saml:Issuer><saml:Subject><saml:NameID>amina</saml:NameID></saml:Subject></saml:Assertion>';

/** The assertion with a genuine signature. */
export function signed(options: Partial<SignElementOptions> = {}, xml: string = ASSERTION): string {
  return signElement(xml, { id: '_a', privateKeyPem: trusted.privateKeyPem, ...options });
}

/** Verifies the signature of the root element with the trusted key. */
export function verify(xml: string, options: Partial<VerifySignatureOptions> = {}): VerifiedSignature {
  const signature = signatureOf(parseXml(xml).root);
  if (signature === undefined) throw new Error('the test message carries no signature');
  return verifySignature(signature, { keys, ...options });
}

/** The code of the refusal, or `accepted`. */
export const verdict = (xml: string, options: Partial<VerifySignatureOptions> = {}): string =>
  errorCode(() => verify(xml, options));

/** A SignedInfo that says something else, under a signature that is genuine. */
export const withSignedInfo = (from: string | RegExp, to: string): string => {
  let changed = false;
  const xml = signed({
    changeSignedInfo: (signedInfo) => {
      const result = signedInfo.replace(from, to);
      changed = result !== signedInfo;
      return result;
    },
  });
  if (!changed) throw new Error(`nothing to change: ${from}`);
  return xml;
};

/** A signature whose parts were moved about after signing. */
export const withSignature = (from: string | RegExp, to: string): string => {
  let changed = false;
  const xml = signed({
    style: { keyInfo: '<ds:KeyName>k</ds:KeyName>' },
    changeSignature: (signature) => {
      const result = signature.replace(from, to);
      changed = result !== signature;
      return result;
    },
  });
  if (!changed) throw new Error(`nothing to change: ${from}`);
  return xml;
};
