/** Changes of the nodes as patches of the service provider. Every node but the one that is changed keeps its index. */
import { type AcsNode, indexNodes } from '@cordboard/contract/acs-nodes';

export interface Nodes {
  readonly nodes: readonly AcsNode[];
  readonly defaultNode?: string | undefined;
}

export interface NodesPatch {
  readonly nodes?: AcsNode[];
  /** Null for the endpoint without a node. */
  readonly defaultNode?: string | null;
}

export const addNode = ({ nodes }: Nodes, slug: string): NodesPatch => ({ nodes: [...indexNodes(nodes), slug] });

/** The endpoint has another address then, under the index that it had. */
export const renameNode = ({ nodes, defaultNode }: Nodes, from: string, to: string): NodesPatch => ({
  nodes: indexNodes(nodes).map(({ slug, index }) => ({ slug: slug === from ? to : slug, index })),
  ...(defaultNode === from && { defaultNode: to }),
});

export const removeNode = ({ nodes, defaultNode }: Nodes, slug: string): NodesPatch => ({
  nodes: indexNodes(nodes).filter((node) => node.slug !== slug),
  ...(defaultNode === slug && { defaultNode: null }),
});
