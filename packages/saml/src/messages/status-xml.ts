/** Writes the Status of an answer. */
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import type { ResponseStatus } from './status.ts';

const statusCodeXml = (codes: readonly string[]): XmlText | undefined => {
  const [code, ...inner] = codes;
  return code === undefined ? undefined : tag('samlp:StatusCode', { Value: code }, statusCodeXml(inner));
};

/** Writes a samlp:Status (SAML core §3.2.2.1); the prefix `samlp` has to be declared around it. */
export const statusXml = ({ codes, message }: ResponseStatus): XmlText =>
  tag(
    'samlp:Status',
    {},
    statusCodeXml(codes),
    message === undefined ? undefined : tag('samlp:StatusMessage', {}, escapeText(message)),
  );
