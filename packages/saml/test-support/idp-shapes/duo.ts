/**
 * Duo Single Sign-On: namespace prefixes ns0, ns1 and ns2 as its XML library numbers them, all declared on the root, seconds only, an
 * AuthenticatingAuthority, both the Response and the assertion signed.
 */
import type { SignatureStyle } from '../sign-template.ts';
import {
  BEARER_METHOD,
  certificateXml,
  EMAIL_FORMAT,
  type GenuineResponse,
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
  URI_NAME,
} from './shape.ts';

const ISSUER = 'https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/metadata';
const RESPONSE_ID = 'DUO_5f4e3d2c1b0a99887766554433221100ffeeddcc';
const ASSERTION_ID = 'DUO_00112233445566778899aabbccddeeff10213243';
const USER = 'amina@acme.example';

const assertion = (world: ShapeWorld): string =>
  `<ns1:Assertion ID="${ASSERTION_ID}" IssueInstant="${second(world)}" Version="2.0"><ns1:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${ISSUER}</ns1:Issuer>` +
  `<ns1:Subject><ns1:NameID Format="${EMAIL_FORMAT}">${USER}</ns1:NameID><ns1:SubjectConfirmation Method="${BEARER_METHOD}"><ns1:SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${second(world, 5 * MINUTE)}" Recipient="${world.acsUrl}" /></ns1:SubjectConfirmation></ns1:Subject>` +
  `<ns1:Conditions NotBefore="${second(world, -MINUTE)}" NotOnOrAfter="${second(world, 5 * MINUTE)}"><ns1:AudienceRestriction><ns1:Audience>${world.spEntityId}</ns1:Audience></ns1:AudienceRestriction></ns1:Conditions>` +
  `<ns1:AuthnStatement AuthnInstant="${second(world, -MINUTE)}" SessionIndex="DUO_session_7"><ns1:AuthnContext><ns1:AuthnContextClassRef>${PASSWORD_TRANSPORT}</ns1:AuthnContextClassRef><ns1:AuthenticatingAuthority>https://ad.acme.example</ns1:AuthenticatingAuthority></ns1:AuthnContext></ns1:AuthnStatement>` +
  `<ns1:AttributeStatement><ns1:Attribute Name="Email" NameFormat="${URI_NAME}"><ns1:AttributeValue xsi:type="xs:string">${USER}</ns1:AttributeValue></ns1:Attribute></ns1:AttributeStatement></ns1:Assertion>`;

export const duo: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { prefix: 'ns2', keyInfo: certificateXml(world, 'ns2') };
  const response = `<?xml version='1.0' encoding='UTF-8'?>\n<ns0:Response xmlns:ns0="${SAMLP}" xmlns:ns1="${SAML}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Destination="${world.acsUrl}" ID="${RESPONSE_ID}"${inResponseTo(world)} IssueInstant="${second(world)}" Version="2.0"><ns1:Issuer>${ISSUER}</ns1:Issuer><ns0:Status><ns0:StatusCode Value="${SUCCESS}" /></ns0:Status>${assertion(world)}</ns0:Response>`;
  const signedAssertion = signAs(world, response, ASSERTION_ID, style);
  return [
    {
      name: 'Duo, numbered prefixes',
      xml: signAs(world, signedAssertion, RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected: { nameId: USER, format: EMAIL_FORMAT, attributes: { Email: [USER] } },
    },
  ];
};
