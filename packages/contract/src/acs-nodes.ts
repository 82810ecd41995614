/**
 * Nodes of a contact centre that have an assertion consumer service of their own. Identity providers know an endpoint by
 * its index (SAML metadata §2.4.4), so a node keeps the index that it was given, whichever nodes come and go.
 */
import { z } from 'zod';
import { slug } from './slug.ts';

/** An index is an unsigned short; 0 belongs to the endpoint without a node. */
const acsIndex = z.int().min(1).max(65_535);

/** A node by its slug alone has the index of its place in the list, counted from 1. */
export const acsNode = z.union([
  slug,
  z.strictObject({
    slug,
    index: acsIndex.describe('Index of its endpoint in the SP metadata, where it is not the place in the list.'),
  }),
]);
export type AcsNode = z.infer<typeof acsNode>;

export interface IndexedNode {
  readonly slug: string;
  readonly index: number;
}

/** The slug of an entry. */
export const nodeSlug = (node: AcsNode): string => (typeof node === 'string' ? node : node.slug);

const firstFree = (from: number, taken: ReadonlySet<number>): number => {
  let index = from;
  while (taken.has(index)) {
    index += 1;
  }
  return index;
};

/**
 * Every node with its index: the one that is written, else its place in the list or the next number that is free.
 *
 * @example
 * indexNodes(['pub', { slug: 'sub', index: 2 }, 'third']); // indexes 1, 2 and 3
 */
export const indexNodes = (nodes: readonly AcsNode[]): readonly IndexedNode[] => {
  const taken = new Set(nodes.flatMap((node) => (typeof node === 'string' ? [] : [node.index])));
  return nodes.map((node, position) => {
    if (typeof node !== 'string') {
      return node;
    }
    const index = firstFree(position + 1, taken);
    taken.add(index);
    return { slug: node, index };
  });
};

/** The list as it is written shortest: an index only where it is not the place in the list. */
const shortest = (nodes: readonly IndexedNode[]): AcsNode[] =>
  nodes.map((node, position) => (node.index === position + 1 ? node.slug : { slug: node.slug, index: node.index }));

/** The wanted list with the indexes that its nodes have had, where it names no others. */
export const keepIndexes = (before: readonly AcsNode[], wanted: readonly AcsNode[]): AcsNode[] => {
  const known = new Map(indexNodes(before).map(({ slug: name, index }) => [name, index]));
  const written = new Set(wanted.flatMap((node) => (typeof node === 'string' ? [] : [node.index])));
  const kept = wanted.map((node) => {
    const index = typeof node === 'string' ? known.get(node) : undefined;
    return typeof node !== 'string' || index === undefined || written.has(index) ? node : { slug: node, index };
  });
  return shortest(indexNodes(kept));
};
