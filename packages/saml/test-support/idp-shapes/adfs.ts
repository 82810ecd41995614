/**
 * ADFS: default namespaces inside, Consent on the Response, the assertion signed and then encrypted with AES-CBC, the
 * EncryptedKey inside KeyInfo, the Response unsigned. Issuer begins with http even where everything else is https.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import type { SignatureStyle } from '../sign-template.ts';
import {
  BEARER_METHOD,
  certificateXml,
  type GenuineResponse,
  HOUR,
  type IdpShape,
  inResponseTo,
  instant,
  MINUTE,
  PASSWORD_TRANSPORT,
  SAML,
  SAMLP,
  type ShapeWorld,
  SUCCESS,
  signAs,
  UNSPECIFIED_FORMAT,
} from './shape.ts';

const ISSUER = 'http://adfs.acme.example/adfs/services/trust';
const RESPONSE_ID = '_0a5b8f90-74c9-4a34-9c4f-3e2c0f6d7a01';
const ASSERTION_ID = '_5d2c7e11-0b9a-4c1e-8f45-6a7b8c9d0e02';
const USER = 'ACME\\aokoye';
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const ROLE = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';

const assertion = (world: ShapeWorld): string =>
  `<Assertion ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0" xmlns="${SAML}"><Issuer>${ISSUER}</Issuer>` +
  `<Subject><NameID Format="${UNSPECIFIED_FORMAT}">${USER}</NameID><SubjectConfirmation Method="${BEARER_METHOD}"><SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${instant(world, 5 * MINUTE)}" Recipient="${world.acsUrl}" /></SubjectConfirmation></Subject>` +
  `<Conditions NotBefore="${instant(world, -1)}" NotOnOrAfter="${instant(world, HOUR)}"><AudienceRestriction><Audience>${world.spEntityId}</Audience></AudienceRestriction></Conditions>` +
  `<AttributeStatement><Attribute Name="${UPN}"><AttributeValue>amina@acme.example</AttributeValue></Attribute><Attribute Name="${ROLE}"><AttributeValue>Domain Users</AttributeValue><AttributeValue>Agents &amp; Supervisors</AttributeValue></Attribute></AttributeStatement>` +
  `<AuthnStatement AuthnInstant="${instant(world, -MINUTE)}" SessionIndex="${ASSERTION_ID}"><AuthnContext><AuthnContextClassRef>${PASSWORD_TRANSPORT}</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<samlp:Response ID="${RESPONSE_ID}" Version="2.0" IssueInstant="${instant(world)}" Destination="${world.acsUrl}" Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified"${inResponseTo(world)} xmlns:samlp="${SAMLP}"><Issuer xmlns="${SAML}">${ISSUER}</Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}" /></samlp:Status>${content}</samlp:Response>`;

export const adfs: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { prefix: 'ds', keyInfo: certificateXml(world, 'ds') };
  const signed = signAs(world, assertion(world), ASSERTION_ID, style);
  const encrypted = encryptElement(signed, {
    certificate: world.encryption.certificatePem,
    contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    placement: 'inside',
    wrapper: 'EncryptedAssertion',
  });
  const expected = {
    nameId: USER,
    format: UNSPECIFIED_FORMAT,
    attributes: { [UPN]: ['amina@acme.example'], [ROLE]: ['Domain Users', 'Agents & Supervisors'] },
  };
  return [
    { name: 'ADFS, assertion signed', xml: response(world, signed), idpEntityId: ISSUER, expected },
    {
      name: 'ADFS, signed inside AES-CBC',
      xml: response(world, encrypted),
      idpEntityId: ISSUER,
      options: { cbcSignedInside: true },
      expected,
    },
    {
      name: 'ADFS, MessageAndAssertion with AES-CBC',
      xml: signAs(world, response(world, encrypted), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected,
    },
  ];
};
