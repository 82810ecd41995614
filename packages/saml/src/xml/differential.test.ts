/**
 * Our parser and canonicalizer against libxml2, the one that most signatures in the world are made and
 * checked with: random documents in every odd spelling, and the same and a message with random damage.
 *
 * `CORDBOARD_DIFFERENTIAL_DOCUMENTS` and `CORDBOARD_DIFFERENTIAL_SEED` make it longer or different.
 */
import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { type Comparison, compareWithLibxml2, type Outcome } from '../../test-support/compare-with-libxml2.ts';
import { damaged, randomDocument, seededRandom } from '../../test-support/random-xml.ts';

const { CORDBOARD_DIFFERENTIAL_DOCUMENTS = '3000', CORDBOARD_DIFFERENTIAL_SEED = '20261121' } = env;
const documents = Number(CORDBOARD_DIFFERENTIAL_DOCUMENTS);

const MESSAGE = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example/?a=1&amp;b=2</saml:Issuer><!-- c -->
  <Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_2">
    <AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">a&#xD;<![CDATA[b]]></AttributeValue>
    <x xmlns="http://x.example:80/y?z#f"/>
  </Assertion></samlp:Response>`;

function compareAll(): Comparison[] {
  const random = seededRandom(Number(CORDBOARD_DIFFERENTIAL_SEED));
  const comparisons: Comparison[] = [];
  for (let index = 0; index < documents; index += 1) {
    const whole = randomDocument(random);
    const texts = [whole, damaged(random, whole), damaged(random, MESSAGE)];
    comparisons.push(...compareWithLibxml2(texts[index % texts.length] ?? whole, random));
  }
  return comparisons;
}

describe('parser and canonicalizer beside libxml2', () => {
  const comparisons = compareAll();
  const count = (outcome: Outcome): number => comparisons.filter((it) => it.outcome === outcome).length;

  it('differ only in the ways that have a name', () => {
    const unexplained = comparisons.filter(({ outcome }) => outcome === 'unexplained');
    expect(unexplained.map(({ detail }) => detail)).toEqual([]);
  });

  it('write the same canonical octets for many subtrees', () => {
    expect(count('same canonical form')).toBeGreaterThan(documents);
  });

  it('refuse the same broken documents', () => {
    expect(count('both refuse')).toBeGreaterThan(documents / 4);
  });
});
