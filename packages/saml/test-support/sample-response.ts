/**
 * One genuine Response whose every part can be replaced by raw XML: the stem of the hostile corpus and of many tests.
 * Nothing is escaped here, on purpose.
 */

/** The values that a genuine message and the options of its verification agree on. */
export const SAMPLE: Readonly<
  Record<
    'idpEntityId' | 'spEntityId' | 'acsUrl' | 'requestId' | 'responseId' | 'assertionId' | 'user' | 'attacker',
    string
  >
> & {
  readonly now: Date;
} = {
  now: new Date('2026-03-02T09:00:00.000Z'),
  idpEntityId: 'https://idp.acme.example/saml/metadata',
  spEntityId: 'https://sso.example.com/e/acme/production/agents/saml/default/metadata',
  acsUrl: 'https://sso.example.com/e/acme/production/agents/saml/default/acs',
  requestId: '_req-5f1c0a77e2',
  responseId: '_response-1',
  assertionId: '_assertion-1',
  user: 'amina@acme.example',
  attacker: 'mallory@evil.example',
};

const SAMLP_NS = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const SAML_NS = 'urn:oasis:names:tc:SAML:2.0:assertion';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** An instant relative to `SAMPLE.now`, as text. */
export const at = (offsetMs: number): string => new Date(SAMPLE.now.getTime() + offsetMs).toISOString();

const MINUTE = 60_000;

/** Raw pieces of XML, or attribute values; `undefined` leaves an attribute out, `''` an element. */
export interface SampleParts {
  readonly version: string | undefined;
  readonly responseId: string | undefined;
  readonly issueInstant: string | undefined;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly responseIssuer: string;
  readonly extensions: string;
  readonly status: string;
  /** After the assertion. */
  readonly responseTail: string;
  readonly assertionVersion: string | undefined;
  readonly assertionId: string | undefined;
  readonly assertionIssueInstant: string | undefined;
  readonly assertionIssuer: string;
  readonly nameId: string;
  readonly confirmation: string;
  readonly subject: string | undefined;
  readonly conditions: string;
  readonly advice: string;
  readonly authnStatement: string;
  readonly attributeStatement: string;
  /** Further attributes or declarations on the Response. */
  readonly responseAttributes: string;
  /** Further attributes or declarations on the Assertion. */
  readonly assertionAttributes: string;
}

export const issuerXml = (entityId: string): string => `<saml:Issuer>${entityId}</saml:Issuer>`;

export const nameIdXml = (value: string): string =>
  `<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${value}</saml:NameID>`;

export interface ConfirmationParts {
  readonly method?: string;
  readonly recipient?: string | undefined;
  readonly inResponseTo?: string | undefined;
  readonly notOnOrAfter?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly data?: boolean;
}

const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${value}"`;

export const confirmationXml = (parts: ConfirmationParts = {}): string => {
  const all = {
    method: BEARER,
    recipient: SAMPLE.acsUrl,
    inResponseTo: SAMPLE.requestId,
    notOnOrAfter: at(5 * MINUTE),
    notBefore: undefined,
    data: true,
    ...parts,
  };
  const data = `<saml:SubjectConfirmationData${attribute('NotBefore', all.notBefore)}${attribute('NotOnOrAfter', all.notOnOrAfter)}${attribute('Recipient', all.recipient)}${attribute('InResponseTo', all.inResponseTo)}/>`;
  return `<saml:SubjectConfirmation Method="${all.method}">${all.data ? data : ''}</saml:SubjectConfirmation>`;
};

export const audienceXml = (...audiences: readonly string[]): string =>
  `<saml:AudienceRestriction>${audiences.map((audience) => `<saml:Audience>${audience}</saml:Audience>`).join('')}</saml:AudienceRestriction>`;

export interface ConditionsParts {
  readonly notBefore?: string | undefined;
  readonly notOnOrAfter?: string | undefined;
  readonly content?: string;
}

export const conditionsXml = (parts: ConditionsParts = {}): string => {
  const all = {
    notBefore: at(-MINUTE),
    notOnOrAfter: at(5 * MINUTE),
    content: audienceXml(SAMPLE.spEntityId),
    ...parts,
  };
  return `<saml:Conditions${attribute('NotBefore', all.notBefore)}${attribute('NotOnOrAfter', all.notOnOrAfter)}>${all.content}</saml:Conditions>`;
};

export const authnStatementXml = (attributes = `AuthnInstant="${at(-MINUTE)}" SessionIndex="_session-1"`): string =>
  `<saml:AuthnStatement ${attributes}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;

export const attributeXml = (name: string, ...values: readonly string[]): string =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

export const statusXml = (code = 'Success', inner = ''): string =>
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}">${inner}</samlp:StatusCode></samlp:Status>`;

/** The genuine parts. */
export const sampleParts = (overrides: Partial<SampleParts> = {}): SampleParts => ({
  version: '2.0',
  responseId: SAMPLE.responseId,
  issueInstant: at(0),
  destination: SAMPLE.acsUrl,
  inResponseTo: SAMPLE.requestId,
  responseIssuer: issuerXml(SAMPLE.idpEntityId),
  extensions: '',
  status: statusXml(),
  responseTail: '',
  assertionVersion: '2.0',
  assertionId: SAMPLE.assertionId,
  assertionIssueInstant: at(0),
  assertionIssuer: issuerXml(SAMPLE.idpEntityId),
  nameId: nameIdXml(SAMPLE.user),
  confirmation: confirmationXml(),
  subject: undefined,
  conditions: conditionsXml(),
  advice: '',
  authnStatement: authnStatementXml(),
  attributeStatement: `<saml:AttributeStatement>${attributeXml('email', SAMPLE.user)}${attributeXml('groups', 'agents', 'supervisors')}</saml:AttributeStatement>`,
  responseAttributes: '',
  assertionAttributes: '',
  ...overrides,
});

/** The text of the assertion; it declares the prefix `saml` itself. */
export const assertionXml = (parts: SampleParts): string => {
  const subject = parts.subject ?? `<saml:Subject>${parts.nameId}${parts.confirmation}</saml:Subject>`;
  const attributes = `${attribute('ID', parts.assertionId)}${attribute('Version', parts.assertionVersion)}${attribute('IssueInstant', parts.assertionIssueInstant)}${parts.assertionAttributes}`;
  return `<saml:Assertion xmlns:saml="${SAML_NS}"${attributes}>${parts.assertionIssuer}${subject}${parts.conditions}${parts.advice}${parts.authnStatement}${parts.attributeStatement}</saml:Assertion>`;
};

/** The text of a Response around any content. */
export const responseXml = (parts: SampleParts, content: string): string => {
  const attributes = `${attribute('ID', parts.responseId)}${attribute('Version', parts.version)}${attribute('IssueInstant', parts.issueInstant)}${attribute('Destination', parts.destination)}${attribute('InResponseTo', parts.inResponseTo)}${parts.responseAttributes}`;
  return `<samlp:Response xmlns:samlp="${SAMLP_NS}" xmlns:saml="${SAML_NS}"${attributes}>${parts.responseIssuer}${parts.extensions}${parts.status}${content}${parts.responseTail}</samlp:Response>`;
};
