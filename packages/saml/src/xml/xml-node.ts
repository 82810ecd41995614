/**
 * The one tree of the kernel. The parser builds it, canonicalization and signature checks walk it,
 * and the messages are read from the very same nodes: what is verified is what is read.
 *
 * Besides their content, nodes carry offsets into the text they were parsed from and whether that
 * text is already in canonical form, so that canonicalization can copy it instead of writing it anew.
 */
import type { NamespaceScope, XmlNamespace } from './namespace-scope.ts';

/** An attribute; `value` is normalized as XML 1.0 §3.3.3 says for CDATA. */
export interface XmlAttribute {
  /** The name as written, `prefix:local` or `local`. */
  readonly name: string;
  /** `''` when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** `''` when the attribute is in no namespace. */
  readonly namespaceUri: string;
  readonly value: string;
}

export interface XmlText {
  readonly kind: 'text';
  /** The characters after references and line ends were resolved; CDATA reads the same. */
  readonly value: string;
  /** Offset of the first character in the source text, in UTF-16 units. */
  readonly start: number;
  /** Offset just past the last character. */
  readonly end: number;
  /** Whether the source between `start` and `end` is the canonical form. */
  readonly verbatim: boolean;
}

export interface XmlComment {
  readonly kind: 'comment';
  /** The characters between `<!--` and `-->`, with line ends normalized. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where a start tag and an end tag stand in the source, and which parts of them are canonical as written. */
export interface XmlElementSource {
  /** The text that the offsets of this element count in: of the document, or of the decrypted octets. */
  readonly source: string;
  /** Offset of `<` in the source text, in UTF-16 units. */
  readonly start: number;
  /** Offset just past the last namespace declaration that precedes all attributes, or past the name. */
  readonly attributesStart: number;
  /** Offset just past the last attribute or declaration, or past the name. */
  readonly attributesEnd: number;
  /** Offset just past the `>` of the start tag. */
  readonly contentStart: number;
  /** Offset of `</`; equal to `contentStart` and to `end` for an empty-element tag. */
  readonly contentEnd: number;
  /** Offset just past the end tag. */
  readonly end: number;
  /** The namespace declarations come first, in canonical spelling; their order is not judged here. */
  readonly namespacesVerbatim: boolean;
  /** The attributes come after all namespace declarations, in canonical order and spelling. */
  readonly attributesVerbatim: boolean;
}

export interface XmlElement extends XmlElementSource {
  readonly kind: 'element';
  /** The name as written. */
  readonly name: string;
  /** `''` when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** `''` when the element is in no namespace. */
  readonly namespaceUri: string;
  /** In document order, without the namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Declared on this element, in document order. */
  readonly namespaces: readonly XmlNamespace[];
  readonly children: readonly XmlNode[];
  /** Absent on the root only. A decrypted element has the parent of the element that it replaces. */
  readonly parent: XmlElement | undefined;
  /** All namespaces in scope, those of the ancestors included. */
  readonly scope: NamespaceScope;
  /** The next start tag of the same source, inside of this element or behind it; undefined on the last one. */
  readonly next: XmlElement | undefined;
}

export type XmlNode = XmlElement | XmlText | XmlComment;

export interface XmlDocument {
  readonly root: XmlElement;
  /** The text that was parsed, without a byte order mark. */
  readonly text: string;
}

/** Limits that are checked before the work they bound is done. */
export interface XmlLimits {
  /** Octets of the document. */
  readonly maxBytes: number;
  readonly maxDepth: number;
  /** Attributes of one element. */
  readonly maxAttributes: number;
  /** Namespace declarations of one element. */
  readonly maxNamespaces: number;
  /** Elements of the document. */
  readonly maxElements: number;
}

/** Limits for one SAML message. */
export const MESSAGE_LIMITS: XmlLimits = {
  maxBytes: 256 * 1024,
  maxDepth: 64,
  maxAttributes: 64,
  maxNamespaces: 32,
  // A genuine attribute with its value takes some eighty octets for two elements: 256 KiB hold fewer than 7,000.
  maxElements: 20_000,
};

/** Limits for the metadata of one entity. */
export const METADATA_LIMITS: XmlLimits = { ...MESSAGE_LIMITS, maxBytes: 1024 * 1024, maxElements: 80_000 };

/** Limits for the metadata of a federation, which describes thousands of entities. */
export const FEDERATION_LIMITS: XmlLimits = { ...METADATA_LIMITS, maxBytes: 32 * 1024 * 1024, maxElements: 2_500_000 };
