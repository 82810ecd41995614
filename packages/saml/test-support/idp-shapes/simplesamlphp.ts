/**
 * SimpleSAMLphp: samlp and saml on the root, the assertion declares xs and xsi, `pfx` is added to IDs, wrapped base64 without KeyInfo
 * names, persistent NameID with SPNameQualifier, SessionNotOnOrAfter of eight hours; both signed, or AES-CBC in a signed Response.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import type { SignatureStyle } from '../sign-template.ts';
import {
  BASIC_NAME,
  BEARER_METHOD,
  certificateXml,
  type GenuineResponse,
  HOUR,
  type IdpShape,
  inResponseTo,
  MINUTE,
  PERSISTENT_FORMAT,
  SAML,
  SAMLP,
  type ShapeWorld,
  SUCCESS,
  second,
  signAs,
} from './shape.ts';

const ISSUER = 'https://ssp.acme.example/simplesaml/saml2/idp/metadata.php';
const RESPONSE_ID = '_f0e1d2c3b4a5968778695a4b3c2d1e0f1122334455';
const ASSERTION_ID = '_00ffee11ddcc22bbaa3399448855776600ffeeddcc';
const USER = '3f1c9e0d7b5a2c4e6f80';

const attribute = (name: string, ...values: readonly string[]): string =>
  `<saml:Attribute Name="${name}" NameFormat="${BASIC_NAME}">${values.map((value) => `<saml:AttributeValue xsi:type="xs:string">${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

const assertion = (world: ShapeWorld): string =>
  `<saml:Assertion xmlns:saml="${SAML}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="${ASSERTION_ID}" Version="2.0" IssueInstant="${second(world)}"><saml:Issuer>${ISSUER}</saml:Issuer>` +
  `<saml:Subject><saml:NameID SPNameQualifier="${world.spEntityId}" Format="${PERSISTENT_FORMAT}">${USER}</saml:NameID><saml:SubjectConfirmation Method="${BEARER_METHOD}"><saml:SubjectConfirmationData NotOnOrAfter="${second(world, 5 * MINUTE)}" Recipient="${world.acsUrl}"${inResponseTo(world)}/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${second(world, -30_000)}" NotOnOrAfter="${second(world, 5 * MINUTE)}"><saml:AudienceRestriction><saml:Audience>${world.spEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="${second(world, -MINUTE)}" SessionNotOnOrAfter="${second(world, 8 * HOUR)}" SessionIndex="_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${attribute('uid', 'amina')}${attribute('eduPersonAffiliation', 'member', 'staff')}</saml:AttributeStatement></saml:Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<?xml version="1.0"?>\n<samlp:Response xmlns:samlp="${SAMLP}" xmlns:saml="${SAML}" ID="${RESPONSE_ID}" Version="2.0" IssueInstant="${second(world)}" Destination="${world.acsUrl}"${inResponseTo(world)}><saml:Issuer>${ISSUER}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>${content}</samlp:Response>\n`;

export const simplesamlphp: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { gap: '\n  ', keyInfo: certificateXml(world, 'ds') };
  const signed = signAs(world, assertion(world), ASSERTION_ID, style);
  const encrypted = encryptElement(signed, {
    certificate: world.encryption.certificatePem,
    contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
    keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    placement: 'inside',
    wrapper: 'EncryptedAssertion',
  });
  const expected = {
    nameId: USER,
    format: PERSISTENT_FORMAT,
    attributes: { uid: ['amina'], eduPersonAffiliation: ['member', 'staff'] },
  };
  return [
    {
      name: 'SimpleSAMLphp, both signed',
      xml: signAs(world, response(world, signed), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected,
    },
    {
      name: 'SimpleSAMLphp, AES-CBC in a signed Response',
      xml: signAs(world, response(world, encrypted), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected,
    },
  ];
};
