/**
 * The namespaces in scope of an element, as a chain that elements without declarations of their own
 * share with their parent. Inclusive canonicalization reads it at the apex, and a decrypted element
 * is parsed within the scope of the element that it replaces.
 */
import { XML_NAMESPACE } from './namespaces.ts';

/** A namespace declaration of one element; `prefix` is `''` for the default namespace. */
export interface XmlNamespace {
  readonly prefix: string;
  /** `''` undeclares the default namespace. */
  readonly uri: string;
}

export interface NamespaceScope {
  /** Absent on the outermost scope only. */
  readonly parent: NamespaceScope | undefined;
  /** What the element that opened this scope declares. */
  readonly declarations: readonly XmlNamespace[];
}

/** What is in scope before any declaration: the prefix `xml` (Namespaces in XML 1.0 §3). */
export const INITIAL_SCOPE: NamespaceScope = {
  parent: undefined,
  declarations: [{ prefix: 'xml', uri: XML_NAMESPACE }],
};

/**
 * All bindings that are in force in a scope, by prefix (`''` for the default namespace, whose URI
 * is `''` where it was undeclared).
 */
export function bindingsInScope(scope: NamespaceScope): Map<string, string> {
  const chain: NamespaceScope[] = [];
  for (let link: NamespaceScope | undefined = scope; link !== undefined; link = link.parent) chain.push(link);
  const bindings = new Map<string, string>();
  for (const link of chain.reverse()) {
    for (const { prefix, uri } of link.declarations) bindings.set(prefix, uri);
  }
  return bindings;
}
