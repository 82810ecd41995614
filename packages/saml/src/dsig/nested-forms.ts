/**
 * The canonical forms of a message that is signed as a whole and of which a part is signed, too: a Response and its
 * assertion. Both are written in one pass over the message, when the first of them is asked for.
 */
import { type C14nMethod, canonicalize, canonicalizeNested, type InnerPart } from '../xml/canonicalize.ts';
import type { XmlElement } from '../xml/xml-node.ts';

/** What nearly everybody signs with; other methods are canonicalized one by one. */
const isPlainExclusive = ({ kind, comments, inclusivePrefixes }: C14nMethod): boolean =>
  kind === 'exclusive' && !comments && inclusivePrefixes.length === 0;

export class NestedForms {
  readonly #whole: XmlElement;
  readonly #inner: InnerPart;
  #partText: string | undefined;

  /** @param inner The part, inside of `whole`, and its ds:Signature. */
  constructor(whole: XmlElement, inner: InnerPart) {
    this.#whole = whole;
    this.#inner = inner;
  }

  /** The canonical form of an element without its signature: what `canonicalize` gives, which see for what it throws. */
  formOf(element: XmlElement, method: C14nMethod, omit: XmlElement): string {
    if (isPlainExclusive(method)) {
      if (element === this.#whole) {
        const { text, partText } = canonicalizeNested(element, omit, this.#inner);
        this.#partText = partText;
        return text;
      }
      const known = element === this.#inner.element && omit === this.#inner.omit ? this.#partText : undefined;
      if (known !== undefined) return known;
    }
    return canonicalize(element, { method, omit });
  }
}
