/**
 * Building XML as text. A finished piece has its own type, so that a plain string can never get into
 * a document without being escaped.
 */
import { SamlError } from '../errors.ts';
import { UNIT_FLAGS, XML_CHAR } from './characters.ts';
import { canonicalAttribute, canonicalText } from './escape.ts';

declare const xmlTextBrand: unique symbol;

/** A well-formed piece of XML: elements and escaped text. */
export type XmlText = string & { readonly [xmlTextBrand]: true };

/** Attributes by name in the order of writing; undefined ones are left out. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** Refuses text that no XML document can carry. */
function requireXmlChars(text: string): void {
  if (!text.isWellFormed()) {
    throw new SamlError('xml.syntax', { expected: 'well-formed Unicode', received: 'a lone surrogate' });
  }
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (((UNIT_FLAGS[unit] ?? 0) & XML_CHAR) === 0) {
      throw new SamlError('xml.syntax', {
        expected: 'characters that XML allows',
        received: `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`,
      });
    }
  }
}

/**
 * Text as element content. What a parser reads back is equal to the text, carriage returns included.
 *
 * @throws SamlError `xml.syntax` for characters that XML cannot carry.
 */
export function escapeText(text: string): XmlText {
  requireXmlChars(text);
  return canonicalText(text) as XmlText;
}

/**
 * Text as an attribute value between double quotes. What a parser reads back is equal to the text,
 * line ends and tabs included.
 *
 * @throws SamlError `xml.syntax` for characters that XML cannot carry.
 */
export function escapeAttribute(value: string): string {
  requireXmlChars(value);
  return canonicalAttribute(value);
}

const QUALIFIED_NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;

/** Names that were found right. All are constants of ours, so there are few. */
const rightNames = new Set<string>();
const MAX_RIGHT_NAMES = 1000;

function requireName(name: string): void {
  if (rightNames.has(name)) return;
  if (!QUALIFIED_NAME.test(name)) {
    throw new SamlError('xml.syntax', { expected: 'an ASCII qualified name', received: JSON.stringify(name) });
  }
  if (rightNames.size < MAX_RIGHT_NAMES) rightNames.add(name);
}

/**
 * One element. Attributes are written in the order given, undefined ones not at all; undefined
 * children are left out, which keeps optional parts readable at the call.
 *
 * @throws SamlError `xml.syntax` for a name or a value that XML cannot carry.
 * @example
 * tag('saml:Issuer', { Format: undefined }, escapeText(entityId))
 */
export function tag(name: string, attributes: XmlAttributes, ...children: readonly (XmlText | undefined)[]): XmlText {
  requireName(name);
  let start = `<${name}`;
  for (const attributeName of Object.keys(attributes)) {
    const value = attributes[attributeName];
    if (value === undefined) continue;
    requireName(attributeName);
    start += ` ${attributeName}="${escapeAttribute(value)}"`;
  }
  let content = '';
  for (const child of children) content += child ?? '';
  return (content === '' ? `${start}/>` : `${start}>${content}</${name}>`) as XmlText;
}

/** Several pieces one after the other. */
export function concatXml(...pieces: readonly (XmlText | undefined)[]): XmlText {
  return pieces.filter((piece) => piece !== undefined).join('') as XmlText;
}

/**
 * Takes text that is known to be well-formed XML, such as a signed message, into a larger one.
 * The caller vouches for it.
 */
export function trustedXml(xml: string): XmlText {
  return xml as XmlText;
}
