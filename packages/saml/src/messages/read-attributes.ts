/**
 * Reads the attributes of an assertion. Names are exact; attributes that occur more than once are
 * merged in document order, as Keycloak sends one element for each value.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, XML_SCHEMA_INSTANCE } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, childrenNamed, isNamed, isXmlWhiteSpace } from '../xml/xml-query.ts';
import type { Attribute, AttributeValue } from './assertion.ts';
import { readNameId } from './read-name-id.ts';
import type { VerifiedElement } from './verified-element.ts';

/** The characters inside an element, nested elements included, in document order; iterative as the tree may be deep. */
const deepText = (value: XmlElement): string => {
  let text = '';
  const pending = [...value.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'comment') {
      throw new SamlError('xml.comment_in_text', {
        expected: 'no comment',
        received: `a comment in ${value.localName}`,
      });
    }
    if (node.kind === 'text') {
      text += node.value;
    } else {
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child !== undefined) {
          pending.push(child);
        }
      }
    }
  }
  return text;
};

const isNil = (value: XmlElement): boolean =>
  value.attributes.some(
    ({ namespaceUri, localName, value: nil }) =>
      namespaceUri === XML_SCHEMA_INSTANCE && localName === 'nil' && (nil === 'true' || nil === '1'),
  );

/** The NameID that is all of a value but for white space around it. */
const onlyNameId = (value: XmlElement): XmlElement | undefined => {
  const content = value.children.filter((child) => child.kind !== 'text' || !isXmlWhiteSpace(child.value));
  const [only, second] = content;
  return second === undefined && only?.kind === 'element' && isNamed(only, SAML_ASSERTION, 'NameID') ? only : undefined;
};

const readValue = (value: XmlElement): AttributeValue => {
  const [first, next] = value.children;
  if (first?.kind === 'text' && next === undefined && value.attributes.length === 0) {
    // Nearly every value is plain text: this spares it the walk below.
    return { text: first.value };
  }
  if (isNil(value)) {
    return { text: '', nil: true };
  }
  const text = deepText(value);
  const nameIdElement = onlyNameId(value);
  if (nameIdElement !== undefined && !isXmlWhiteSpace(text)) {
    const nameId = readNameId(nameIdElement);
    return { text: nameId.value, nameId };
  }
  return { text };
};

interface MergedAttribute {
  readonly name: string;
  readonly nameFormat: string | undefined;
  readonly friendlyName: string | undefined;
  readonly values: AttributeValue[];
}

/** The attribute to merge into: `last` is the latest of that name, an earlier one may have the format. */
const sameFormat = (
  last: MergedAttribute | undefined,
  nameFormat: string | undefined,
  all: readonly MergedAttribute[],
): MergedAttribute | undefined =>
  last === undefined || last.nameFormat === nameFormat
    ? last
    : all.find((it) => it.name === last.name && it.nameFormat === nameFormat);

/**
 * Reads saml:Attribute elements (SAML core §2.7.3.1), merging those of one name and format.
 *
 * @throws SamlError `assertion.attribute` when one has no Name; `xml.comment_in_text`, `assertion.name_id`
 */
export const readAttributes = (elements: readonly VerifiedElement[]): readonly Attribute[] => {
  const merged: MergedAttribute[] = [];
  const byName = new Map<string, MergedAttribute>();
  for (const element of elements) {
    const name = attributeValue(element, 'Name');
    if (name === undefined || name === '') {
      throw new SamlError('assertion.attribute', { expected: 'a Name on every Attribute', received: 'none' });
    }
    const nameFormat = attributeValue(element, 'NameFormat');
    const values = childrenNamed(element, SAML_ASSERTION, 'AttributeValue').map(readValue);
    const known = sameFormat(byName.get(name), nameFormat, merged);
    if (known === undefined) {
      const attribute = { name, nameFormat, friendlyName: attributeValue(element, 'FriendlyName'), values };
      merged.push(attribute);
      byName.set(name, attribute);
    } else {
      known.values.push(...values);
    }
  }
  return merged;
};
