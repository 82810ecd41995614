/**
 * The namespace axis of canonicalization: which declarations the canonical form of an element carries,
 * given those that its ancestors in the output carry already.
 *
 * Inclusive: Canonical XML 1.0 §2.3. Exclusive: Exclusive XML Canonicalization 1.0 §3.
 */
import { compareCodePoints } from './code-points.ts';
import { bindingsInScope, type XmlNamespace } from './namespace-scope.ts';
import type { XmlElement } from './xml-node.ts';

/** Most elements add nothing; they share this. */
const NONE: readonly XmlNamespace[] = [];

const byPrefix = (left: XmlNamespace, right: XmlNamespace): number => compareCodePoints(left.prefix, right.prefix);

export class RenderedNamespaces {
  /** What the open elements of the output declare, by prefix; `''` where nothing is declared any more. */
  readonly #rendered = new Map<string, string>();
  /** What each declaration in force has hidden. */
  readonly #hidden: XmlNamespace[] = [];
  /** What the present call of `enter` has found. */
  #added: readonly XmlNamespace[] = NONE;
  /** The latest single declaration: siblings often need the same one. */
  #latest: readonly XmlNamespace[] = NONE;
  /** While it is watched what depends on them: the prefixes that were declared outside. */
  #outside: ReadonlySet<string> | undefined;
  #dependent = false;
  readonly #exclusive: boolean;
  /** Prefixes that exclusive canonicalization treats as the inclusive one would. */
  readonly #inclusivePrefixes: ReadonlySet<string>;

  /** @param inclusivePrefixes - the PrefixList, with `#default` as `''`; ignored when inclusive. */
  constructor(exclusive: boolean, inclusivePrefixes: ReadonlySet<string>) {
    this.#exclusive = exclusive;
    this.#inclusivePrefixes = inclusivePrefixes;
  }

  /** How many declarations are in force; `leave` takes it back to this. */
  get mark(): number {
    return this.#hidden.length;
  }

  /** From here on it is noted whether what is written depends on declarations of the elements that are open now. */
  watch(): void {
    const outside = new Set<string>();
    for (const [prefix, uri] of this.#rendered) {
      if (uri !== '') outside.add(prefix);
    }
    this.#outside = outside;
    this.#dependent = false;
  }

  /** Ends `watch` and says whether anything depended on them; it may say so without need, never the other way. */
  endWatch(): boolean {
    this.#outside = undefined;
    return this.#dependent;
  }

  /** The declarations to write on an element, in canonical order, which are in force from now on. */
  enter(element: XmlElement, isApex: boolean): readonly XmlNamespace[] {
    this.#added = NONE;
    if (this.#exclusive) {
      this.#add(element.prefix, element.namespaceUri);
      for (const { prefix, namespaceUri } of element.attributes) {
        if (prefix !== '') this.#add(prefix, namespaceUri);
      }
    }
    if (!this.#exclusive || this.#inclusivePrefixes.size > 0) {
      if (isApex) this.#addInScope(element);
      else if (element.namespaces.length > 0) this.#addDeclared(element);
    }
    const added = this.#added;
    return added.length < 2 ? added : added.toSorted(byPrefix);
  }

  /** Takes back what `enter` declared since the mark. */
  leave(mark: number): void {
    while (this.#hidden.length > mark) {
      const hidden = this.#hidden.pop();
      if (hidden === undefined) return;
      this.#rendered.set(hidden.prefix, hidden.uri);
    }
  }

  #add(prefix: string, uri: string): void {
    const rendered = this.#rendered.get(prefix) ?? '';
    // A declaration from outside would be missing alone, and undeclaring it would have no reason.
    if (this.#outside?.has(prefix) === true && (rendered === uri || uri === '')) this.#dependent = true;
    if (rendered === uri || prefix === 'xml') return;
    this.#hidden.push({ prefix, uri: rendered });
    this.#rendered.set(prefix, uri);
    this.#added = this.#added === NONE ? this.#single(prefix, uri) : [...this.#added, { prefix, uri }];
  }

  #single(prefix: string, uri: string): readonly XmlNamespace[] {
    const [latest] = this.#latest;
    if (latest?.prefix !== prefix || latest.uri !== uri) this.#latest = [{ prefix, uri }];
    return this.#latest;
  }

  /** The apex has no ancestor in the output, so it carries what it inherited, too. */
  #addInScope(element: XmlElement): void {
    for (const [prefix, uri] of bindingsInScope(element.scope)) {
      if (!this.#exclusive || this.#inclusivePrefixes.has(prefix)) this.#add(prefix, uri);
    }
  }

  #addDeclared(element: XmlElement): void {
    for (const { prefix, uri } of element.namespaces) {
      if (!this.#exclusive || this.#inclusivePrefixes.has(prefix)) this.#add(prefix, uri);
    }
  }
}
