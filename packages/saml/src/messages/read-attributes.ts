/**
 * Reads the attributes of an assertion. Names are exact; attributes that occur more than once are
 * merged in document order, as Keycloak sends one element for each value.
 */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION, XML_SCHEMA_INSTANCE } from '../xml/namespaces.ts';
import type { XmlElement, XmlNode } from '../xml/xml-node.ts';
import { attributeValue, isNamed, isXmlWhiteSpace } from '../xml/xml-query.ts';
import type { Attribute, AttributeValue } from './assertion.ts';
import { readNameId } from './read-name-id.ts';
import type { VerifiedElement } from './verified-element.ts';

/**
 * A comment is refused wherever text is read beside it, as it would split that text for other readers. Between the
 * elements of an XML value there is nothing to split.
 */
const assertNoSplitText = (element: XmlElement): void => {
  const { children } = element;
  if (!children.some(({ kind }) => kind === 'comment')) {
    return;
  }
  const hasElements = children.some(({ kind }) => kind === 'element');
  if (!hasElements || children.some((child) => child.kind === 'text' && !isXmlWhiteSpace(child.value))) {
    throw new SamlError('xml.comment_in_text', {
      expected: `no comment beside the text of ${element.name}`,
      received: 'a comment',
    });
  }
};

/** The characters inside an element, nested elements included, in document order; iterative as the tree may be deep. */
const deepText = (value: XmlElement): string => {
  let text = '';
  const pending: XmlNode[] = [value];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'text') {
      text += node.value;
    } else if (node.kind === 'element') {
      assertNoSplitText(node);
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

const isNil = (value: XmlElement): boolean => {
  for (const { namespaceUri, localName, value: nil } of value.attributes) {
    if (localName === 'nil' && namespaceUri === XML_SCHEMA_INSTANCE && (nil === 'true' || nil === '1')) {
      return true;
    }
  }
  return false;
};

/** The NameID that is all of a value but for white space and comments around it. */
const onlyNameId = (value: XmlElement): XmlElement | undefined => {
  const content = value.children.filter((child) =>
    child.kind === 'text' ? !isXmlWhiteSpace(child.value) : child.kind === 'element',
  );
  const [only, second] = content;
  return second === undefined && only?.kind === 'element' && isNamed(only, SAML_ASSERTION, 'NameID') ? only : undefined;
};

const readValue = (value: XmlElement): AttributeValue => {
  const [first, next] = value.children;
  if (isNil(value)) {
    return { text: '', nil: true };
  }
  if (first?.kind === 'text' && next === undefined) {
    // Nearly every value is plain text: this spares it the walk below.
    return { text: first.value };
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

/** The attributes in document order; each is found again by its format, which is absent or any text, and its name. */
class MergedAttributes {
  readonly all: MergedAttribute[] = [];
  readonly #byFormat = new Map<string | undefined, Map<string, MergedAttribute>>();

  /** The attribute of that name and format; it is added when it is new. */
  of(element: VerifiedElement, name: string): MergedAttribute {
    const nameFormat = attributeValue(element, 'NameFormat');
    let byName = this.#byFormat.get(nameFormat);
    if (byName === undefined) {
      byName = new Map();
      this.#byFormat.set(nameFormat, byName);
    }
    let attribute = byName.get(name);
    if (attribute === undefined) {
      attribute = { name, nameFormat, friendlyName: attributeValue(element, 'FriendlyName'), values: [] };
      byName.set(name, attribute);
      this.all.push(attribute);
    }
    return attribute;
  }
}

/**
 * Reads saml:Attribute elements (SAML core §2.7.3.1), merging those of one name and format. One whose Name is empty is left
 * out: no rule could ever ask for it, so it is no reason to refuse the rest.
 *
 * @throws SamlError `assertion.attribute` when one has no Name; `xml.comment_in_text`, `assertion.name_id`
 */
export const readAttributes = (elements: readonly VerifiedElement[]): readonly Attribute[] => {
  const merged = new MergedAttributes();
  for (const element of elements) {
    const name = attributeValue(element, 'Name');
    if (name === undefined) {
      throw new SamlError('assertion.attribute', { expected: 'a Name on every Attribute', received: 'none' });
    }
    if (name === '') {
      continue;
    }
    const { values } = merged.of(element, name);
    for (const child of element.children) {
      if (child.kind === 'element' && isNamed(child, SAML_ASSERTION, 'AttributeValue')) {
        values.push(readValue(child));
      }
    }
  }
  return merged.all;
};
