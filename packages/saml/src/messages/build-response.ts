/** Writes the text of a Response around an assertion, or around an error status. */
import { SAML_ASSERTION, SAML_PROTOCOL } from '../xml/namespaces.ts';
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { formatXsDateTime } from '../xml/xs-date-time.ts';
import { SAML_VERSION } from './saml-constants.ts';
import type { ResponseStatus } from './status.ts';
import { statusXml } from './status-xml.ts';

export interface ResponseContent {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination: string;
  readonly inResponseTo: string | undefined;
  readonly status: ResponseStatus;
  /** An Assertion or EncryptedAssertion that declares its own namespaces; none in an error. */
  readonly assertion: XmlText | undefined;
}

/**
 * Writes a Response (SAML core §3.3.3).
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry.
 */
export const buildResponse = (content: ResponseContent): XmlText =>
  tag(
    'samlp:Response',
    {
      'xmlns:samlp': SAML_PROTOCOL,
      ID: content.id,
      Version: SAML_VERSION,
      IssueInstant: formatXsDateTime(content.issueInstant.getTime()),
      Destination: content.destination,
      InResponseTo: content.inResponseTo,
    },
    tag('saml:Issuer', { 'xmlns:saml': SAML_ASSERTION }, escapeText(content.issuer)),
    statusXml(content.status),
    content.assertion,
  );
