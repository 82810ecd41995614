/**
 * Canonical form of an element and everything in it, the octets that XML signatures are made over.
 *
 * Exclusive XML Canonicalization 1.0, Canonical XML 1.0 and 1.1, each with or without comments. Most
 * messages are written nearly canonically, so the result is put together from long slices of the
 * source; only what deviates is written anew. Which parts deviate was noted by the parser.
 */
import { SamlError } from '../errors.ts';
import { compareAttributes } from './compare-attributes.ts';
import { canonicalAttribute, canonicalText } from './escape.ts';
import { inheritedXmlAttributes } from './inherited-attributes.ts';
import type { XmlNamespace } from './namespace-scope.ts';
import { RenderedNamespaces } from './rendered-namespaces.ts';
import type { XmlAttribute, XmlElement, XmlNode } from './xml-node.ts';

/** One way of canonicalization. */
export interface C14nMethod {
  /** Exclusive 1.0, inclusive 1.0 or inclusive 1.1. */
  readonly kind: 'exclusive' | 'inclusive' | 'inclusive11';
  /** Whether comments are part of the canonical form. */
  readonly comments: boolean;
  /** PrefixList of an exclusive method, as written: `#default` is the default namespace. */
  readonly inclusivePrefixes: readonly string[];
}

export interface CanonicalizeOptions {
  readonly method: C14nMethod;
  /** An element inside that is left out: the ds:Signature, for the enveloped signature transform. */
  readonly omit?: XmlElement | undefined;
  /** Longest result in UTF-16 units. Default: eight times the length of the element's source, and at least 64 Ki. */
  readonly maxLength?: number | undefined;
}

/**
 * Exclusive canonicalization writes a declaration again for every sibling that uses it, so a long URI can make the
 * result the square of the source. Genuine messages hardly grow; escapes make up to five characters out of one.
 */
const MAX_GROWTH = 8;
/** A short element may lie in the scope of many declarations. */
const ALWAYS_ALLOWED_LENGTH = 64 * 1024;

/** Exclusive canonicalization without comments or PrefixList: what SAML core §5.4.3 recommends. */
export const EXCLUSIVE_C14N: C14nMethod = { kind: 'exclusive', comments: false, inclusivePrefixes: [] };

/**
 * The canonical form of the subtree with `element` at its apex. Namespaces, and for the inclusive
 * methods `xml:` attributes, are taken from its ancestors as the method says.
 *
 * @returns text whose UTF-8 encoding is the canonical octet stream.
 * @throws SamlError `xml.canonicalization` for `xml:base` outside of the subtree with method 1.1, and
 *   for a result longer than `maxLength`; it is refused while it is written.
 */
export function canonicalize(element: XmlElement, options: CanonicalizeOptions): string {
  return new CanonicalWriter(element, options).write();
}

/** A part that is canonicalized on its own, too. */
export interface InnerPart {
  /** An element inside the apex. */
  readonly element: XmlElement;
  /** An element inside that part, which the canonical form of the part leaves out. */
  readonly omit: XmlElement;
}

export interface PairedForms {
  /** What `canonicalize` gives for the whole. */
  readonly text: string;
  /** What `canonicalize` gives for the part with the same method; undefined where it has to be asked. */
  readonly partText: string | undefined;
}

/**
 * Two canonical forms in one pass: that of an element, and that of a part of it which is signed itself. The part alone is
 * a piece of the whole, unless namespaces that are declared around it are used in it.
 *
 * @throws SamlError `xml.canonicalization`, as `canonicalize` for the whole.
 */
export function canonicalizeNested(element: XmlElement, omit: XmlElement, inner: InnerPart): PairedForms {
  const writer = new CanonicalWriter(element, { method: EXCLUSIVE_C14N, omit }, inner);
  return { text: writer.write(), partText: writer.partText() };
}

/** How long the canonical form of an element may be, unless a limit is given. */
function allowedLength({ start, end }: XmlElement): number {
  return Math.max(ALWAYS_ALLOWED_LENGTH, MAX_GROWTH * (end - start));
}

const NO_INHERITED: readonly XmlAttribute[] = [];

const NO_PREFIXES: ReadonlySet<string> = new Set();

function prefixSet(prefixes: readonly string[]): ReadonlySet<string> {
  if (prefixes.length === 0) return NO_PREFIXES;
  return new Set(prefixes.map((prefix) => (prefix === '#default' ? '' : prefix)));
}

class CanonicalWriter {
  readonly #apex: XmlElement;
  readonly #comments: boolean;
  readonly #omit: XmlElement | undefined;
  readonly #namespaces: RenderedNamespaces;
  readonly #inherited: readonly XmlAttribute[];
  readonly #maxLength: number;
  #output = '';
  /** The declarations that were written last, and their text: siblings often need the same. */
  #declarations: readonly XmlNamespace[] = [];
  #declarationsText = '';
  /** Offset in the source up to which everything is in `#output`; what follows is copied later. */
  #written: number;

  readonly #inner: InnerPart | undefined;
  /** Offsets in the output, once it is known where the part and what it leaves out stand. */
  readonly #innerOffsets: number[] = [];
  #innerDepends = false;

  constructor(apex: XmlElement, { method, omit, maxLength }: CanonicalizeOptions, inner?: InnerPart) {
    const { kind, comments, inclusivePrefixes } = method;
    this.#apex = apex;
    this.#comments = comments;
    this.#omit = omit;
    this.#inner = inner;
    this.#written = apex.start;
    this.#maxLength = maxLength ?? allowedLength(apex);
    this.#namespaces = new RenderedNamespaces(kind === 'exclusive', prefixSet(inclusivePrefixes));
    this.#inherited =
      kind === 'exclusive' ? NO_INHERITED : inheritedXmlAttributes(apex, kind === 'inclusive' ? '1.0' : '1.1');
  }

  /** Walks the subtree with a stack of its own: depth is bounded by the parser, not by this. */
  write(): string {
    const open: XmlElement[] = [this.#apex];
    const nextChild: number[] = [0];
    const marks: number[] = [this.#namespaces.mark];
    this.#writeStartTag(this.#apex);
    for (let element = open.at(-1); element !== undefined; element = open.at(-1)) {
      const depth = open.length - 1;
      const child = this.#nextElement(element.children, nextChild, depth);
      if (child === undefined) {
        this.#writeEndTag(element);
        if (this.#inner !== undefined) this.#leaveInner(element, this.#inner);
        this.#namespaces.leave(marks.pop() ?? 0);
        open.pop();
        nextChild.pop();
      } else {
        if (this.#inner !== undefined) this.#enterInner(child, this.#inner);
        marks.push(this.#namespaces.mark);
        this.#writeStartTag(child);
        open.push(child);
        nextChild.push(0);
      }
    }
    this.#replace(this.#apex.end, this.#apex.end, '');
    return this.#output;
  }

  #enterInner(child: XmlElement, { element, omit }: InnerPart): void {
    if (child !== element && child !== omit) return;
    if (child === element) this.#namespaces.watch();
    this.#innerOffsets.push(this.#offsetOf(child.start));
  }

  #leaveInner(left: XmlElement, { element, omit }: InnerPart): void {
    if (left !== element && left !== omit) return;
    if (left === element) this.#innerDepends = this.#namespaces.endWatch();
    this.#innerOffsets.push(this.#offsetOf(left.end));
  }

  /** Writes everything up to an offset in the source, and says where in the output it stands. */
  #offsetOf(end: number): number {
    this.#replace(end, end, '');
    return this.#output.length;
  }

  /** The canonical form of the part, after `write`. */
  partText(): string | undefined {
    const [start, omitStart, omitEnd, end, ...more] = this.#innerOffsets;
    const known = start !== undefined && omitStart !== undefined && omitEnd !== undefined && end !== undefined;
    if (!known || more.length > 0 || this.#innerDepends || this.#inner === undefined) return undefined;
    const text = this.#output.slice(start, omitStart) + this.#output.slice(omitEnd, end);
    // Alone, a longer one is refused.
    return text.length > allowedLength(this.#inner.element) ? undefined : text;
  }

  /** Deals with text and comments up to the next child element, which it returns. */
  #nextElement(children: readonly XmlNode[], nextChild: number[], depth: number): XmlElement | undefined {
    for (let index = nextChild[depth] ?? 0; index < children.length; index += 1) {
      const child = children[index];
      if (child === undefined) break;
      if (child.kind === 'text') {
        if (!child.verbatim) this.#replace(child.start, child.end, canonicalText(child.value));
      } else if (child.kind === 'comment') {
        this.#replace(child.start, child.end, this.#comments ? `<!--${child.value}-->` : '');
      } else if (child === this.#omit) {
        this.#replace(child.start, child.end, '');
      } else {
        nextChild[depth] = index + 1;
        return child;
      }
    }
    nextChild[depth] = children.length;
    return undefined;
  }

  #writeStartTag(element: XmlElement): void {
    const isApex = element === this.#apex;
    const inherited = isApex ? this.#inherited : NO_INHERITED;
    const namespaces = this.#namespaces.enter(element, isApex);
    const nameEnd = element.start + 1 + element.name.length;
    if (!element.attributesVerbatim || inherited.length > 0) {
      const attributes = inherited.length === 0 ? element.attributes : [...element.attributes, ...inherited];
      const text = this.#declarationsOf(namespaces) + attributesText(attributes);
      this.#replace(nameEnd, element.attributesEnd, text);
    } else if (!element.namespacesVerbatim || !declaresExactly(element, namespaces)) {
      this.#replace(nameEnd, element.attributesStart, this.#declarationsOf(namespaces));
    }
    // Of an empty-element tag the end tag is written at once.
    if (element.end === element.contentStart) {
      this.#replace(element.attributesEnd, element.end, `></${element.name}>`);
    } else if (element.contentStart !== element.attributesEnd + 1) {
      this.#replace(element.attributesEnd, element.contentStart, '>');
    }
  }

  #writeEndTag(element: XmlElement): void {
    const length = element.end - element.contentEnd;
    if (length > 0 && length !== element.name.length + 3) {
      this.#replace(element.contentEnd, element.end, `</${element.name}>`);
    }
  }

  #declarationsOf(namespaces: readonly XmlNamespace[]): string {
    if (namespaces !== this.#declarations) {
      this.#declarations = namespaces;
      this.#declarationsText = declarationsText(namespaces);
    }
    return this.#declarationsText;
  }

  #replace(start: number, end: number, text: string): void {
    if (start > this.#written) this.#output += this.#apex.source.slice(this.#written, start);
    this.#output += text;
    this.#written = end;
    this.#requireWithinLimit();
  }

  #requireWithinLimit(): void {
    if (this.#output.length <= this.#maxLength) return;
    throw new SamlError('xml.canonicalization', {
      expected: `a canonical form of ${this.#apex.name} of at most ${this.#maxLength} characters`,
      received: 'a longer one',
    });
  }
}

/** Whether the source declares just what is to be written, in the same order. */
function declaresExactly(element: XmlElement, namespaces: readonly XmlNamespace[]): boolean {
  const declared = element.namespaces;
  if (declared.length !== namespaces.length) return false;
  // What is written is bound in this scope, so equal prefixes have equal URIs if they are declared here.
  for (let index = 0; index < declared.length; index += 1) {
    if (declared[index]?.prefix !== namespaces[index]?.prefix) return false;
  }
  return true;
}

function declarationsText(namespaces: readonly XmlNamespace[]): string {
  let text = '';
  for (const { prefix, uri } of namespaces) {
    text += prefix === '' ? ` xmlns="${canonicalAttribute(uri)}"` : ` xmlns:${prefix}="${canonicalAttribute(uri)}"`;
  }
  return text;
}

function attributesText(attributes: readonly XmlAttribute[]): string {
  let text = '';
  for (const { name, value } of inOrder(attributes)) text += ` ${name}="${canonicalAttribute(value)}"`;
  return text;
}

/** Up to here sorting by insertion is cheaper; beyond, it would grow with the square. */
const FEW_ATTRIBUTES = 8;

function inOrder(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (attributes.length > FEW_ATTRIBUTES) return attributes.toSorted(compareAttributes);
  const sorted: XmlAttribute[] = attributes.slice();
  for (let end = 1; end < sorted.length; end += 1) {
    for (let index = end; index > 0; index -= 1) {
      const left = sorted[index - 1];
      const right = sorted[index];
      if (left === undefined || right === undefined || compareAttributes(left, right) <= 0) break;
      sorted[index - 1] = right;
      sorted[index] = left;
    }
  }
  return sorted;
}
