/**
 * Signed messages of every kind, each with a judge that gives what the rest of the system would act on, as text, or
 * undefined for a refusal. What is edited is the text of the XML, the raw query, or the form field.
 */
import { decodeRedirect, encodeRedirect } from '../../src/bindings/redirect-binding.ts';
import type { VerifyResponseOptions } from '../../src/checks/verify-response-options.ts';
import { signXml } from '../../src/dsig/sign-xml.ts';
import { loadSigningKey, type SigningKey } from '../../src/dsig/signing-key.ts';
import { loadVerificationKey, type VerificationKey } from '../../src/dsig/verification-key.ts';
import { SamlError } from '../../src/errors.ts';
import { buildAuthnRequest } from '../../src/messages/build-authn-request.ts';
import { buildLogoutRequest, buildLogoutResponse } from '../../src/messages/build-logout.ts';
import { NAME_ID_PERSISTENT, STATUS_SUCCESS } from '../../src/messages/saml-constants.ts';
import { readIdpMetadata } from '../../src/metadata/read-idp-metadata.ts';
import { judgeAuthnRequest } from '../../src/verify-authn-request.ts';
import { type LogoutInput, verifyLogoutRequest, verifyLogoutResponse } from '../../src/verify-logout.ts';
import { type VerifyResponseInput, verifyResponse } from '../../src/verify-response.ts';
import { loadDecryptionKey } from '../../src/xenc/decryption-key.ts';
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import { makeForge } from '../hostile/hostile-case.ts';
import { adfs } from '../idp-shapes/adfs.ts';
import { entra } from '../idp-shapes/entra.ts';
import { google } from '../idp-shapes/google.ts';
import { okta } from '../idp-shapes/okta.ts';
import { type IdpShape, shapeWorld } from '../idp-shapes/shape.ts';
import { shibboleth } from '../idp-shapes/shibboleth.ts';
import { type TestKeyKind, testKeyPair } from '../keys.ts';
import { realMetadata } from '../real-messages.ts';
import { SAMPLE } from '../sample-response.ts';

export interface SignedSubject {
  readonly name: string;
  readonly form: 'xml' | 'query' | 'posted';
  readonly message: string;
  /** What would be acted on; undefined when the message is refused. */
  readonly judge: (message: Uint8Array) => Promise<string | undefined>;
}

const PEER = SAMPLE.idpEntityId;
const HERE = 'https://sso.example.com/endpoint';

/** A defect in a check is a refusal to its caller, and a finding here. */
const refused = (failure: SamlError): undefined => {
  if (failure.code === 'message.internal') throw failure;
  return undefined;
};

const responseJudge =
  (options: VerifyResponseOptions, input: (message: Uint8Array) => VerifyResponseInput): SignedSubject['judge'] =>
  async (message) => {
    const verdict = await verifyResponse(input(message), options);
    if (!verdict.accepted) return refused(verdict.failure);
    // Which of two signatures vouches for it is no part of the identity, nor is the ID of a Response that is not signed.
    const { signedBy: _, responseId: _id, ...identity } = verdict.assertion;
    return JSON.stringify(identity);
  };

const asXml = (xml: Uint8Array): VerifyResponseInput => ({ xml });

const sampleResponses = async (): Promise<SignedSubject[]> => {
  const forge = await makeForge();
  const encrypted = forge.message(
    {},
    {
      wrap: (assertion) =>
        encryptElement(assertion, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' }),
    },
  );
  const judge = responseJudge(forge.options, asXml);
  const posted = responseJudge(forge.options, (field) => ({ samlResponse: Buffer.from(field).toString('latin1') }));
  const both = forge.message({}, { place: 'both' });
  return [
    { name: 'Response, assertion signed', form: 'xml', message: forge.message({}, { place: 'assertion' }), judge },
    { name: 'Response, Response signed', form: 'xml', message: forge.message({}, { place: 'response' }), judge },
    { name: 'Response, both signed', form: 'xml', message: both, judge },
    { name: 'Response, assertion signed and encrypted', form: 'xml', message: encrypted, judge },
    { name: 'Response, as it is posted', form: 'posted', message: Buffer.from(both).toString('base64'), judge: posted },
  ];
};

const vendorResponses = async (): Promise<SignedSubject[]> => {
  const world = await shapeWorld(SAMPLE.requestId);
  const shapes: readonly IdpShape[] = [adfs, entra, google, okta, shibboleth];
  return shapes.flatMap((shape) => {
    const [genuine] = shape(world);
    if (genuine === undefined) return [];
    const options: VerifyResponseOptions = {
      idpEntityId: genuine.idpEntityId,
      verificationKeys: [loadVerificationKey(world.signing.certificatePem)],
      decryptionKeys: [loadDecryptionKey({ privateKeyPem: world.encryption.privateKeyPem, name: 'current' })],
      acsUrls: [world.acsUrl],
      audiences: [world.spEntityId],
      inResponseTo: SAMPLE.requestId,
      now: world.now,
      ...genuine.options,
    };
    return [{ name: genuine.name, form: 'xml', message: genuine.xml, judge: responseJudge(options, asXml) }];
  });
};

interface Peer {
  readonly signing: SigningKey;
  readonly keys: readonly VerificationKey[];
}

const makePeer = async (kind: TestKeyKind): Promise<Peer> => {
  const pair = await testKeyPair('metamorphic-peer', kind);
  const signing = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
  return { signing, keys: [loadVerificationKey(pair.certificatePem)] };
};

const sameOctets = (size: number): Uint8Array => new Uint8Array(size).fill(0x5a);
const common = { issuer: PEER, destination: HERE, now: SAMPLE.now, random: sameOctets };

/** A signed text and a signed query of one built message. */
const signBoth = async (
  { id, xml }: { readonly id: string; readonly xml: string },
  parameter: 'SAMLRequest' | 'SAMLResponse',
  { signing }: Peer,
): Promise<{ readonly xml: string; readonly query: string }> => {
  const url = await encodeRedirect({
    destination: HERE,
    parameter,
    message: xml,
    relayState: 'state & more',
    signing: { key: signing },
  });
  return { xml: await signXml(xml, { elementId: id, key: signing }), query: url.slice(HERE.length + 1) };
};

const queryText = (query: Uint8Array): string => Buffer.from(query).toString('latin1');

/** The RelayState is acted on as well. */
const withRelayState = (rawQuery: string, identity: string): string =>
  `${identity} ${decodeRedirect(rawQuery).relayState}`;

const authnRequests = async (peer: Peer): Promise<SignedSubject[]> => {
  const built = buildAuthnRequest({
    ...common,
    acsUrl: SAMPLE.acsUrl,
    forceAuthn: true,
    nameIdPolicy: { format: NAME_ID_PERSISTENT },
    requestedAuthnContext: { comparison: 'exact', classRefs: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
  });
  const { xml, query } = await signBoth(built, 'SAMLRequest', peer);
  const options = {
    serviceProvider: { entityId: PEER, acs: [{ url: SAMPLE.acsUrl }], verificationKeys: peer.keys },
    ssoUrls: [HERE],
    now: SAMPLE.now,
  };
  const judge = (input: Parameters<typeof judgeAuthnRequest>[0]): string | undefined => {
    const verdict = judgeAuthnRequest(input, options);
    return verdict.accepted ? JSON.stringify(verdict.request) : refused(verdict.failure);
  };
  return [
    { name: 'AuthnRequest, posted', form: 'xml', message: xml, judge: async (it) => judge({ xml: it }) },
    {
      name: 'AuthnRequest, redirected',
      form: 'query',
      message: query,
      judge: async (it) => {
        const rawQuery = queryText(it);
        const identity = judge({ rawQuery });
        return identity === undefined ? undefined : withRelayState(rawQuery, identity);
      },
    },
  ];
};

const logoutRequests = async (peer: Peer): Promise<SignedSubject[]> => {
  const nameId = { value: SAMPLE.user, format: NAME_ID_PERSISTENT, nameQualifier: PEER };
  const built = buildLogoutRequest({ ...common, nameId, sessionIndexes: ['s1', 's2'], reason: 'urn:reason' });
  const { xml, query } = await signBoth(built, 'SAMLRequest', peer);
  const options = { peerEntityId: PEER, verificationKeys: peer.keys, sloUrls: [HERE], now: SAMPLE.now };
  const judge = async (input: LogoutInput): Promise<string | undefined> => {
    const verdict = await verifyLogoutRequest(input, options);
    return verdict.accepted ? JSON.stringify(verdict.message) : refused(verdict.failure);
  };
  return [
    { name: 'LogoutRequest, posted', form: 'xml', message: xml, judge: (it) => judge({ xml: it }) },
    {
      name: 'LogoutRequest, redirected',
      form: 'query',
      message: query,
      judge: async (it) => {
        const rawQuery = queryText(it);
        const identity = await judge({ rawQuery });
        return identity === undefined ? undefined : withRelayState(rawQuery, identity);
      },
    },
  ];
};

const logoutResponse = async (peer: Peer): Promise<SignedSubject> => {
  const built = buildLogoutResponse({ ...common, inResponseTo: '_request', status: { codes: [STATUS_SUCCESS] } });
  const { xml } = await signBoth(built, 'SAMLResponse', peer);
  const options = { peerEntityId: PEER, verificationKeys: peer.keys, sloUrls: [HERE], now: SAMPLE.now };
  return {
    name: 'LogoutResponse, posted',
    form: 'xml',
    message: xml,
    judge: async (it) => {
      const verdict = await verifyLogoutResponse({ xml: it }, { ...options, inResponseTo: '_request' });
      return verdict.accepted ? JSON.stringify(verdict.message) : refused(verdict.failure);
    },
  };
};

const signedMetadata = async (): Promise<SignedSubject> => {
  const [idp] = await realMetadata();
  const { certificatePem } = await testKeyPair('idp-shapes');
  const trustedKeys = [loadVerificationKey(certificatePem)];
  return {
    name: 'metadata, signed',
    form: 'xml',
    message: idp?.xml ?? '',
    judge: async (octets) => {
      try {
        const metadata = readIdpMetadata(octets, { now: SAMPLE.now, trustedKeys });
        // A comment, which no signature covers, makes a name for people unreadable: it is left out, with a warning.
        const {
          displayName: _,
          displayNames: _names,
          organizationName: _name,
          warnings: _warnings,
          ...acted
        } = metadata;
        return JSON.stringify(acted);
      } catch (error) {
        if (error instanceof SamlError) return refused(error);
        throw error;
      }
    },
  };
};

/** All of them, with RSA and with ECDSA keys. */
export const signedSubjects = async (): Promise<readonly SignedSubject[]> => [
  ...(await sampleResponses()),
  ...(await vendorResponses()),
  ...(await authnRequests(await makePeer('rsa-2048'))),
  ...(await logoutRequests(await makePeer('ec-p256'))),
  await logoutResponse(await makePeer('rsa-2048')),
  await signedMetadata(),
];
