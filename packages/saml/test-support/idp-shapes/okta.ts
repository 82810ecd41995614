/**
 * Okta: prefixes saml2p and saml2 declared on each element, XML declaration, IDs that begin with `id` and digits, PrefixList
 * `xs`, Response and assertion signed; encrypted, with the EncryptedKey beside the data behind a RetrievalMethod.
 */
import { encryptElement } from '../../src/xenc/encrypt-element.ts';
import type { SignatureStyle } from '../sign-template.ts';
import {
  BEARER_METHOD,
  certificateXml,
  EMAIL_FORMAT,
  type GenuineResponse,
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
  UNSPECIFIED_NAME,
} from './shape.ts';

const ISSUER = 'http://www.okta.com/exk2acmeexample0d7';
const RESPONSE_ID = 'id30948573940857390482';
const ASSERTION_ID = 'id30948573941112226871';
const USER = 'amina.okoye@acme.example';

const issuer = `<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity" xmlns:saml2="${SAML}">${ISSUER}</saml2:Issuer>`;

const attribute = (name: string, values: readonly string[]): string =>
  `<saml2:Attribute Name="${name}" NameFormat="${UNSPECIFIED_NAME}">${values
    .map(
      (value) =>
        `<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${value}</saml2:AttributeValue>`,
    )
    .join('')}</saml2:Attribute>`;

const assertion = (world: ShapeWorld): string =>
  `<saml2:Assertion ID="${ASSERTION_ID}" IssueInstant="${instant(world)}" Version="2.0" xmlns:saml2="${SAML}" xmlns:xs="http://www.w3.org/2001/XMLSchema">${issuer}` +
  `<saml2:Subject xmlns:saml2="${SAML}"><saml2:NameID Format="${EMAIL_FORMAT}">${USER}</saml2:NameID><saml2:SubjectConfirmation Method="${BEARER_METHOD}"><saml2:SubjectConfirmationData${inResponseTo(world)} NotOnOrAfter="${instant(world, 5 * MINUTE)}" Recipient="${world.acsUrl}"/></saml2:SubjectConfirmation></saml2:Subject>` +
  `<saml2:Conditions NotBefore="${instant(world, -5 * MINUTE)}" NotOnOrAfter="${instant(world, 5 * MINUTE)}" xmlns:saml2="${SAML}"><saml2:AudienceRestriction><saml2:Audience>${world.spEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>` +
  `<saml2:AuthnStatement AuthnInstant="${instant(world, -MINUTE)}" SessionIndex="${world.requestId ?? ASSERTION_ID}" xmlns:saml2="${SAML}"><saml2:AuthnContext><saml2:AuthnContextClassRef>${PASSWORD_TRANSPORT}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
  `<saml2:AttributeStatement xmlns:saml2="${SAML}">${attribute('firstName', ['Amina'])}${attribute('groups', ['Everyone', 'Agents'])}</saml2:AttributeStatement></saml2:Assertion>`;

const response = (world: ShapeWorld, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><saml2p:Response Destination="${world.acsUrl}" ID="${RESPONSE_ID}"${inResponseTo(world)} IssueInstant="${instant(world)}" Version="2.0" xmlns:saml2p="${SAMLP}" xmlns:xs="http://www.w3.org/2001/XMLSchema">${issuer}` +
  `<saml2p:Status xmlns:saml2p="${SAMLP}"><saml2p:StatusCode Value="${SUCCESS}"/></saml2p:Status>${content}</saml2p:Response>`;

const expected = {
  nameId: USER,
  format: EMAIL_FORMAT,
  attributes: { firstName: ['Amina'], groups: ['Everyone', 'Agents'] },
};

export const okta: IdpShape = (world): readonly GenuineResponse[] => {
  const style: SignatureStyle = {
    inclusivePrefixes: ['xs'],
    wrapAt: 76,
    keyInfo: certificateXml(world, 'ds', '\n'),
  };
  const signedAssertion = signAs(world, assertion(world), ASSERTION_ID, style);
  const encrypted = encryptElement(signedAssertion, {
    certificate: world.encryption.certificatePem,
    contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    placement: 'retrieval-method',
    wrapper: 'EncryptedAssertion',
  });
  const plainStyle = { ...style, inclusivePrefixes: [] };
  return [
    {
      name: 'Okta, Response and assertion signed',
      xml: signAs(world, response(world, signedAssertion), RESPONSE_ID, style),
      idpEntityId: ISSUER,
      options: { require: 'both' },
      expected,
    },
    {
      name: 'Okta, encrypted with a RetrievalMethod',
      xml: signAs(world, response(world, encrypted), RESPONSE_ID, plainStyle),
      idpEntityId: ISSUER,
      options: { require: 'response' },
      expected,
    },
  ];
};
