/**
 * The nodes as the parser makes them: classes of one fixed shape each, filled while the document is
 * read and handed out as the read-only types of xml-node.ts.
 */
import type { NamespaceScope, XmlNamespace } from './namespace-scope.ts';
import type { QualifiedName } from './qualified-name.ts';
import type { XmlAttribute, XmlComment, XmlElement, XmlNode, XmlText } from './xml-node.ts';

export class TextNode implements XmlText {
  readonly kind = 'text';
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly verbatim: boolean;

  constructor(value: string, start: number, end: number, verbatim: boolean) {
    this.value = value;
    this.start = start;
    this.end = end;
    this.verbatim = verbatim;
  }
}

export class CommentNode implements XmlComment {
  readonly kind = 'comment';
  readonly value: string;
  readonly start: number;
  readonly end: number;

  constructor(value: string, start: number, end: number) {
    this.value = value;
    this.start = start;
    this.end = end;
  }
}

export class AttributeNode implements XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  /** Set once all declarations of the start tag are known. */
  namespaceUri = '';
  readonly value: string;

  constructor(name: QualifiedName, value: string) {
    this.name = name.name;
    this.prefix = name.prefix;
    this.localName = name.localName;
    this.value = value;
  }
}

/** Shared by all elements without attributes or declarations. */
export const NO_ATTRIBUTES: AttributeNode[] = [];
export const NO_NAMESPACES: XmlNamespace[] = [];
/** Shared by all elements without content; never added to. */
const NO_CHILDREN: XmlNode[] = [];

export class ElementNode implements XmlElement {
  readonly kind = 'element';
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  namespaceUri = '';
  attributes: AttributeNode[] = NO_ATTRIBUTES;
  namespaces: XmlNamespace[] = NO_NAMESPACES;
  children: XmlNode[] = NO_CHILDREN;
  readonly parent: XmlElement | undefined;
  scope: NamespaceScope;
  next: XmlElement | undefined = undefined;
  readonly source: string;
  readonly start: number;
  attributesStart = 0;
  attributesEnd = 0;
  contentStart = 0;
  contentEnd = 0;
  end = 0;
  namespacesVerbatim = true;
  attributesVerbatim = true;

  constructor(
    name: QualifiedName,
    parent: XmlElement | undefined,
    scope: NamespaceScope,
    source: string,
    start: number,
  ) {
    this.name = name.name;
    this.prefix = name.prefix;
    this.localName = name.localName;
    this.parent = parent;
    this.scope = scope;
    this.source = source;
    this.start = start;
  }
  /** Half of all elements have one child, and an array that grows takes room for seventeen. */
  append(child: XmlNode): void {
    if (this.children === NO_CHILDREN) this.children = [child];
    else this.children.push(child);
  }
}
