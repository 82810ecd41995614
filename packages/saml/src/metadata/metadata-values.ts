/**
 * The simple values of metadata: Booleans, numbers, URIs and instants, each read strictly and refused with the name of
 * the attribute it came from.
 */
import { SamlError } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, collapseWhiteSpace } from '../xml/xml-query.ts';
import { parseXsDateTime } from '../xml/xs-date-time.ts';

const bad = (element: XmlElement, name: string, expected: string, received: string): SamlError =>
  new SamlError('metadata.value', { expected: `${element.localName}/@${name}: ${expected}`, received });

/** The attribute with its white space collapsed, as every type of the metadata schema but xs:string asks for. */
export function readToken(element: XmlElement, name: string): string | undefined {
  const value = attributeValue(element, name);
  return value === undefined ? undefined : collapseWhiteSpace(value);
}

/**
 * Reads an xs:boolean, XML Schema part 2 §3.2.2.
 *
 * @throws SamlError `metadata.value`.
 */
export function readBoolean(element: XmlElement, name: string): boolean | undefined {
  const value = readToken(element, name);
  if (value === undefined) {
    return undefined;
  }
  if (value === 'true' || value === '1') {
    return true;
  }
  if (value === 'false' || value === '0') {
    return false;
  }
  throw bad(element, name, 'true, false, 1 or 0', value);
}

/**
 * Reads an xs:unsignedShort, the type of endpoint indexes.
 *
 * @throws SamlError `metadata.value` when it is absent or no number from 0 to 65535.
 */
export function readIndex(element: XmlElement, name: string): number {
  const value = readToken(element, name);
  const index = value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(index) || index > 65_535) {
    throw bad(element, name, 'a number from 0 to 65535', value ?? 'nothing');
  }
  return index;
}

/**
 * Reads an xs:dateTime.
 *
 * @throws SamlError `metadata.value`.
 */
export function readInstant(element: XmlElement, name: string): Date | undefined {
  const value = readToken(element, name);
  if (value === undefined) {
    return undefined;
  }
  const at = parseXsDateTime(value);
  if (at === undefined) {
    throw bad(element, name, 'an xs:dateTime', value);
  }
  return new Date(at);
}

/** SAML core §8.3.6: an entity identifier has at most 1024 characters. */
export const MAX_ENTITY_ID_LENGTH = 1024;

/**
 * Reads the entityID of an EntityDescriptor, SAML metadata §2.3.2.
 *
 * @throws SamlError `metadata.value` when it is absent, empty or too long.
 */
export function readEntityId(element: XmlElement): string {
  const value = readToken(element, 'entityID') ?? '';
  if (value === '' || value.length > MAX_ENTITY_ID_LENGTH) {
    throw bad(element, 'entityID', `1 to ${MAX_ENTITY_ID_LENGTH} characters`, `${value.length} characters`);
  }
  return value;
}

/** Visible ASCII but the characters that no URL holds bare and that pages and headers give a meaning. */
const URL_CHARACTERS = /^[!#-;=?-[\]_a-z~]+$/;

/**
 * Reads the URL of an endpoint: absolute, http or https, without user name, password and fragment, in the
 * characters of RFC 3986. It is returned as written, because Destination and Recipient are compared with it.
 *
 * @throws SamlError `metadata.endpoint`.
 */
export function readEndpointUrl(element: XmlElement, name: string): string | undefined {
  const value = readToken(element, name);
  if (value === undefined) {
    return undefined;
  }
  const url =
    URL_CHARACTERS.test(value) && /^https?:\/\/[^/?]/i.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null || url.username !== '' || url.password !== '' || value.includes('#')) {
    throw new SamlError('metadata.endpoint', {
      expected: `${element.localName}/@${name}: an absolute http or https URL`,
      received: value,
    });
  }
  return value;
}
