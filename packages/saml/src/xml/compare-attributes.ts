/** The order of attributes in a canonical start tag: by namespace URI, then by local name (Canonical XML 1.0 §2.2). */
import { compareCodePoints } from './code-points.ts';

interface ExpandedName {
  /** `''`, which comes first, when there is none. */
  readonly namespaceUri: string;
  readonly localName: string;
}

export function compareAttributes(left: ExpandedName, right: ExpandedName): number {
  return compareCodePoints(left.namespaceUri, right.namespaceUri) || compareCodePoints(left.localName, right.localName);
}
