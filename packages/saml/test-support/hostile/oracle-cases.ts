/**
 * AES-CBC in an unsigned Response, sent by somebody who asks with changed ciphertexts what the content is. Whatever comes out
 * of the decryption, the answer has to be the same one.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import { responseXml, SAMPLE, sampleParts } from '../sample-response.ts';
import type { Forge, HostileCase } from './hostile-case.ts';

const CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';

interface OracleCase {
  readonly id: string;
  readonly description: string;
  /** What comes out, made from the genuine signed assertion. */
  readonly content: (signed: string) => string;
}

const CONTENTS: readonly OracleCase[] = [
  {
    id: 'cbc-oracle-other-element',
    description: 'what comes out is well-formed and another element',
    content: () => '<a/>',
  },
  {
    id: 'cbc-oracle-digest',
    description: 'what comes out is an assertion that does not fit its signature',
    content: (signed) => signed.replace(SAMPLE.user, SAMPLE.attacker),
  },
  {
    id: 'cbc-oracle-reference',
    description: 'what comes out has a letter of its ID changed',
    content: (signed) => signed.replace(`ID="${SAMPLE.assertionId}"`, `ID="X${SAMPLE.assertionId.slice(1)}"`),
  },
  {
    id: 'cbc-oracle-algorithm',
    description: 'what comes out names a signature algorithm that does not exist',
    content: (signed) => signed.replace('rsa-sha256', 'rsa-shaXXX'),
  },
  {
    id: 'cbc-oracle-duplicate-id',
    description: 'what comes out holds an ID twice',
    content: (signed) => signed.replace('<saml:Subject>', `<saml:Subject ID="${SAMPLE.assertionId}">`),
  },
  {
    id: 'cbc-oracle-not-well-formed',
    description: 'what comes out is not well-formed',
    content: (signed) => signed.replace('</saml:Subject>', '</saml:Subjec>'),
  },
];

export const oracleCases = (forge: Forge): readonly HostileCase[] => {
  const signed = forge.assertion();
  const message = (content: string): string =>
    responseXml(
      sampleParts(),
      encryptElement(content, {
        certificate: forge.sp.certificatePem,
        wrapper: 'EncryptedAssertion',
        contentAlgorithm: CBC,
      }),
    );
  const options = { cbcSignedInside: true };
  return CONTENTS.map(
    ({ id, description, content }): HostileCase => ({
      id,
      attackClass: 'decryption as an oracle',
      description,
      code: 'encryption.failed',
      twin: { message: message(signed), options },
      hostile: { message: message(content(signed)), options },
    }),
  );
};
