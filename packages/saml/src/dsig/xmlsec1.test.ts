/**
 * Our signatures before xmlsec1, and its signatures before us: every algorithm and canonicalization
 * method, both ways. xmlsec1 is what Shibboleth's, mod_auth_mellon's and many vendors' signatures pass.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type TestKeyKind, testKeyPair } from '../../test-support/keys.ts';
import type { C14nMethod } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements } from '../xml/xml-query.ts';
import {
  ECDSA_SHA256,
  ECDSA_SHA384,
  ECDSA_SHA512,
  RSA_SHA256,
  RSA_SHA384,
  RSA_SHA512,
  SHA256,
  SHA384,
  SHA512,
} from './algorithms.ts';
import { canonicalizationUri } from './canonicalization-method.ts';
import { signatureOf } from './find-signature.ts';
import { signXml } from './sign-xml.ts';
import { loadSigningKey } from './signing-key.ts';
import { loadVerificationKey } from './verification-key.ts';
import { verifySignature } from './verify-signature.ts';

function xmlsec1IsInstalled(): boolean {
  try {
    execFileSync('xmlsec1', ['--version'], { stdio: 'pipe' });
    return true;
  } catch (error) {
    console.warn(`xmlsec1 cannot be run, its comparison is left out: ${String(error)}`);
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'cordboard-xmlsec1-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NODE = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';

/** Runs xmlsec1 and gives what it printed; throws with its messages when it refuses. */
function xmlsec1(mode: '--verify' | '--sign', key: readonly string[], xml: string): string {
  const file = join(folder, 'message.xml');
  writeFileSync(file, xml);
  return execFileSync('xmlsec1', [mode, ...key, '--id-attr:ID', NODE, file], { stdio: 'pipe' }).toString();
}

function keyFile(name: string, pem: string): string {
  const file = join(folder, name);
  writeFileSync(file, pem);
  return file;
}

/** What canonicalization has to put right: order, spelling, namespaces of ancestors, white space, comments. */
const message = (signature: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns="urn:default" xml:lang="en">
  <saml:Assertion Version="2.0"  ID="_a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" >
    <saml:Issuer>https://idp.example/?a=1&amp;b=2</saml:Issuer>${signature}<!-- comment -->
    <saml:AttributeValue b='"' a="&#10;é" xsi:type="xs:string">ü😀 > <![CDATA[<x>]]>&#13;\r</saml:AttributeValue><x xmlns=""/><saml:Empty/>
  </saml:Assertion>
</samlp:Response>`;

interface Case {
  readonly kind: TestKeyKind;
  readonly signatureMethod: string;
  readonly digestMethod: string;
  readonly method: C14nMethod;
}

const EXCLUSIVE: C14nMethod = { kind: 'exclusive', comments: false, inclusivePrefixes: [] };
const algorithms: readonly Case[] = [
  { kind: 'rsa-2048', signatureMethod: RSA_SHA256, digestMethod: SHA256, method: EXCLUSIVE },
  { kind: 'rsa-2048', signatureMethod: RSA_SHA384, digestMethod: SHA384, method: EXCLUSIVE },
  { kind: 'rsa-2048', signatureMethod: RSA_SHA512, digestMethod: SHA512, method: EXCLUSIVE },
  { kind: 'rsa-3072', signatureMethod: RSA_SHA256, digestMethod: SHA512, method: EXCLUSIVE },
  { kind: 'ec-p256', signatureMethod: ECDSA_SHA256, digestMethod: SHA256, method: EXCLUSIVE },
  { kind: 'ec-p384', signatureMethod: ECDSA_SHA384, digestMethod: SHA384, method: EXCLUSIVE },
  { kind: 'ec-p521', signatureMethod: ECDSA_SHA512, digestMethod: SHA512, method: EXCLUSIVE },
  { kind: 'ec-p384', signatureMethod: ECDSA_SHA256, digestMethod: SHA256, method: EXCLUSIVE },
];
const methods: readonly Case[] = (
  [
    { ...EXCLUSIVE, comments: true },
    { ...EXCLUSIVE, inclusivePrefixes: ['xs', '#default', 'samlp'] },
    { kind: 'inclusive', comments: false, inclusivePrefixes: [] },
    { kind: 'inclusive', comments: true, inclusivePrefixes: [] },
    { kind: 'inclusive11', comments: false, inclusivePrefixes: [] },
    { kind: 'inclusive11', comments: true, inclusivePrefixes: [] },
  ] as const
).map((method) => ({ kind: 'rsa-2048', signatureMethod: RSA_SHA256, digestMethod: SHA256, method }));
const cases = [...algorithms, ...methods].map(
  (it) =>
    [
      `${it.kind} ${it.signatureMethod.split('#')[1]} ${it.digestMethod.split('#')[1]} ${it.method.kind}${it.method.comments ? ' with comments' : ''} ${it.method.inclusivePrefixes.join(' ')}`,
      it,
    ] as const,
);

/** A signature that xmlsec1 is to fill in. */
function template({ signatureMethod, digestMethod, method }: Case): string {
  const uri = canonicalizationUri(method);
  const list = method.inclusivePrefixes.join(' ');
  const content =
    list === '' ? '' : `<InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${list}"/>`;
  return `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">
    <SignedInfo><CanonicalizationMethod Algorithm="${uri}">${content}</CanonicalizationMethod><SignatureMethod Algorithm="${signatureMethod}"/>
      <Reference URI="#_a"><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><Transform Algorithm="${uri}">${content}</Transform></Transforms>
        <DigestMethod Algorithm="${digestMethod}"/><DigestValue/></Reference></SignedInfo><SignatureValue/></Signature>`;
}

describe.skipIf(!xmlsec1IsInstalled())('xmlsec1', () => {
  it.each(cases)('verifies what we sign: %s', async (_, it) => {
    const pair = await testKeyPair('dsig-xmlsec', it.kind);
    const signed = await signXml(message(''), {
      elementId: '_a',
      key: loadSigningKey(pair),
      signatureMethod: it.signatureMethod,
      digestMethod: it.digestMethod,
      canonicalization: it.method,
    });
    const key = ['--pubkey-pem', keyFile('public.pem', pair.publicKeyPem)];
    expect(xmlsec1('--verify', key, signed)).toBe('');
    expect(() => xmlsec1('--verify', key, signed.replace('ü😀', 'u😀'))).toThrow();
  });

  it.each(cases)('makes what we verify: %s', async (_, it) => {
    const pair = await testKeyPair('dsig-xmlsec', it.kind);
    const output = join(folder, 'signed.xml');
    const key = ['--privkey-pem', keyFile('private.pem', pair.privateKeyPem), '--output', output];
    xmlsec1('--sign', key, message(template(it)));
    const signed = readFileSync(output);
    const [assertion] = childElements(parseXml(signed).root);
    const signature = assertion && signatureOf(assertion);
    const keys = [loadVerificationKey(pair.certificatePem)];
    expect(signature && verifySignature(signature, { keys }).element).toBe(assertion);
  });
});
