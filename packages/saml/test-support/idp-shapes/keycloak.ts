/**
 * Keycloak: prefix dsig, KeyName and KeyValue beside the certificate, IDs of `ID_` and a UUID, one Attribute element for each role,
 * SessionIndex of two UUIDs, session end on the AuthnStatement; Response and assertion signed.
 */
import { createPublicKey } from 'node:crypto';
import type { SignatureStyle } from '../sign-template.ts';
import {
  BASIC_NAME,
  BEARER_METHOD,
  certificateXml,
  type GenuineResponse,
  HOUR,
  type IdpShape,
  inResponseTo,
  instant,
  MINUTE,
  SAML,
  SAMLP,
  type ShapeWorld,
  SUCCESS,
  signAs,
  UNSPECIFIED_FORMAT,
} from './shape.ts';

const ISSUER = 'https://keycloak.acme.example/realms/acme';
const RESPONSE_ID = 'ID_2f6d1c0b-8a97-4e5f-b3c1-0d9e8f7a6b5c';
const ASSERTION_ID = 'ID_9e8d7c6b-5a49-4838-a271-605f4e3d2c1b';
const USER = 'G-1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9';

const keyInfo = (world: ShapeWorld): string => {
  const { n = '', e = '' } = createPublicKey(world.signing.publicKeyPem).export({ format: 'jwk' });
  const base64 = (value: string): string => Buffer.from(value, 'base64url').toString('base64');
  return `<dsig:KeyName>uR2kq0m5aVx7</dsig:KeyName>${certificateXml(world, 'dsig')}<dsig:KeyValue><dsig:RSAKeyValue><dsig:Modulus>${base64(n)}</dsig:Modulus><dsig:Exponent>${base64(e)}</dsig:Exponent></dsig:RSAKeyValue></dsig:KeyValue>`;
};

const attribute = (name: string, value: string): string =>
  `<saml:Attribute FriendlyName="${name}" Name="${name}" NameFormat="${BASIC_NAME}"><saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${value}</saml:AttributeValue></saml:Attribute>`;

const assertion = (world: ShapeWorld): string =>
  `<saml:Assertion xmlns="${SAML}" xmlns:saml="${SAML}" ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0"><saml:Issuer>${ISSUER}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="${UNSPECIFIED_FORMAT}">${USER}</saml:NameID><saml:SubjectConfirmation Method="${BEARER_METHOD}"><saml:SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${instant(world, 5 * MINUTE)}" Recipient="${world.acsUrl}"/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${instant(world, -2)}" NotOnOrAfter="${instant(world, MINUTE)}"><saml:AudienceRestriction><saml:Audience>${world.spEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="${instant(world)}" SessionIndex="4f1d::9c2b" SessionNotOnOrAfter="${instant(world, 10 * HOUR)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${attribute('email', 'amina@acme.example')}${attribute('Role', 'agent')}${attribute('Role', 'uma_authorization')}${attribute('Role', 'supervisor')}</saml:AttributeStatement></saml:Assertion>`;

export const keycloak: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { prefix: 'dsig', keyInfo: keyInfo(world) };
  const content = signAs(world, assertion(world), ASSERTION_ID, style);
  const response = `<samlp:Response xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" Destination="${world.acsUrl}" ID="${RESPONSE_ID}"${inResponseTo(world)} IssueInstant="${instant(world)}" Version="2.0"><saml:Issuer>${ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>${content}</samlp:Response>`;
  return [
    {
      name: 'Keycloak, repeated attributes',
      xml: signAs(world, response, RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected: {
        nameId: USER,
        format: UNSPECIFIED_FORMAT,
        attributes: { email: ['amina@acme.example'], Role: ['agent', 'uma_authorization', 'supervisor'] },
      },
    },
  ];
};
