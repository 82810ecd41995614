import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { signatureOf } from '../dsig/find-signature.ts';
import { signXml } from '../dsig/sign-xml.ts';
import { loadSigningKey } from '../dsig/signing-key.ts';
import { loadVerificationKey } from '../dsig/verification-key.ts';
import { verifySignature } from '../dsig/verify-signature.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements } from '../xml/xml-query.ts';
import { decryptElement } from './decrypt-element.ts';
import { loadDecryptionKey } from './decryption-key.ts';
import { encryptElement } from './encrypt-element.ts';

const ASSERTION = `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" ID="_a"><saml:Issuer>idp</saml:Issuer></saml:Assertion>`;

/** Signs, encrypts, puts into a Response with namespaces of its own, and decrypts. */
const throughEncryption = async (change: (signed: string) => string = (signed) => signed): Promise<XmlElement> => {
  const [signer, recipient] = await Promise.all([testKeyPair('xenc-signer'), testKeyPair('xenc')]);
  const signed = await signXml(ASSERTION, {
    elementId: '_a',
    key: loadSigningKey({ privateKeyPem: signer.privateKeyPem, certificate: signer.certificatePem }),
  });
  const encrypted = encryptElement(change(signed), {
    certificate: recipient.certificatePem,
    wrapper: 'EncryptedAssertion',
  });
  const response = parseXml(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:example:other" xmlns="urn:example:default">${encrypted}</samlp:Response>`,
  );
  const [wrapper] = childElements(response.root);
  if (wrapper === undefined) {
    throw new Error('there is no encrypted element');
  }
  const keys = [loadDecryptionKey({ name: 'xenc', privateKeyPem: recipient.privateKeyPem })];
  return (await decryptElement(wrapper, { keys, cbc: 'refuse' })).element;
};

describe('a signed assertion that was encrypted', () => {
  it('verifies in the tree where it was decrypted', async () => {
    const element = await throughEncryption();
    const signature = signatureOf(element);
    if (signature === undefined) {
      throw new Error('there is no signature');
    }
    const { certificatePem } = await testKeyPair('xenc-signer');
    expect(verifySignature(signature, { keys: [loadVerificationKey(certificatePem)] }).element).toBe(element);
  });

  it('does not verify when it was changed before it was encrypted', async () => {
    const element = await throughEncryption((signed) => signed.replace('>idp<', '>evil<'));
    const signature = signatureOf(element);
    if (signature === undefined) {
      throw new Error('there is no signature');
    }
    const { certificatePem } = await testKeyPair('xenc-signer');
    expect(() => verifySignature(signature, { keys: [loadVerificationKey(certificatePem)] })).toThrow(
      expect.objectContaining({ code: 'signature.digest' }),
    );
  });
});
