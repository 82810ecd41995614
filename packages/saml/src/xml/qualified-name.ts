/** A name as written, split once per document and shared by all nodes that carry it. */
export interface QualifiedName {
  readonly name: string;
  /** `''` when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** Where the units of the name stand: among those of the known names, or in the document. */
  readonly at: number;
}
