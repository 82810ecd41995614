/**
 * The signatures of the vendor shapes before xmlsec1. The shapes are signed over our own canonical form, so only another
 * implementation can tell that they are what the products would have signed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { IDP_SHAPES } from '../test-support/idp-shapes/all-shapes.ts';
import { entra } from '../test-support/idp-shapes/entra.ts';
import { shapeWorld } from '../test-support/idp-shapes/shape.ts';
import { SAML_ASSERTION, SAML_PROTOCOL, XMLDSIG } from './xml/namespaces.ts';
import { parseXml } from './xml/parse-xml.ts';
import { descendants, isNamed } from './xml/xml-query.ts';

const isInstalled = (): boolean => {
  try {
    execFileSync('xmlsec1', ['--version'], { stdio: 'pipe' });
    return true;
  } catch (error) {
    console.warn(`xmlsec1 cannot be run, its verdict on the shapes is left out: ${String(error)}`);
    return false;
  }
};

const folder = mkdtempSync(join(tmpdir(), 'cordboard-shapes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const verifyWithXmlsec1 = (xml: string, publicKeyPem: string, signed: string): void => {
  const keyFile = join(folder, 'key.pem');
  const messageFile = join(folder, 'message.xml');
  writeFileSync(keyFile, publicKeyPem);
  writeFileSync(messageFile, xml);
  const ids = [`${SAML_PROTOCOL}:Response`, `${SAML_ASSERTION}:Assertion`].flatMap((name) => ['--id-attr:ID', name]);
  const path = `//*[local-name()='${signed}']/*[local-name()='Signature']`;
  execFileSync('xmlsec1', ['--verify', '--pubkey-pem', keyFile, ...ids, '--node-xpath', path, messageFile], {
    stdio: 'pipe',
  });
};

/** Names of the elements that carry a signature and are not encrypted. */
const signedElements = (xml: string): readonly string[] =>
  [...descendants(parseXml(xml).root)]
    .filter((element) => isNamed(element, XMLDSIG, 'Signature'))
    .map(({ parent }) => parent?.localName ?? '');

describe.skipIf(!isInstalled())('the signatures of genuine Responses', () => {
  it.each(Object.entries(IDP_SHAPES))('of %s are genuine for xmlsec1', async (_, shape) => {
    const world = await shapeWorld('_4f3e2d1c0b9a');
    for (const { name, xml } of shape(world)) {
      for (const signed of signedElements(xml)) {
        expect(() => verifyWithXmlsec1(xml, world.signing.publicKeyPem, signed), `${name}: ${signed}`).not.toThrow();
      }
    }
  });

  it('are not genuine for it once a name is changed', async () => {
    const world = await shapeWorld('_4f3e2d1c0b9a');
    const [genuine] = entra(world);
    const changed = genuine?.xml.replace('amina@', 'mallory@') ?? '';
    expect(() => verifyWithXmlsec1(changed, world.signing.publicKeyPem, 'Assertion')).toThrow();
  });
});
