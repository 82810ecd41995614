/**
 * Random damage to a signed message: whatever is still accepted has, to the octet, the canonical form
 * that was signed. `CORDBOARD_MUTATIONS` makes the run longer.
 */
import { env } from 'node:process';
import { expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { damaged, seededRandom } from '../../test-support/random-xml.ts';
import { SamlError } from '../errors.ts';
import { canonicalize, EXCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { descendants } from '../xml/xml-query.ts';
import { assertUniqueIds } from './collect-ids.ts';
import { assertSignaturePlacement, signatureOf } from './find-signature.ts';
import { signXml } from './sign-xml.ts';
import { loadSigningKey } from './signing-key.ts';
import { loadVerificationKey } from './verification-key.ts';
import { verifySignature } from './verify-signature.ts';

const { CORDBOARD_MUTATIONS = '3000' } = env;
const pair = await testKeyPair('dsig-trusted');
const keys = [loadVerificationKey(pair.certificatePem)];
const key = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
const message = await signXml(
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_r">
  <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"><saml:Issuer>idp</saml:Issuer>
    <saml:Subject><saml:NameID Format="x">amina &amp; co</saml:NameID></saml:Subject><saml:AttributeValue>ü😀</saml:AttributeValue>
  </saml:Assertion></samlp:Response>`,
  { elementId: '_a', key },
);

/** The canonical form of what is signed, or undefined when the message is refused. */
function signedContent(xml: string): string | undefined {
  try {
    const { root } = parseXml(xml);
    assertUniqueIds(root);
    const elements = [root, ...descendants(root)];
    const signed = elements.filter((element): element is XmlElement => signatureOf(element) !== undefined);
    assertSignaturePlacement(root, signed.slice(0, 1));
    const signature = signed[0] && signatureOf(signed[0]);
    if (signature === undefined) return undefined;
    const { element } = verifySignature(signature, { keys });
    return canonicalize(element, { method: EXCLUSIVE_C14N, omit: signature });
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

it('changes nothing of what is accepted', () => {
  const random = seededRandom(20_261_121);
  const original = signedContent(message);
  expect(original).toContain('amina &amp; co');
  let accepted = 0;
  for (let index = 0; index < Number(CORDBOARD_MUTATIONS); index += 1) {
    const content = signedContent(damaged(random, message));
    if (content === undefined) continue;
    expect(content).toBe(original);
    accepted += 1;
  }
  // Damage outside of what is signed, and spelling that canonicalization undoes, stay without effect.
  expect(accepted).toBeGreaterThan(0);
});
