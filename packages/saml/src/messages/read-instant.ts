/** Instants and identifiers in the attributes of messages. */
import { SamlError, type SamlErrorCode } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, collapseWhiteSpace } from '../xml/xml-query.ts';
import { parseXsDateTime } from '../xml/xs-date-time.ts';

/**
 * The instant of an attribute in epoch milliseconds; absent gives `undefined`.
 *
 * @throws SamlError with `code` when the value is no xs:dateTime.
 */
export const readInstant = (element: XmlElement, name: string, code: SamlErrorCode): number | undefined => {
  const text = attributeValue(element, name);
  if (text === undefined) {
    return undefined;
  }
  const instant = parseXsDateTime(text);
  if (instant === undefined) {
    throw new SamlError(code, { expected: `an xs:dateTime in ${name}`, received: text });
  }
  return instant;
};

/** The same for an attribute that has to be there. */
export const requireInstant = (element: XmlElement, name: string, code: SamlErrorCode): number => {
  const instant = readInstant(element, name, code);
  if (instant === undefined) {
    throw new SamlError(code, { expected: `${name} on ${element.localName}`, received: 'none' });
  }
  return instant;
};

/**
 * The ID attribute of a message or assertion. Any text without white space is accepted: real identity providers send IDs that
 * start with a digit, which xs:ID forbids.
 *
 * @throws SamlError `xml.structure`
 */
export const requireId = (element: XmlElement): string => {
  const id = attributeValue(element, 'ID');
  if (id === undefined || id === '' || /[ \t\r\n]/.test(id)) {
    throw new SamlError('xml.structure', { expected: `an ID on ${element.localName}`, received: id ?? 'none' });
  }
  return id;
};

/** A URI or identifier in an attribute: XML white space collapsed; absent gives `undefined`. */
export const readUri = (element: XmlElement, name: string): string | undefined => {
  const value = attributeValue(element, name);
  return value === undefined ? undefined : collapseWhiteSpace(value);
};

/**
 * The same where an empty value says as much as none, as of a sender that has nothing to put there. Only for attributes that may be absent, so that whoever empties one gains nothing over removing it.
 */
export const readOptionalUri = (element: XmlElement, name: string): string | undefined =>
  readUri(element, name) || undefined;

/** An instant for people, in UTC. Unlike `formatXsDateTime` it writes any year, as a hostile message may hold any. */
export const instantText = (epochMs: number): string => new Date(epochMs).toISOString();
