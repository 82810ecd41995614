/**
 * The one tree of the kernel. The parser builds it, canonicalization and signature checks walk it,
 * and the messages are read from the very same nodes: what is verified is what is read.
 */

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

/** A namespace declaration of one element; `prefix` is `''` for the default namespace. */
export interface XmlNamespace {
  readonly prefix: string;
  /** `''` undeclares the default namespace. */
  readonly uri: string;
}

export interface XmlText {
  readonly kind: 'text';
  /** The characters after references and line ends were resolved; CDATA reads the same. */
  readonly value: string;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly value: string;
}

export interface XmlElement {
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
  /** Offset of `<` in `XmlDocument.text`, in UTF-16 units. */
  readonly start: number;
  /** Offset just past the end tag. */
  readonly end: number;
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
}

/** Limits for one SAML message. */
export const MESSAGE_LIMITS: XmlLimits = {
  maxBytes: 256 * 1024,
  maxDepth: 64,
  maxAttributes: 64,
  maxNamespaces: 32,
};

/** Limits for the metadata of one entity. */
export const METADATA_LIMITS: XmlLimits = { ...MESSAGE_LIMITS, maxBytes: 1024 * 1024 };
