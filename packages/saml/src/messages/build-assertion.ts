/**
 * Writes the text of an Assertion. Values are escaped by the XML writer, whose type keeps raw
 * strings out. The text declares its own namespaces, so that it can be signed and encrypted by itself.
 */
import { SAML_ASSERTION, XML_SCHEMA, XML_SCHEMA_INSTANCE } from '../xml/namespaces.ts';
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { formatXsDateTime } from '../xml/xs-date-time.ts';
import type { Attribute, AttributeValue, AuthnStatement, NameId } from './assertion.ts';
import { nameIdXml } from './name-id-xml.ts';
import { AUTHN_CONTEXT_UNSPECIFIED, CONFIRMATION_BEARER, SAML_VERSION } from './saml-constants.ts';

/** Everything that an issued assertion says. */
export interface AssertionContent {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly nameId: NameId | undefined;
  readonly recipient: string;
  readonly inResponseTo: string | undefined;
  readonly notBefore: Date;
  readonly notOnOrAfter: Date;
  readonly audiences: readonly string[];
  readonly authn: AuthnStatement;
  readonly attributes: readonly Attribute[];
}

const instant = (date: Date): string => formatXsDateTime(date.getTime());

const optionalInstant = (date: Date | undefined): string | undefined =>
  date === undefined ? undefined : instant(date);

const textElement = (name: string, text: string): XmlText => tag(name, {}, escapeText(text));

const subjectXml = (content: AssertionContent): XmlText =>
  tag(
    'saml:Subject',
    {},
    content.nameId === undefined ? undefined : nameIdXml(content.nameId),
    tag(
      'saml:SubjectConfirmation',
      { Method: CONFIRMATION_BEARER },
      tag('saml:SubjectConfirmationData', {
        NotOnOrAfter: instant(content.notOnOrAfter),
        Recipient: content.recipient,
        InResponseTo: content.inResponseTo,
      }),
    ),
  );

const conditionsXml = (content: AssertionContent): XmlText =>
  tag(
    'saml:Conditions',
    { NotBefore: instant(content.notBefore), NotOnOrAfter: instant(content.notOnOrAfter) },
    tag('saml:AudienceRestriction', {}, ...content.audiences.map((audience) => textElement('saml:Audience', audience))),
  );

const authnStatementXml = (authn: AuthnStatement): XmlText =>
  tag(
    'saml:AuthnStatement',
    {
      AuthnInstant: instant(authn.authnInstant),
      SessionIndex: authn.sessionIndex,
      SessionNotOnOrAfter: optionalInstant(authn.sessionNotOnOrAfter),
    },
    tag(
      'saml:AuthnContext',
      {},
      textElement('saml:AuthnContextClassRef', authn.authnContextClassRef ?? AUTHN_CONTEXT_UNSPECIFIED),
      ...authn.authenticatingAuthorities.map((authority) => textElement('saml:AuthenticatingAuthority', authority)),
    ),
  );

const valueXml = (value: AttributeValue): XmlText => {
  if (value.nil === true) {
    return tag('saml:AttributeValue', { 'xsi:nil': 'true' });
  }
  return value.nameId === undefined
    ? tag('saml:AttributeValue', { 'xsi:type': 'xs:string' }, escapeText(value.text))
    : tag('saml:AttributeValue', {}, nameIdXml(value.nameId));
};

const attributeXml = (attribute: Attribute): XmlText =>
  tag(
    'saml:Attribute',
    { Name: attribute.name, NameFormat: attribute.nameFormat, FriendlyName: attribute.friendlyName },
    ...attribute.values.map(valueXml),
  );

/**
 * Writes an Assertion for the web browser profile (SAML core §2.3.3, profiles §4.1.4.2).
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry.
 */
export const buildAssertion = (content: AssertionContent): XmlText =>
  tag(
    'saml:Assertion',
    {
      'xmlns:saml': SAML_ASSERTION,
      'xmlns:xs': XML_SCHEMA,
      'xmlns:xsi': XML_SCHEMA_INSTANCE,
      ID: content.id,
      Version: SAML_VERSION,
      IssueInstant: instant(content.issueInstant),
    },
    textElement('saml:Issuer', content.issuer),
    subjectXml(content),
    conditionsXml(content),
    authnStatementXml(content.authn),
    content.attributes.length === 0
      ? undefined
      : tag('saml:AttributeStatement', {}, ...content.attributes.map(attributeXml)),
  );
