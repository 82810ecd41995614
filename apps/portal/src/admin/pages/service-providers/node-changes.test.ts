import { indexNodes } from '@cordboard/contract/acs-nodes';
import { describe, expect, it } from 'vitest';
import { addNode, type Nodes, type NodesPatch, removeNode, renameNode } from './node-changes.ts';

const provider: Nodes = { nodes: ['pub', { slug: 'sub', index: 4 }, 'third'], defaultNode: 'sub' };

const indexes = ({ nodes = [] }: NodesPatch) => indexNodes(nodes).map(({ slug, index }) => `${slug} ${index}`);

describe('a change of the nodes', () => {
  it('adds one with an index that is free, and moves nobody', () => {
    expect(indexes(addNode(provider, 'fourth'))).toEqual(['pub 1', 'sub 4', 'third 3', 'fourth 5']);
    expect(indexes(addNode({ nodes: [] }, 'first'))).toEqual(['first 1']);
    expect(addNode(provider, 'fourth')).not.toHaveProperty('defaultNode');
  });

  it('renames one under its index, which stays the default', () => {
    const patch = renameNode(provider, 'sub', 'subscriber');
    expect(indexes(patch)).toEqual(['pub 1', 'subscriber 4', 'third 3']);
    expect(patch.defaultNode).toBe('subscriber');
    expect(renameNode(provider, 'pub', 'publisher')).not.toHaveProperty('defaultNode');
  });

  it('removes one, and the default goes back to the endpoint without a node', () => {
    const patch = removeNode(provider, 'sub');
    expect(indexes(patch)).toEqual(['pub 1', 'third 3']);
    expect(patch.defaultNode).toBeNull();
    expect(removeNode(provider, 'pub')).not.toHaveProperty('defaultNode');
  });
});
