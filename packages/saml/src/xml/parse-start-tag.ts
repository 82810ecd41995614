/**
 * Start tags and empty-element tags (XML 1.0 §3.1) with their namespaces (Namespaces in XML 1.0).
 *
 * While reading, it is noted which parts of the tag are written as Canonical XML 1.0 §2.2 and §2.3
 * would write them: single spaces, double quotes, declarations before attributes, attributes in order.
 */
import { EQUALS_SIGN, GREATER_THAN, SLASH } from './characters.ts';
import { compareAttributes } from './compare-attributes.ts';
import { INITIAL_SCOPE } from './namespace-scope.ts';
import { readAttributeValue } from './parse-attribute-value.ts';
import type { NamespaceBindings } from './parse-namespaces.ts';
import type { QualifiedName } from './qualified-name.ts';
import type { Scanner } from './scanner.ts';
import type { XmlElement, XmlLimits } from './xml-node.ts';
import { AttributeNode, ElementNode } from './xml-tree.ts';

export interface StartTagContext {
  readonly scanner: Scanner;
  readonly bindings: NamespaceBindings;
  readonly limits: XmlLimits;
}

const ONE_SPACE = 0x20;
/** Up to here comparing every pair is cheaper than a set; beyond, it would grow with the square. */
const FEW_ATTRIBUTES = 8;

/**
 * Reads the tag at the position, which is at its `<`. The element of an empty-element tag comes back
 * complete (`end` is set); its declarations stay in force until the caller restores the bindings.
 */
export function readStartTag(context: StartTagContext, parent: XmlElement | undefined): ElementNode {
  const { scanner } = context;
  const start = scanner.position;
  scanner.position = start + 1;
  const name = scanner.readName();
  const element = new ElementNode(name, parent, parent?.scope ?? INITIAL_SCOPE, scanner.text, start);
  element.attributesStart = scanner.position;
  element.attributesEnd = scanner.position;
  if (scanner.units[scanner.position] !== GREATER_THAN) readAttributes(context, element);
  resolveNames(context, element);
  closeStartTag(scanner, element);
  return element;
}

/** Reads all attributes and declarations and stops before `>` or `/>`. */
function readAttributes(context: StartTagContext, element: ElementNode): void {
  const { scanner } = context;
  const { units } = scanner;
  for (;;) {
    const spaceStart = scanner.position;
    const separated = scanner.skipSpace();
    const unit = units[scanner.position];
    if (unit === GREATER_THAN || unit === SLASH) return;
    if (!separated) scanner.fail('xml.syntax', 'white space, ">" or "/>"');
    const singleSpace = scanner.position === spaceStart + 1 && units[spaceStart] === ONE_SPACE;
    readAttribute(context, element, singleSpace);
    element.attributesEnd = scanner.position;
  }
}

function readAttribute(context: StartTagContext, element: ElementNode, singleSpace: boolean): void {
  const { scanner } = context;
  const at = scanner.position;
  const name = scanner.readName();
  const declares = name.prefix === 'xmlns' || name.name === 'xmlns';
  requireWithinLimit(context, element, declares, at);
  let verbatim = singleSpace;
  if (scanner.units[scanner.position] !== EQUALS_SIGN) {
    verbatim = false;
    scanner.skipSpace();
  }
  scanner.expect(EQUALS_SIGN);
  if (scanner.skipSpace()) verbatim = false;
  const value = readAttributeValue(scanner);
  verbatim &&= scanner.valueVerbatim;
  if (declares) addDeclaration(context, element, { name, uri: value, at, verbatim });
  else addAttribute(element, name, value, verbatim);
}

function requireWithinLimit(context: StartTagContext, element: ElementNode, declares: boolean, at: number): void {
  const { scanner, limits } = context;
  if (declares) {
    if (element.namespaces.length >= limits.maxNamespaces) {
      scanner.fail('xml.namespace_count', `at most ${limits.maxNamespaces} namespace declarations`, at);
    }
  } else if (element.attributes.length >= limits.maxAttributes) {
    scanner.fail('xml.attribute_count', `at most ${limits.maxAttributes} attributes`, at);
  }
}

interface ReadDeclaration {
  readonly name: QualifiedName;
  readonly uri: string;
  readonly at: number;
  readonly verbatim: boolean;
}

function addDeclaration(context: StartTagContext, element: ElementNode, read: ReadDeclaration): void {
  const { scanner, bindings } = context;
  const prefix = read.name.prefix === '' ? '' : read.name.localName;
  if (element.namespaces.some((other) => other.prefix === prefix)) {
    scanner.fail('xml.namespace', 'each prefix declared once', read.at);
  }
  const declaration = bindings.declare(prefix, read.uri, read.at);
  if (element.namespaces.length === 0) {
    element.namespaces = [declaration];
    element.scope = { parent: element.scope, declarations: element.namespaces };
  } else {
    element.namespaces.push(declaration);
  }
  if (!read.verbatim) element.namespacesVerbatim = false;
  if (element.attributes.length === 0) {
    element.attributesStart = scanner.position;
  } else {
    element.namespacesVerbatim = false;
    element.attributesVerbatim = false;
  }
}

function addAttribute(element: ElementNode, name: QualifiedName, value: string, verbatim: boolean): void {
  const attribute = new AttributeNode(name, value);
  if (element.attributes.length === 0) element.attributes = [attribute];
  else element.attributes.push(attribute);
  if (!verbatim) element.attributesVerbatim = false;
}

/** Now that all declarations of the tag are known, binds the prefixes that it uses. */
function resolveNames(context: StartTagContext, element: ElementNode): void {
  const { bindings, scanner } = context;
  if (element.prefix === 'xmlns') scanner.fail('xml.namespace', 'no element with the prefix "xmlns"', element.start);
  element.namespaceUri = bindings.resolve(element.prefix, element.start);
  const { attributes } = element;
  for (const attribute of attributes) {
    if (attribute.prefix !== '') attribute.namespaceUri = bindings.resolve(attribute.prefix, element.start);
  }
  if (attributes.length < 2) return;
  requireUniqueAttributes(scanner, element);
  for (let index = 1; index < attributes.length && element.attributesVerbatim; index += 1) {
    const left = attributes[index - 1];
    const right = attributes[index];
    if (left !== undefined && right !== undefined && compareAttributes(left, right) > 0) {
      element.attributesVerbatim = false;
    }
  }
}

/** No two attributes of one expanded name (XML 1.0 §3.1, Namespaces in XML 1.0 §6.3). */
function requireUniqueAttributes(scanner: Scanner, element: ElementNode): void {
  const { attributes } = element;
  if (attributes.length > FEW_ATTRIBUTES) {
    const names = new Set(attributes.map(({ namespaceUri, localName }) => `${namespaceUri} ${localName}`));
    if (names.size < attributes.length) refuseRepeated(scanner, element);
    return;
  }
  for (let right = 1; right < attributes.length; right += 1) {
    for (let left = 0; left < right; left += 1) {
      const one = attributes[left];
      const other = attributes[right];
      if (one?.localName === other?.localName && one?.namespaceUri === other?.namespaceUri) {
        refuseRepeated(scanner, element);
      }
    }
  }
}

function refuseRepeated(scanner: Scanner, element: ElementNode): never {
  return scanner.fail('xml.syntax', 'each attribute once', element.start);
}

function closeStartTag(scanner: Scanner, element: ElementNode): void {
  const empty = scanner.units[scanner.position] === SLASH;
  const close = empty ? scanner.position + 1 : scanner.position;
  if (scanner.units[close] !== GREATER_THAN) scanner.fail('xml.syntax', JSON.stringify(empty ? '/>' : '>'));
  scanner.position = close + 1;
  element.contentStart = scanner.position;
  if (empty) {
    element.contentEnd = scanner.position;
    element.end = scanner.position;
  }
}
