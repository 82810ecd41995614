/**
 * Reads an AuthnRequest at the identity provider's side. The values are what the sender wrote;
 * `verifyAuthnRequest` decides whether they may be acted on.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, SAML_PROTOCOL, XMLDSIG } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  collapseWhiteSpace,
  isNamed,
  onlyChild,
  optionalChild,
  textContent,
} from '../xml/xml-query.ts';
import { parseXsDateTime } from '../xml/xs-date-time.ts';
import type { AuthnContextComparison, AuthnRequest, NameIdPolicy, RequestedAuthnContext } from './authn-request.ts';
import { SAML_VERSION } from './saml-constants.ts';

const COMPARISONS: readonly string[] = ['exact', 'minimum', 'maximum', 'better'] satisfies AuthnContextComparison[];

const isComparison = (value: string): value is AuthnContextComparison => COMPARISONS.includes(value);

const structureError = (expected: string, received: string | undefined): SamlError =>
  new SamlError('xml.structure', { expected, received: received ?? 'none' });

/** `xs:boolean` (XML Schema part 2 §3.2.2). */
const readBoolean = (element: XmlElement, name: string): boolean | undefined => {
  const value = attributeValue(element, name);
  switch (value === undefined ? undefined : collapseWhiteSpace(value)) {
    case undefined:
      return undefined;
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      throw structureError(`true or false in ${name}`, value);
  }
};

/** `xs:unsignedShort`, the type of an endpoint's index (SAML metadata §2.2.3). */
const readIndex = (element: XmlElement, name: string): number | undefined => {
  const value = attributeValue(element, name);
  if (value === undefined) {
    return undefined;
  }
  const text = collapseWhiteSpace(value);
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw structureError(`a number from 0 to 65535 in ${name}`, value);
  }
  return Number(text);
};

const readUri = (element: XmlElement, name: string): string | undefined => {
  const value = attributeValue(element, name);
  return value === undefined ? undefined : collapseWhiteSpace(value);
};

const readNameIdPolicy = (request: XmlElement): NameIdPolicy | undefined => {
  const policy = optionalChild(request, SAML_PROTOCOL, 'NameIDPolicy');
  return policy === undefined
    ? undefined
    : {
        format: readUri(policy, 'Format'),
        spNameQualifier: attributeValue(policy, 'SPNameQualifier'),
        allowCreate: readBoolean(policy, 'AllowCreate'),
      };
};

const readRequestedAuthnContext = (request: XmlElement): RequestedAuthnContext | undefined => {
  const context = optionalChild(request, SAML_PROTOCOL, 'RequestedAuthnContext');
  if (context === undefined) {
    return undefined;
  }
  const comparison = attributeValue(context, 'Comparison') ?? 'exact';
  if (!isComparison(comparison)) {
    throw structureError(COMPARISONS.join(', '), comparison);
  }
  const classRefs = childrenNamed(context, SAML_ASSERTION, 'AuthnContextClassRef');
  return { classRefs: classRefs.map((element) => collapseWhiteSpace(textContent(element))), comparison };
};

/** The children that the schema allows and that are acted on (SAML core §3.4.1). */
const READ: ReadonlySet<string> = new Set([
  `${SAML_ASSERTION} Issuer`,
  `${XMLDSIG} Signature`,
  `${SAML_ASSERTION} Subject`,
  `${SAML_PROTOCOL} NameIDPolicy`,
  `${SAML_PROTOCOL} RequestedAuthnContext`,
]);

/** Those that it allows and that mean nothing here: an identity provider may leave them aside. */
const IGNORED: ReadonlySet<string> = new Set([
  `${SAML_PROTOCOL} Extensions`,
  `${SAML_ASSERTION} Conditions`,
  `${SAML_PROTOCOL} Scoping`,
]);

const readIgnored = (request: XmlElement): readonly string[] => {
  const ignored: string[] = [];
  for (const child of childElements(request)) {
    const name = `${child.namespaceUri} ${child.localName}`;
    if (IGNORED.has(name)) {
      ignored.push(child.localName);
    } else if (!READ.has(name)) {
      throw structureError(
        'only elements that the schema of an AuthnRequest allows',
        `${child.localName} in ${child.namespaceUri || 'no namespace'}`,
      );
    }
  }
  const subject = optionalChild(request, SAML_ASSERTION, 'Subject');
  for (const child of subject === undefined ? [] : childElements(subject)) {
    if (!isNamed(child, SAML_ASSERTION, 'NameID')) {
      ignored.push(`Subject/${child.localName}`);
    }
  }
  return ignored;
};

const readSubjectNameId = (request: XmlElement): string | undefined => {
  const subject = optionalChild(request, SAML_ASSERTION, 'Subject');
  const nameId = subject === undefined ? undefined : optionalChild(subject, SAML_ASSERTION, 'NameID');
  return nameId === undefined ? undefined : textContent(nameId);
};

const readIssueInstant = (request: XmlElement): Date => {
  const text = attributeValue(request, 'IssueInstant');
  const instant = text === undefined ? undefined : parseXsDateTime(text);
  if (instant === undefined) {
    throw new SamlError('request.issue_instant', { expected: 'an xs:dateTime', received: text ?? 'no IssueInstant' });
  }
  return new Date(instant);
};

const assertRequest = (root: XmlElement): string => {
  if (root.namespaceUri !== SAML_PROTOCOL || root.localName !== 'AuthnRequest') {
    throw new SamlError('request.root', {
      expected: `AuthnRequest in ${SAML_PROTOCOL}`,
      received: `${root.localName} in ${root.namespaceUri || 'no namespace'}`,
    });
  }
  const version = attributeValue(root, 'Version');
  if (version !== SAML_VERSION) {
    throw new SamlError('request.root', { expected: 'Version 2.0', received: version ?? 'no Version' });
  }
  const id = attributeValue(root, 'ID');
  if (id === undefined || id.trim() === '') {
    throw structureError('an ID', id);
  }
  return id;
};

/**
 * Reads an AuthnRequest element (SAML core §3.4.1).
 *
 * @throws SamlError `request.root`, `request.issue_instant`, `xml.structure`, `xml.comment_in_text`,
 * `xml.element_in_text`; `request.options` when AssertionConsumerServiceIndex stands beside a URL or binding,
 * which the specification forbids.
 */
export const readAuthnRequest = (root: XmlElement): AuthnRequest => {
  const id = assertRequest(root);
  const issuer = collapseWhiteSpace(textContent(onlyChild(root, SAML_ASSERTION, 'Issuer')));
  const acsUrl = readUri(root, 'AssertionConsumerServiceURL');
  const acsIndex = readIndex(root, 'AssertionConsumerServiceIndex');
  const protocolBinding = readUri(root, 'ProtocolBinding');
  if (acsIndex !== undefined && (acsUrl !== undefined || protocolBinding !== undefined)) {
    throw new SamlError('request.options', {
      expected: 'AssertionConsumerServiceIndex alone, or a URL and a binding',
      received: `index ${acsIndex} beside ${acsUrl ?? protocolBinding ?? ''}`,
    });
  }
  return {
    id,
    issuer,
    issueInstant: readIssueInstant(root),
    destination: readUri(root, 'Destination'),
    forceAuthn: readBoolean(root, 'ForceAuthn') ?? false,
    isPassive: readBoolean(root, 'IsPassive') ?? false,
    acsUrl,
    acsIndex,
    protocolBinding,
    nameIdPolicy: readNameIdPolicy(root),
    requestedAuthnContext: readRequestedAuthnContext(root),
    providerName: attributeValue(root, 'ProviderName'),
    subjectNameId: readSubjectNameId(root),
    ignored: readIgnored(root),
  };
};
