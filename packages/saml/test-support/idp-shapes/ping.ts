/**
 * PingFederate: Version first, IDs with dots and hyphens, an entity ID that is no URL, only the Response signed with SHA-256 and
 * wrapped base64, several audiences of which one is ours, an attribute with an empty value and one that is nil.
 */
import type { SignatureStyle } from '../sign-template.ts';
import {
  BASIC_NAME,
  BEARER_METHOD,
  type GenuineResponse,
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

const ISSUER = 'acme:pingfederate:production';
const RESPONSE_ID = 'J6Um9uGyTq.7ZrW-x0b_1Lk2';
const ASSERTION_ID = 'pA7.e5XcV-Nn31_qRbWz0yTt';
const USER = 'amina.okoye';

const attribute = (name: string, value: string): string =>
  `<saml:Attribute Name="${name}" NameFormat="${BASIC_NAME}">${value}</saml:Attribute>`;

const typed = (value: string): string =>
  `<saml:AttributeValue xsi:type="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${value}</saml:AttributeValue>`;

const NIL = `<saml:AttributeValue xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>`;

const assertion = (world: ShapeWorld): string =>
  `<saml:Assertion Version="2.0" IssueInstant="${instant(world)}" ID="${ASSERTION_ID}"><saml:Issuer>${ISSUER}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="${UNSPECIFIED_FORMAT}">${USER}</saml:NameID><saml:SubjectConfirmation Method="${BEARER_METHOD}"><saml:SubjectConfirmationData NotOnOrAfter="${instant(world, 5 * MINUTE)}"${inResponseTo(world)} Recipient="${world.acsUrl}"/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotOnOrAfter="${instant(world, 5 * MINUTE)}" NotBefore="${instant(world, -5 * MINUTE)}"><saml:AudienceRestriction><saml:Audience>urn:acme:other</saml:Audience><saml:Audience>${world.spEntityId}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="${instant(world, -MINUTE)}" SessionIndex="${ASSERTION_ID}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${attribute('mail', typed('amina@acme.example'))}${attribute('middleName', typed(''))}${attribute('phone', NIL)}</saml:AttributeStatement></saml:Assertion>`;

export const ping: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { gap: '\n', wrapAt: 76 };
  const response = `<samlp:Response Version="2.0" ID="${RESPONSE_ID}" IssueInstant="${instant(world)}"${inResponseTo(world)} Destination="${world.acsUrl}" xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}"><saml:Issuer>${ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>${assertion(world)}</samlp:Response>`;
  return [
    {
      name: 'PingFederate, Response signed',
      xml: signAs(world, response, RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected: {
        nameId: USER,
        format: UNSPECIFIED_FORMAT,
        attributes: { mail: ['amina@acme.example'], middleName: [''], phone: [''] },
      },
    },
  ];
};
