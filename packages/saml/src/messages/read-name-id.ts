/** Reads a NameID. Its characters are the identity, so not one of them is changed. */
import { SamlError } from '../errors.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, textContent } from '../xml/xml-query.ts';
import type { NameId } from './assertion.ts';
import { readUri } from './read-instant.ts';

/** Longest NameID in UTF-16 units; SAML asks for 256 at most of persistent and transient ones, distinguished names are longer. */
const MAX_NAME_ID_LENGTH = 1024;

/** XML white space only; any other character, however odd, is part of a name. */
const BLANK = /^[ \t\r\n]*$/;

/**
 * Reads a NameID (SAML core §2.2.3). The value is exact: no trimming, no case folding, no Unicode normalization.
 *
 * @throws SamlError `assertion.name_id` when it is blank or too long; `xml.comment_in_text`, `xml.element_in_text`
 */
export const readNameId = (element: XmlElement): NameId => {
  const value = textContent(element);
  if (BLANK.test(value)) {
    throw new SamlError('assertion.name_id', { expected: 'a NameID with a value', received: 'an empty NameID' });
  }
  if (value.length > MAX_NAME_ID_LENGTH) {
    throw new SamlError('assertion.name_id', {
      expected: `at most ${MAX_NAME_ID_LENGTH} characters`,
      received: `${value.length} characters`,
    });
  }
  return {
    value,
    format: readUri(element, 'Format'),
    nameQualifier: attributeValue(element, 'NameQualifier'),
    spNameQualifier: attributeValue(element, 'SPNameQualifier'),
    spProvidedId: attributeValue(element, 'SPProvidedID'),
  };
};
