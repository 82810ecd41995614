/**
 * Entra ID: default namespaces, only the assertion signed, AttributeStatement before AuthnStatement, claims under
 * schemas.xmlsoap.org and schemas.microsoft.com, milliseconds, a window from five minutes ago to an hour ahead.
 */
import type { SignatureStyle } from '../sign-template.ts';
import {
  BEARER_METHOD,
  certificateXml,
  EMAIL_FORMAT,
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
} from './shape.ts';

const ISSUER = 'https://sts.windows.net/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/';
const RESPONSE_ID = '_8f0b2f7c-6a3d-4f4e-b6d5-1d1f1c6f2b90';
const ASSERTION_ID = '_1c2d3e4f-5a6b-4c7d-8e9f-a0b1c2d3e400';
const USER = 'amina@acme.example';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const MICROSOFT = 'http://schemas.microsoft.com/identity/claims';

const attribute = (name: string, ...values: readonly string[]): string =>
  `<Attribute Name="${name}">${values.map((value) => `<AttributeValue>${value}</AttributeValue>`).join('')}</Attribute>`;

const assertion = (world: ShapeWorld): string =>
  `<Assertion ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0" xmlns="${SAML}"><Issuer>${ISSUER}</Issuer>` +
  `<Subject><NameID Format="${EMAIL_FORMAT}">${USER}</NameID><SubjectConfirmation Method="${BEARER_METHOD}"><SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${instant(world, HOUR)}" Recipient="${world.acsUrl}"/></SubjectConfirmation></Subject>` +
  `<Conditions NotBefore="${instant(world, -5 * MINUTE)}" NotOnOrAfter="${instant(world, HOUR)}"><AudienceRestriction><Audience>${world.spEntityId}</Audience></AudienceRestriction></Conditions>` +
  `<AttributeStatement>${attribute(`${MICROSOFT}/tenantid`, '7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11')}${attribute(`${MICROSOFT}/displayname`, 'Amina Okoye')}${attribute('http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', 'a1', 'b2')}${attribute(`${CLAIMS}/givenname`, 'Amina')}${attribute(`${CLAIMS}/emailaddress`, USER)}</AttributeStatement>` +
  `<AuthnStatement AuthnInstant="${instant(world, -3 * HOUR)}" SessionIndex="${ASSERTION_ID}"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion>`;

export const entra: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { prefix: '', keyInfo: certificateXml(world, '') };
  const content = signAs(world, assertion(world), ASSERTION_ID, style);
  const xml = `<samlp:Response ID="${RESPONSE_ID}" Version="2.0" IssueInstant="${instant(world)}" Destination="${world.acsUrl}"${inResponseTo(world)} xmlns:samlp="${SAMLP}"><Issuer xmlns="${SAML}">${ISSUER}</Issuer><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>${content}</samlp:Response>`;
  return [
    {
      name: 'Entra ID, assertion signed',
      xml,
      idpEntityId: ISSUER,
      expected: {
        nameId: USER,
        format: EMAIL_FORMAT,
        attributes: {
          [`${MICROSOFT}/tenantid`]: ['7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11'],
          'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups': ['a1', 'b2'],
          [`${CLAIMS}/emailaddress`]: [USER],
        },
      },
    },
  ];
};
