/** The command xmlsec1, whose library many SAML products verify and sign with: another opinion on our signatures. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertInstalled } from './debian-package.ts';

const COMMAND = '/usr/bin/xmlsec1';
const ID_ATTRIBUTES = [
  ...['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'].map((name) => `protocol:${name}`),
  'assertion:Assertion',
  'metadata:EntityDescriptor',
].flatMap((name) => ['--id-attr:ID', `urn:oasis:names:tc:SAML:2.0:${name}`]);

/** The element whose own ds:Signature is meant, by its local name: `Response`, `Assertion`, `AuthnRequest`. */
const signatureOf = (element: string): readonly string[] => [
  '--node-xpath',
  `//*[local-name()='${element}']/*[local-name()='Signature']`,
];

export interface Xmlsec1 {
  /** Throws an Error with what xmlsec1 says when the signature of the element does not verify with the certificate. */
  readonly verify: (xml: string, element: string, certificatePem: string) => void;
  /** The same, but takes the key from the certificate in KeyInfo, which has to be the trusted one. */
  readonly verifyWithKeyInfo: (xml: string, element: string, certificatePem: string) => void;
  /** Fills in the signature template that stands in the element. */
  readonly sign: (xml: string, element: string, privateKeyPem: string) => string;
  /** Puts the filled-in template in the place of the assertion. `sessionKey` is for example `aes-128`. */
  readonly encryptAssertion: (
    xml: string,
    options: { readonly template: string; readonly sessionKey: string; readonly certificatePem: string },
  ) => string;
  readonly decrypt: (xml: string, privateKeyPem: string) => string;
  readonly close: () => void;
}

/** Throws an Error with the name of the package when it is not installed. */
export const openXmlsec1 = (): Xmlsec1 => {
  assertInstalled(COMMAND, 'xmlsec1');
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-xmlsec1-'));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const run = (...args: readonly string[]): string =>
    execFileSync(COMMAND, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const verifyWith = (keyOptions: readonly string[], xml: string, element: string, certificatePem: string): void => {
    const key = [...keyOptions, file('certificate.pem', certificatePem)];
    run('--verify', ...key, ...ID_ATTRIBUTES, ...signatureOf(element), file('signed.xml', xml));
  };
  return {
    verify: (xml, element, certificatePem) =>
      // Only names of keys are read from KeyInfo, so that the key which is given decides.
      verifyWith(['--enabled-key-data', 'key-name', '--pubkey-cert-pem'], xml, element, certificatePem),
    verifyWithKeyInfo: (xml, element, certificatePem) => verifyWith(['--trusted-pem'], xml, element, certificatePem),
    sign: (xml, element, privateKeyPem) => {
      const key = ['--privkey-pem', file('key.pem', privateKeyPem)];
      return run('--sign', ...key, ...ID_ATTRIBUTES, ...signatureOf(element), file('template.xml', xml));
    },
    encryptAssertion: (xml, { template, sessionKey, certificatePem }) => {
      const key = ['--pubkey-cert-pem', file('certificate.pem', certificatePem), '--session-key', sessionKey];
      const data = ['--xml-data', file('plain.xml', xml)];
      const node = ['--node-name', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'];
      return run('--encrypt', ...key, ...data, ...node, file('template.xml', template));
    },
    decrypt: (xml, privateKeyPem) =>
      run('--decrypt', '--privkey-pem', file('key.pem', privateKeyPem), file('encrypted.xml', xml)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};
