/**
 * Shibboleth IdP: prefixes saml2p and saml2, PrefixList `xsd`, OID attribute names with friendly names, transient NameID with both
 * qualifiers, Address in the confirmation, SubjectLocality, eduPersonTargetedID as a NameID in the value; signed Response
 * around an encrypted assertion.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import type { ContentAlgorithmUri } from '../../src/xenc/encryption-algorithms.ts';
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
  PERSISTENT_FORMAT,
  SAML,
  SAMLP,
  type ShapeWorld,
  SUCCESS,
  signAs,
  TRANSIENT_FORMAT,
  URI_NAME,
} from './shape.ts';

const ISSUER = 'https://idp.university.example/idp/shibboleth';
const RESPONSE_ID = '_c3f7e5a90b1d2e4f6a8b0c2d4e6f8091';
const ASSERTION_ID = '_9b8a7c6d5e4f30211203f4e5d6c7a8b9';
const TRANSIENT = 'AAdzZWNyZXQxQ2h1bmtPZlRyYW5zaWVudElkPT0=';
const MAIL = 'urn:oid:0.9.2342.19200300.100.1.3';
const EPPN = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6';
const EPTID = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.10';

const attribute = (name: string, friendlyName: string, value: string): string =>
  `<saml2:Attribute FriendlyName="${friendlyName}" Name="${name}" NameFormat="${URI_NAME}"><saml2:AttributeValue>${value}</saml2:AttributeValue></saml2:Attribute>`;

const targetedId = (world: ShapeWorld): string =>
  `\n      <saml2:NameID Format="${PERSISTENT_FORMAT}" NameQualifier="${ISSUER}" SPNameQualifier="${world.spEntityId}">Xk2T9vQ0b1c=</saml2:NameID>\n    `;

const assertion = (world: ShapeWorld): string =>
  `<saml2:Assertion ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0" xmlns:saml2="${SAML}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` +
  `<saml2:Issuer>${ISSUER}</saml2:Issuer>` +
  `<saml2:Subject><saml2:NameID Format="${TRANSIENT_FORMAT}" NameQualifier="${ISSUER}" SPNameQualifier="${world.spEntityId}" xmlns:saml2="${SAML}">${TRANSIENT}</saml2:NameID><saml2:SubjectConfirmation Method="${BEARER_METHOD}"><saml2:SubjectConfirmationData Address="192.0.2.17"${inResponseTo(world)} NotOnOrAfter="${instant(world, 5 * MINUTE)}" Recipient="${world.acsUrl}"/></saml2:SubjectConfirmation></saml2:Subject>` +
  `<saml2:Conditions NotBefore="${instant(world)}" NotOnOrAfter="${instant(world, 5 * MINUTE)}"><saml2:AudienceRestriction><saml2:Audience>${world.spEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>` +
  `<saml2:AuthnStatement AuthnInstant="${instant(world, -HOUR)}" SessionIndex="_6c5b4a39281706f5e4d3c2b1a0998877" SessionNotOnOrAfter="${instant(world, HOUR)}"><saml2:SubjectLocality Address="192.0.2.17"/><saml2:AuthnContext><saml2:AuthnContextClassRef>${PASSWORD_TRANSPORT}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
  `<saml2:AttributeStatement>${attribute(MAIL, 'mail', 'amina@university.example')}${attribute(EPPN, 'eduPersonPrincipalName', 'aokoye@university.example')}${attribute(EPTID, 'eduPersonTargetedID', targetedId(world))}</saml2:AttributeStatement></saml2:Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<saml2p:Response Destination="${world.acsUrl}" ID="${RESPONSE_ID}"${inResponseTo(world)} IssueInstant="${instant(world)}" Version="2.0" xmlns:saml2p="${SAMLP}"><saml2:Issuer xmlns:saml2="${SAML}">${ISSUER}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="${SUCCESS}"/></saml2p:Status>${content}</saml2p:Response>`;

export const shibboleth: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = { gap: '\n', wrapAt: 76, keyInfo: certificateXml(world, 'ds', '\n') };
  const encrypt = (xml: string, contentAlgorithm: ContentAlgorithmUri): string =>
    encryptElement(xml, {
      certificate: world.encryption.certificatePem,
      contentAlgorithm,
      keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
      placement: 'inside',
      wrapper: 'EncryptedAssertion',
    });
  const gcm = encrypt(assertion(world), 'http://www.w3.org/2009/xmlenc11#aes128-gcm');
  const signedInside = encrypt(
    signAs(world, assertion(world), ASSERTION_ID, { ...style, inclusivePrefixes: ['xsd'] }),
    'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  );
  const expected = {
    nameId: TRANSIENT,
    format: TRANSIENT_FORMAT,
    attributes: {
      [MAIL]: ['amina@university.example'],
      [EPPN]: ['aokoye@university.example'],
      [EPTID]: ['Xk2T9vQ0b1c='],
    },
  };
  return [
    {
      name: 'Shibboleth, signed Response, AES-GCM',
      xml: signAs(world, response(world, gcm), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected,
    },
    {
      name: 'Shibboleth, both signed, AES-CBC',
      xml: signAs(world, response(world, signedInside), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected,
    },
  ];
};
