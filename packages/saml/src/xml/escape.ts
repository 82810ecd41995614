/** The escapes of Canonical XML 1.0 §2.3, which are also what this package writes. */

const SPECIAL_IN_TEXT = /[&<>\r]/;
const SPECIAL_IN_ATTRIBUTE = /[&<"\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

const escapeCharacter = (character: string): string => ESCAPES[character] ?? character;

/** Character data as canonical text. */
export function canonicalText(value: string): string {
  return SPECIAL_IN_TEXT.test(value) ? value.replace(/[&<>\r]/g, escapeCharacter) : value;
}

/** An attribute value or namespace URI as canonical text between double quotes; `>` stays as it is. */
export function canonicalAttribute(value: string): string {
  return SPECIAL_IN_ATTRIBUTE.test(value) ? value.replace(/[&<"\t\n\r]/g, escapeCharacter) : value;
}
