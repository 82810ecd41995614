/**
 * Namespace declarations while parsing (Namespaces in XML 1.0 §3 to §6): which URI a prefix is bound
 * to right now, and which declarations are allowed at all.
 */
import { bindingsInScope, INITIAL_SCOPE, type NamespaceScope, type XmlNamespace } from './namespace-scope.ts';
import { isAbsoluteUri } from './namespace-uri.ts';
import {
  EXC_C14N,
  SAML_ASSERTION,
  SAML_METADATA,
  SAML_METADATA_UI,
  SAML_PROTOCOL,
  XML_NAMESPACE,
  XML_SCHEMA,
  XML_SCHEMA_INSTANCE,
  XMLDSIG,
  XMLDSIG11,
  XMLENC,
  XMLENC11,
  XMLNS_NAMESPACE,
} from './namespaces.ts';
import type { Scanner } from './scanner.ts';

/** In UTF-16 units; those of SAML, XML Signature and XML Encryption have about fifty. */
const MAX_URI_LENGTH = 2048;

/**
 * Nearly every message declares these, so they need no check, and all elements carry one string, so that comparing it
 * with a constant of ours compares two references. The list is never added to: a URI out of a message would
 * keep all of that message in memory, and what strangers send would push out what is of use.
 */
const KNOWN_URIS: readonly string[] = [
  SAML_PROTOCOL,
  SAML_ASSERTION,
  SAML_METADATA,
  SAML_METADATA_UI,
  XMLDSIG,
  XMLDSIG11,
  XMLENC,
  XMLENC11,
  EXC_C14N,
  XML_SCHEMA,
  XML_SCHEMA_INSTANCE,
];

/** The known URIs by their length, which spares hashing what was read. */
const KNOWN_BY_LENGTH: readonly (readonly string[] | undefined)[] = (() => {
  const byLength: string[][] = [];
  for (const uri of KNOWN_URIS) {
    const alike = byLength[uri.length] ?? [];
    alike.push(uri);
    byLength[uri.length] = alike;
  }
  return byLength;
})();

/** The constant that is equal to a URI, if it is a known one. */
function knownUri(uri: string): string | undefined {
  const alike = KNOWN_BY_LENGTH[uri.length];
  if (alike === undefined) return undefined;
  for (const known of alike) {
    if (known === uri) return known;
  }
  return undefined;
}

/**
 * The bindings at the parser's position. Lookups cost the same at any depth; closing an element
 * restores what its declarations hid.
 */
export class NamespaceBindings {
  readonly #scanner: Scanner;
  /** By prefix; undefined where a declaration has ended. */
  readonly #bound: Map<string, string | undefined>;
  readonly #hidden: { readonly prefix: string; readonly uri: string | undefined }[] = [];

  constructor(scanner: Scanner, outer: NamespaceScope = INITIAL_SCOPE) {
    this.#scanner = scanner;
    this.#bound = bindingsInScope(outer);
  }

  /**
   * Binds a prefix.
   *
   * @param written - the URI as read.
   * @throws SamlError `xml.namespace` or `xml.namespace_uri` for a declaration that is not allowed.
   */
  declare(prefix: string, written: string, at: number): XmlNamespace {
    const known = knownUri(written);
    const uri = known ?? written;
    this.#requireAllowed(prefix, uri, known !== undefined, at);
    this.#hidden.push({ prefix, uri: this.#bound.get(prefix) });
    this.#bound.set(prefix, uri);
    return { prefix, uri };
  }

  /** Forgets the latest `count` declarations. */
  restore(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const hidden = this.#hidden.pop();
      if (hidden === undefined) return;
      this.#bound.set(hidden.prefix, hidden.uri);
    }
  }

  /** The URI of a prefix in use; `''` is the default namespace. */
  resolve(prefix: string, at: number): string {
    const uri = this.#bound.get(prefix);
    if (uri === undefined && prefix !== '') {
      this.#scanner.fail('xml.namespace', `a declaration of the prefix ${JSON.stringify(prefix)}`, at);
    }
    return uri ?? '';
  }

  #requireAllowed(prefix: string, uri: string, known: boolean, at: number): void {
    const scanner = this.#scanner;
    if (prefix === 'xmlns') scanner.fail('xml.namespace', 'no declaration of the prefix "xmlns"', at);
    if ((prefix === 'xml') !== (uri === XML_NAMESPACE)) {
      scanner.fail('xml.namespace', `the prefix "xml", and no other, bound to ${XML_NAMESPACE}`, at);
    }
    if (uri === XMLNS_NAMESPACE) scanner.fail('xml.namespace', `nothing bound to ${XMLNS_NAMESPACE}`, at);
    if (uri === '') {
      if (prefix !== '') scanner.fail('xml.namespace', 'a namespace URI for a prefix', at);
    } else if (!known && (uri.length > MAX_URI_LENGTH || !isAbsoluteUri(uri))) {
      scanner.fail('xml.namespace_uri', `an absolute URI of at most ${MAX_URI_LENGTH} characters`, at);
    }
  }
}
