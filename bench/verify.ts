/**
 * `npm run bench -- verify`: what the verdict on a Response costs, beside node-saml, samlify and the
 * bare cryptography. The messages are made here and now; every contender has to accept each of them.
 */
import { createHash, verify as cryptoVerify, randomBytes, X509Certificate } from 'node:crypto';
import {
  issueResponse,
  loadSigningKey,
  loadVerificationKey,
  NAME_ID_PERSISTENT,
  verifyResponse,
} from '@cordboard/saml';
import { SAML } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import { canonicalize, EXCLUSIVE_C14N } from '../packages/saml/src/xml/canonicalize.ts';
import { parseXml } from '../packages/saml/src/xml/parse-xml.ts';
import type { XmlElement } from '../packages/saml/src/xml/xml-node.ts';
import { descendants, isNamed } from '../packages/saml/src/xml/xml-query.ts';
import { type TestKeyPair, testKeyPair } from '../packages/saml/test-support/keys.ts';
import { type Contender, measure, printTable } from './measure.ts';

const IDP = 'https://idp.example/metadata';
const SP = 'https://sso.example/saml/default/metadata';
const ACS = 'https://sso.example/saml/default/acs';
const REQUEST_ID = '_0123456789abcdef0123456789abcdef';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

interface Input {
  readonly title: string;
  readonly base64: string;
  readonly xml: string;
}

const makeInput = async (idp: TestKeyPair, elements: 'both' | 'assertion', targetBytes: number): Promise<Input> => {
  const key = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
  const issue = (padding: number): ReturnType<typeof issueResponse> =>
    issueResponse({
      issuer: IDP,
      acsUrl: ACS,
      audiences: [SP],
      inResponseTo: REQUEST_ID,
      nameId: { value: 'n-4711', format: NAME_ID_PERSISTENT },
      attributes: Array.from({ length: 12 }, (_, index) => ({
        name: `urn:example:attribute:${index}`,
        values: [{ text: `value ${index} ${'x'.repeat(padding)}` }],
      })),
      authnInstant: new Date(),
      sessionIndex: 'session-1',
      now: new Date(),
      lifetimeMs: 60 * 60 * 1000,
      signing: { key, elements },
      random: (size) => randomBytes(size),
    });
  const small = await issue(0);
  const issued = await issue(Math.max(0, Math.floor((targetBytes - small.xml.length) / 12)));
  const title = `${elements === 'both' ? 'twice signed' : 'assertion signed'}, ${issued.xml.length} octets`;
  return { title, base64: issued.samlResponse, xml: issued.xml };
};

const textOf = (element: XmlElement): string =>
  element.children.map((child) => (child.kind === 'text' ? child.value : '')).join('');

/** The cryptography that no verifier can leave out, over octets prepared beforehand. */
const bareCrypto = (input: Input, idp: TestKeyPair): Contender => {
  const { root } = parseXml(input.xml);
  const publicKey = new X509Certificate(idp.certificatePem).publicKey;
  const signatures = [root, ...descendants(root)]
    .filter((element) => isNamed(element, DSIG, 'Signature') && element.parent !== undefined)
    .map((signature) => {
      const inside = [...descendants(signature)];
      const find = (name: string): XmlElement => {
        const found = inside.find((element) => isNamed(element, DSIG, name));
        if (found === undefined) {
          throw new Error(`the signature has no ${name}`);
        }
        return found;
      };
      return {
        content: Buffer.from(canonicalize(signature.parent ?? root, { method: EXCLUSIVE_C14N, omit: signature })),
        digest: textOf(find('DigestValue')),
        signedInfo: Buffer.from(canonicalize(find('SignedInfo'), { method: EXCLUSIVE_C14N })),
        value: Buffer.from(textOf(find('SignatureValue')), 'base64'),
      };
    });
  return {
    name: `bare crypto (${signatures.length} x SHA-256 and RSA)`,
    run: () => {
      Buffer.from(input.base64, 'base64');
      for (const { content, digest, signedInfo, value } of signatures) {
        const fits =
          createHash('sha256').update(content).digest('base64') === digest &&
          cryptoVerify('sha256', signedInfo, publicKey, value);
        if (!fits) {
          throw new Error('the prepared octets do not verify');
        }
      }
    },
  };
};

const cordboard = (input: Input, idp: TestKeyPair): Contender => {
  const options = {
    idpEntityId: IDP,
    verificationKeys: [loadVerificationKey(idp.certificatePem)],
    acsUrls: [ACS],
    audiences: [SP],
    inResponseTo: REQUEST_ID,
  };
  return {
    name: 'cordboard',
    run: async () => {
      const verdict = await verifyResponse({ samlResponse: input.base64 }, { ...options, now: new Date() });
      if (!verdict.accepted) {
        throw new Error(`refused: ${verdict.code}`);
      }
    },
  };
};

const nodeSaml = (input: Input, idp: TestKeyPair, elements: 'both' | 'assertion'): Contender => {
  const saml = new SAML({
    idpCert: idp.certificatePem,
    issuer: SP,
    audience: SP,
    callbackUrl: ACS,
    wantAuthnResponseSigned: elements === 'both',
    wantAssertionsSigned: true,
    acceptedClockSkewMs: 120_000,
  });
  return {
    name: 'node-saml 5.1.0',
    run: async () => {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: input.base64 });
      if (profile?.nameID !== 'n-4711') {
        throw new Error('node-saml did not accept the message');
      }
    },
  };
};

const samlifyContender = (input: Input, idp: TestKeyPair): Contender => {
  // Schema validation would cost it hundreds of milliseconds more; it is left out in its favour.
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const sp = samlify.ServiceProvider({
    entityID: SP,
    wantMessageSigned: false,
    assertionConsumerService: [{ Binding: samlify.Constants.namespace.binding.post, Location: ACS }],
  });
  const idpEntity = samlify.IdentityProvider({
    entityID: IDP,
    signingCert: idp.certificatePem,
    singleSignOnService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: `${IDP}/sso` }],
  });
  return {
    name: 'samlify 2.13.1 (no schema check)',
    run: async () => {
      const { extract } = await sp.parseLoginResponse(idpEntity, 'post', { body: { SAMLResponse: input.base64 } });
      if (extract.nameID !== 'n-4711') {
        throw new Error('samlify did not accept the message');
      }
    },
  };
};

export const benchVerify = async (options: { readonly rounds: number; readonly sliceMs: number }): Promise<void> => {
  const idp = await testKeyPair('bench-idp');
  for (const [elements, bytes] of [
    ['both', 8 * 1024],
    ['assertion', 6 * 1024],
  ] as const) {
    const input = await makeInput(idp, elements, bytes);
    const contenders = [
      bareCrypto(input, idp),
      cordboard(input, idp),
      nodeSaml(input, idp, elements),
      samlifyContender(input, idp),
    ];
    printTable(`verify: ${input.title}`, await measure(contenders, options));
  }
};
