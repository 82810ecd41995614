/** What of the SAML kernel reads octets from outside. */
import { deflateRawSync } from 'node:zlib';
import { decodeRedirect } from '../../../packages/saml/src/bindings/redirect-binding.ts';
import { SamlError } from '../../../packages/saml/src/errors.ts';
import { readIdpMetadata } from '../../../packages/saml/src/metadata/read-idp-metadata.ts';
import { readSpMetadata } from '../../../packages/saml/src/metadata/read-sp-metadata.ts';
import { decodeAuthnRequest } from '../../../packages/saml/src/verify-authn-request.ts';
import { decodeLogoutMessage } from '../../../packages/saml/src/verify-logout.ts';
import { verifyResponse } from '../../../packages/saml/src/verify-response.ts';
import { type C14nMethod, canonicalize } from '../../../packages/saml/src/xml/canonicalize.ts';
import { parseXml } from '../../../packages/saml/src/xml/parse-xml.ts';
import { makeForge } from '../../../packages/saml/test-support/hostile/hostile-case.ts';
import { idpMetadataXml, keyDescriptorXml } from '../../../packages/saml/test-support/idp-metadata-xml.ts';
import { testKeyPair } from '../../../packages/saml/test-support/keys.ts';
import { signedSubjects } from '../../../packages/saml/test-support/metamorphic/subjects.ts';
import { randomDocument, seededRandom } from '../../../packages/saml/test-support/random-xml.ts';
import { realMessages, realMetadata } from '../../../packages/saml/test-support/real-messages.ts';
import { SAMPLE } from '../../../packages/saml/test-support/sample-response.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const KIB = 1024;
const SCRIPTS = '/packages/saml/src/';

/** A defect in a check is a refusal to its caller, and a finding here. */
const isRefusal = (error: unknown): boolean => error instanceof SamlError && error.code !== 'message.internal';

const XML_WORDS: readonly string[] = [
  '<a/>',
  '<a>',
  '</a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?p?>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a>',
  '&amp;',
  '&#x9;',
  '&#xD;',
  '&#1114111;',
  '&x;',
  ' xmlns="urn:a"',
  ' xmlns:a="urn:a"',
  ' xmlns=""',
  ' a:b="c"',
  ' xml:lang="en"',
  ' xml:base="b"',
  ' ID="_1"',
  '\r\n',
  '\t',
  '\u00e9',
  '\u{1f600}',
  '\ufeff',
  '\u2028',
  '"',
  "'",
  '=',
  '>',
  '/',
];

const METADATA_WORDS: readonly string[] = [
  ...XML_WORDS,
  ' use="signing"',
  ' use="encryption"',
  ' validUntil="2030-01-01T00:00:00Z"',
  ' cacheDuration="P1D"',
  ' index="0"',
  ' isDefault="true"',
  ' Location="https://a.example/"',
  '<md:Extensions/>',
  '<ds:X509Certificate/>',
  '<md:NameIDFormat/>',
  '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">',
  '</md:EntitiesDescriptor>',
];

const QUERY_WORDS: readonly string[] = [
  'SAMLRequest=',
  'SAMLResponse=',
  '&RelayState=',
  '&SigAlg=',
  '&Signature=',
  '&SAMLEncoding=',
  '&',
  '=',
  '%',
  '%2B',
  '%41',
  '%00',
  '%80',
  '%C3%A9',
  '+',
  '?',
  '#',
  '==',
];

const documents = (): string[] => Array.from({ length: 20 }, (_, seed) => randomDocument(seededRandom(seed)));

const METHODS: readonly C14nMethod[] = (['exclusive', 'inclusive', 'inclusive11'] as const).flatMap((kind) =>
  [false, true].map((comments) => ({
    kind,
    comments,
    inclusivePrefixes: kind === 'exclusive' ? ['a', '#default'] : [],
  })),
);

/** The canonical form of a document is a document whose canonical form is the same. */
const canonicalizeTwice = (input: Uint8Array): void => {
  const method = METHODS[(input[0] ?? 0) % METHODS.length];
  if (method === undefined) throw new Error('there is no method');
  const canonical = canonicalize(parseXml(input.subarray(1)).root, { method });
  const again = canonicalize(parseXml(canonical).root, { method });
  if (again !== canonical) throw new Error(`the canonical form is not canonical:\n${canonical}\n${again}`);
};

const readQuery = (rawQuery: string): void => {
  const { parameter } = decodeRedirect(rawQuery);
  if (parameter === 'SAMLResponse') decodeLogoutMessage({ rawQuery }, 'LogoutResponse');
  else decodeAuthnRequest({ rawQuery });
};

/** Runs all, even where one refuses, so that each is reached. */
const runAll = (works: readonly (() => void)[]): void => {
  const refusals: unknown[] = [];
  for (const work of works) {
    try {
      work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
};

const octets = (texts: readonly string[]): Uint8Array[] => texts.map((text) => Buffer.from(text));

const metadataSeeds = async (): Promise<string[]> => {
  const { certificateBase64 } = await testKeyPair('idp-shapes');
  const entity = idpMetadataXml({ keys: keyDescriptorXml(certificateBase64, 'signing') });
  const group = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" Name="g">${entity}</md:EntitiesDescriptor>`;
  return [...(await realMetadata()).map(({ xml }) => xml), entity, group];
};

/** All of them, with seeds made by code. */
export const samlTargets = async (): Promise<readonly FuzzTarget[]> => {
  const messages = (await realMessages()).map(({ xml }) => xml);
  const forge = await makeForge();
  const queries = (await signedSubjects()).filter(({ form }) => form === 'query').map(({ message }) => message);
  const common = { scripts: SCRIPTS, isRefusal };
  return [
    {
      ...common,
      name: 'parse',
      seeds: octets([...documents(), ...messages]),
      words: octets(XML_WORDS),
      maxLength: 256 * KIB,
      run: (input) => void parseXml(input),
    },
    {
      ...common,
      name: 'canonicalize',
      seeds: octets(
        [...documents(), ...messages.slice(0, 4)].map((text, index) => String.fromCharCode(index % 6) + text),
      ),
      words: octets(XML_WORDS),
      maxLength: 64 * KIB,
      run: canonicalizeTwice,
    },
    {
      ...common,
      name: 'inflate',
      seeds: [0, 1, 9].flatMap((level) => messages.slice(-5).map((xml) => deflateRawSync(Buffer.from(xml), { level }))),
      words: [[0, 0, 0, 0xff, 0xff], [3, 0], [1]].map((values) => Uint8Array.from(values)),
      maxLength: 64 * KIB,
      run: (input) => void decodeRedirect(`SAMLRequest=${encodeURIComponent(Buffer.from(input).toString('base64'))}`),
    },
    {
      ...common,
      name: 'redirect',
      seeds: octets([
        ...queries,
        'SAMLResponse=a',
        'SAMLRequest=%2B&SAMLEncoding=x&RelayState=',
        '?SAML%52equest=&SigAlg=a',
      ]),
      words: octets(QUERY_WORDS),
      maxLength: 64 * KIB,
      run: (input) => readQuery(Buffer.from(input).toString('latin1')),
    },
    {
      ...common,
      name: 'metadata',
      seeds: octets(await metadataSeeds()),
      words: octets(METADATA_WORDS),
      maxLength: 256 * KIB,
      run: (input) =>
        runAll([
          () => void readIdpMetadata(input, { now: SAMPLE.now }),
          () => void readSpMetadata(input, { now: SAMPLE.now }),
        ]),
    },
    {
      ...common,
      name: 'response',
      seeds: octets([
        forge.message({}, { place: 'both' }),
        forge.message({}, { place: 'assertion' }),
        ...messages.slice(0, 17),
      ]),
      words: octets(XML_WORDS),
      maxLength: 256 * KIB,
      run: async (xml) => {
        const verdict = await verifyResponse({ xml }, forge.options);
        if (!verdict.accepted) throw verdict.failure;
      },
    },
  ];
};
