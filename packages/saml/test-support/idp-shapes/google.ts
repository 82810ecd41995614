/**
 * Google Workspace: IDs that may begin with a digit, which xs:ID forbids, `&#13;` at the line ends of base64, X509SubjectName in KeyInfo, NameID unspecified; the Response or only the assertion signed, by a checkbox.
 */
import type { SignatureStyle } from '../sign-template.ts';
import {
  BEARER_METHOD,
  certificateXml,
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

const ISSUER = 'https://accounts.google.com/o/saml2?idpid=C0acme123';
const RESPONSE_ID = '0e7a1c5b93d24f68a1b2c3d4e5f60718';
const ASSERTION_ID = '5f6e7d8c9b0a41f2839405162738495a';
const USER = 'amina@acme.example';

const assertion = (world: ShapeWorld): string =>
  `<saml2:Assertion xmlns:saml2="${SAML}" ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0"><saml2:Issuer>${ISSUER}</saml2:Issuer>` +
  `<saml2:Subject><saml2:NameID Format="${UNSPECIFIED_FORMAT}">${USER}</saml2:NameID><saml2:SubjectConfirmation Method="${BEARER_METHOD}"><saml2:SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${instant(world, 5 * MINUTE)}" Recipient="${world.acsUrl}"/></saml2:SubjectConfirmation></saml2:Subject>` +
  `<saml2:Conditions NotBefore="${instant(world, -5 * MINUTE)}" NotOnOrAfter="${instant(world, 5 * MINUTE)}"><saml2:AudienceRestriction><saml2:Audience>${world.spEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>` +
  `<saml2:AttributeStatement><saml2:Attribute Name="department"><saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:anyType">Support</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement>` +
  `<saml2:AuthnStatement AuthnInstant="${instant(world, -10 * MINUTE)}" SessionIndex="${ASSERTION_ID}"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement></saml2:Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="no"?><saml2p:Response xmlns:saml2p="${SAMLP}" Destination="${world.acsUrl}" ID="${RESPONSE_ID}"${inResponseTo(world)} IssueInstant="${instant(world)}" Version="2.0"><saml2:Issuer xmlns:saml2="${SAML}">${ISSUER}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="${SUCCESS}"/></saml2p:Status>${content}</saml2p:Response>`;

export const google: IdpShape = (world): readonly GenuineResponse[] => {
  const lineEnd = '&#13;\n';
  const style: SignatureStyle = {
    wrapAt: 76,
    lineEnd,
    keyInfo: certificateXml(world, 'ds', lineEnd).replace(
      '<ds:X509Certificate>',
      '<ds:X509SubjectName>ST=California,C=US,OU=Google For Work,CN=Google,O=Google Inc.</ds:X509SubjectName><ds:X509Certificate>',
    ),
  };
  const expected = { nameId: USER, format: UNSPECIFIED_FORMAT, attributes: { department: ['Support'] } };
  return [
    {
      name: 'Google, assertion signed',
      xml: response(world, signAs(world, assertion(world), ASSERTION_ID, style)),
      idpEntityId: ISSUER,
      expected,
    },
    {
      name: 'Google, Response signed',
      xml: signAs(world, response(world, assertion(world)), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected,
    },
  ];
};
