/**
 * OneLogin: IDs with a prefix and a UUID, instants without milliseconds, the signature of the assertion in one long line of base64,
 * `xs` and `xsi` declared on each value, values with entities; the Response or the assertion signed.
 */
import type { SignatureStyle } from '../sign-template.ts';
import {
  BASIC_NAME,
  BEARER_METHOD,
  certificateXml,
  EMAIL_FORMAT,
  type GenuineResponse,
  HOUR,
  type IdpShape,
  inResponseTo,
  MINUTE,
  PASSWORD_TRANSPORT,
  SAML,
  SAMLP,
  type ShapeWorld,
  SUCCESS,
  second,
  signAs,
} from './shape.ts';

const ISSUER = 'https://app.onelogin.com/saml/metadata/3f0c1d2e-0000-4a5b-9c8d-7e6f5a4b3c2d';
const RESPONSE_ID = 'pfxd59f1c3a-7b0e-4c62-9d11-8e2f3a4b5c6d';
const ASSERTION_ID = 'Ab04c1f6e1b7e6a5d4c3b2a190f8e7d6c5b4a3928';
const USER = 'amina@acme.example';

const value = (text: string): string =>
  `<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${text}</saml:AttributeValue>`;

const attribute = (name: string, ...values: readonly string[]): string =>
  `<saml:Attribute NameFormat="${BASIC_NAME}" Name="${name}">${values.map(value).join('')}</saml:Attribute>`;

const assertion = (world: ShapeWorld): string =>
  `<saml:Assertion xmlns:saml="${SAML}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Version="2.0" ID="${ASSERTION_ID}" IssueInstant="${second(world)}"><saml:Issuer>${ISSUER}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="${EMAIL_FORMAT}">${USER}</saml:NameID><saml:SubjectConfirmation Method="${BEARER_METHOD}"><saml:SubjectConfirmationData NotOnOrAfter="${second(world, 3 * MINUTE)}" Recipient="${world.acsUrl}"${inResponseTo(world)}/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${second(world, -3 * MINUTE)}" NotOnOrAfter="${second(world, 3 * MINUTE)}"><saml:AudienceRestriction><saml:Audience>${world.spEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="${second(world, -1000)}" SessionNotOnOrAfter="${second(world, 24 * HOUR)}" SessionIndex="_9d8c7b60-1a2b-4c3d-8e4f-5a6b7c8d9e0f"><saml:AuthnContext><saml:AuthnContextClassRef>${PASSWORD_TRANSPORT}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${attribute('User.FirstName', 'Amina')}${attribute('memberOf', 'Sales &amp; Service', 'Åland &lt;team&gt;')}</saml:AttributeStatement></saml:Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<samlp:Response xmlns:saml="${SAML}" xmlns:samlp="${SAMLP}" ID="${RESPONSE_ID}" Version="2.0" IssueInstant="${second(world)}" Destination="${world.acsUrl}"${inResponseTo(world)}><saml:Issuer>${ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>${content}</samlp:Response>\n\n`;

export const onelogin: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { keyInfo: certificateXml(world, 'ds') };
  const expected = {
    nameId: USER,
    format: EMAIL_FORMAT,
    attributes: { 'User.FirstName': ['Amina'], memberOf: ['Sales & Service', 'Åland <team>'] },
  };
  return [
    {
      name: 'OneLogin, assertion signed',
      xml: response(world, signAs(world, assertion(world), ASSERTION_ID, style)),
      idpEntityId: ISSUER,
      expected,
    },
    {
      name: 'OneLogin, Response signed',
      xml: signAs(world, response(world, assertion(world)), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected,
    },
  ];
};
