/**
 * The one XML parser of the kernel: octets in, the tree out that is both verified and read.
 *
 * It is strict on purpose. Everything that lets two readers of one message see different things is
 * refused: document types, processing instructions, entities, other encodings, relative namespace
 * URIs. One pass without recursion, in time proportional to the size, with its limits checked first.
 */
import { EXCLAMATION, GREATER_THAN, LESS_THAN, QUESTION, SLASH } from './characters.ts';
import { NamespaceBindings } from './parse-namespaces.ts';
import { decodeText, refuseDeclarations, skipMisc, skipProlog } from './parse-prolog.ts';
import { readStartTag, type StartTagContext } from './parse-start-tag.ts';
import { isCdataStart, readComment, readText } from './parse-text.ts';
import { Scanner } from './scanner.ts';
import { MESSAGE_LIMITS, type XmlDocument, type XmlElement, type XmlLimits } from './xml-node.ts';
import type { ElementNode } from './xml-tree.ts';

export interface ParseXmlOptions {
  /** Default: `MESSAGE_LIMITS`. */
  readonly limits?: XmlLimits | undefined;
  /**
   * For decrypted content: the element in whose place the new root stands. Its namespaces are in
   * scope, its depth counts, and the new root has it as parent.
   */
  readonly parent?: XmlElement | undefined;
}

/**
 * Parses one document (XML 1.0 5th ed., Namespaces in XML 1.0 3rd ed.).
 *
 * Accepted: UTF-8, at most one byte order mark, an XML declaration of version 1.0, comments, CDATA
 * sections, the five predefined entities and character references.
 *
 * @param input - octets, or text that somebody decoded already.
 * @throws SamlError `message.too_large`, or a code of the area `xml`: `xml.encoding`, `xml.syntax`,
 *   `xml.doctype`, `xml.processing_instruction`, `xml.entity`, `xml.namespace`, `xml.namespace_uri`,
 *   `xml.depth`, `xml.element_count`, `xml.attribute_count`, `xml.namespace_count`.
 * @example
 * const { root } = parseXml('<a xmlns="urn:example:a"/>');
 */
export function parseXml(input: Uint8Array | string, options: ParseXmlOptions = {}): XmlDocument {
  const limits = options.limits ?? MESSAGE_LIMITS;
  const text = decodeText(input, limits.maxBytes);
  const scanner = new Scanner(text);
  try {
    const bindings = new NamespaceBindings(scanner, options.parent?.scope);
    skipProlog(scanner);
    const root = readTree({ scanner, bindings, limits }, options.parent);
    skipMisc(scanner);
    if (!scanner.atEnd) scanner.fail('xml.syntax', 'exactly one root element');
    return { root, text };
  } finally {
    scanner.release();
  }
}

function depthOf(element: XmlElement | undefined): number {
  let depth = 0;
  for (let ancestor = element; ancestor !== undefined; ancestor = ancestor.parent) depth += 1;
  return depth;
}

/** Reads the root element and everything in it. */
function readTree(context: StartTagContext, outer: XmlElement | undefined): ElementNode {
  const { scanner, bindings, limits } = context;
  const { units } = scanner;
  const open: ElementNode[] = [];
  const outerDepth = depthOf(outer);
  let current: ElementNode | undefined;
  let previous: ElementNode | undefined;
  let elements = 0;
  for (;;) {
    const next = units[scanner.position + 1];
    if (current !== undefined && (units[scanner.position] !== LESS_THAN || isCdataStart(scanner, scanner.position))) {
      current.append(readText(scanner));
    } else if (current !== undefined && next === SLASH) {
      readEndTag(scanner, current);
      bindings.restore(current.namespaces.length);
      open.pop();
      const parent = open.at(-1);
      if (parent === undefined) return current;
      current = parent;
    } else if (next === EXCLAMATION || next === QUESTION) {
      refuseDeclarations(scanner);
      current?.append(readComment(scanner));
    } else {
      if (outerDepth + open.length >= limits.maxDepth) {
        scanner.fail('xml.depth', `at most ${limits.maxDepth} levels`);
      }
      elements += 1;
      if (elements > limits.maxElements) {
        scanner.fail('xml.element_count', `at most ${limits.maxElements} elements`);
      }
      const element: ElementNode = readStartTag(context, current ?? outer);
      current?.append(element);
      if (previous !== undefined) previous.next = element;
      previous = element;
      if (element.end === 0) {
        open.push(element);
        current = element;
      } else {
        bindings.restore(element.namespaces.length);
        if (current === undefined) return element;
      }
    }
  }
}

function readEndTag(scanner: Scanner, element: ElementNode): void {
  const start = scanner.position;
  const nameEnd = start + 2 + element.name.length;
  const named = scanner.repeats(element.start + 1, start + 2, element.name.length);
  scanner.position = nameEnd;
  if (named && scanner.units[nameEnd] !== GREATER_THAN) scanner.skipSpace();
  if (!named || scanner.units[scanner.position] !== GREATER_THAN) {
    scanner.fail('xml.syntax', `</${element.name}>`, start);
  }
  scanner.position += 1;
  element.contentEnd = start;
  element.end = scanner.position;
}
