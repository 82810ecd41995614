/**
 * Whole messages and metadata as they go over the wire: of every vendor shape, and what we write ourselves. What random
 * damage is done to begins with these.
 */
import { buildAuthnRequest } from '../src/messages/build-authn-request.ts';
import { buildLogoutRequest, buildLogoutResponse } from '../src/messages/build-logout.ts';
import { NAME_ID_PERSISTENT, STATUS_SUCCESS } from '../src/messages/saml-constants.ts';
import { writeIdpMetadata } from '../src/metadata/write-idp-metadata.ts';
import { writeSpMetadata } from '../src/metadata/write-sp-metadata.ts';
import { IDP_SHAPES } from './idp-shapes/all-shapes.ts';
import { shapeWorld } from './idp-shapes/shape.ts';
import { testKeyPair } from './keys.ts';
import { SAMPLE } from './sample-response.ts';
import { signElement } from './sign-template.ts';

export interface RealMessage {
  readonly name: string;
  readonly xml: string;
}

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Metadata of both roles, that of the identity provider signed. */
export const realMetadata = async (): Promise<readonly RealMessage[]> => {
  const { certificatePem, privateKeyPem } = await testKeyPair('idp-shapes');
  const common = { id: '_metadata', keys: [{ certificate: certificatePem }], validUntil: new Date('2030-01-01') };
  const idp = writeIdpMetadata({
    ...common,
    entityId: SAMPLE.idpEntityId,
    singleSignOnServices: [{ binding: REDIRECT, location: 'https://idp.acme.example/sso?a=1&b=2' }],
    singleLogoutServices: [{ binding: POST, location: 'https://idp.acme.example/slo' }],
    nameIdFormats: [NAME_ID_PERSISTENT],
    displayNames: [{ language: 'de', value: 'Anmeldung für ACME' }],
    wantAuthnRequestsSigned: true,
  });
  const sp = writeSpMetadata({
    ...common,
    entityId: SAMPLE.spEntityId,
    assertionConsumerServices: [{ binding: POST, location: SAMPLE.acsUrl, index: 0, isDefault: true }],
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
  });
  return [
    { name: 'metadata of an identity provider', xml: signElement(idp, { id: '_metadata', privateKeyPem }) },
    { name: 'metadata of a service provider', xml: sp },
  ];
};

/** IDs that are the same each time. */
const sameOctets = (size: number): Uint8Array => new Uint8Array(size).fill(0x5a);

/** What a service provider and an identity provider send each other beside Responses; unsigned. */
const frontChannelMessages = (): readonly RealMessage[] => {
  const common = { issuer: SAMPLE.spEntityId, now: SAMPLE.now, random: sameOctets };
  const nameId = { value: SAMPLE.user, format: NAME_ID_PERSISTENT, nameQualifier: SAMPLE.idpEntityId };
  const request = buildAuthnRequest({
    ...common,
    destination: 'https://idp.acme.example/sso',
    acsUrl: SAMPLE.acsUrl,
    forceAuthn: true,
    nameIdPolicy: { format: NAME_ID_PERSISTENT, allowCreate: true },
  });
  const destination = 'https://idp.acme.example/slo';
  const logout = buildLogoutRequest({ ...common, destination, nameId, sessionIndexes: ['s1', 's2'] });
  const answer = buildLogoutResponse({
    ...common,
    destination,
    inResponseTo: logout.id,
    status: { codes: [STATUS_SUCCESS] },
  });
  return [
    { name: 'AuthnRequest', xml: request.xml },
    { name: 'LogoutRequest', xml: logout.xml },
    { name: 'LogoutResponse', xml: answer.xml },
  ];
};

/** All of them. */
export const realMessages = async (): Promise<readonly RealMessage[]> => {
  const world = await shapeWorld(SAMPLE.requestId);
  const responses = Object.values(IDP_SHAPES).flatMap((shape) => shape(world).map(({ name, xml }) => ({ name, xml })));
  return [...responses, ...frontChannelMessages(), ...(await realMetadata())];
};
