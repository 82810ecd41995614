import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acsNode, indexNodes, keepIndexes, nodeSlug } from './acs-nodes.ts';

const indexesOf = (nodes: Parameters<typeof indexNodes>[0]) =>
  Object.fromEntries(indexNodes(nodes).map(({ slug, index }) => [slug, index]));

describe('a node', () => {
  it.each(['pub', { slug: 'pub', index: 1 }, { slug: 'pub', index: 65_535 }])('is %j', (node) => {
    expect(acsNode.parse(node)).toEqual(node);
  });

  it.each([
    'Pub',
    '',
    { slug: 'pub' },
    { slug: 'pub', index: 0 },
    { slug: 'pub', index: 65_536 },
    { slug: 'pub', index: 1.5 },
    { slug: 'pub', index: 1, url: 'x' },
  ])('is not %j', (node) => {
    expect(acsNode.safeParse(node).success).toBe(false);
  });
});

describe('the index of a node', () => {
  it('is its place in the list, counted from 1', () => {
    expect(indexesOf([])).toEqual({});
    expect(indexesOf(['a', 'b'])).toEqual({ a: 1, b: 2 });
  });

  it('is the one that is written, which no other node then gets', () => {
    expect(indexesOf([{ slug: 'a', index: 2 }, 'b'])).toEqual({ a: 2, b: 3 });
    expect(indexesOf(['a', { slug: 'b', index: 1 }])).toEqual({ a: 2, b: 1 });
  });

  it('stays when another node goes, comes or moves', () => {
    expect(keepIndexes(['a', 'b', 'c'], ['a', 'c'])).toEqual(['a', { slug: 'c', index: 3 }]);
    expect(keepIndexes(['a', { slug: 'c', index: 3 }], ['a', 'c', 'd'])).toEqual([
      'a',
      { slug: 'c', index: 3 },
      { slug: 'd', index: 4 },
    ]);
    expect(indexesOf(keepIndexes(['a', 'b'], ['b', 'a']))).toEqual({ a: 1, b: 2 });
    expect(keepIndexes(['a', { slug: 'c', index: 3 }], ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  });

  it('changes when another one is written', () => {
    expect(keepIndexes(['a', 'b'], ['a', { slug: 'b', index: 7 }])).toEqual(['a', { slug: 'b', index: 7 }]);
    expect(keepIndexes(['a', 'b'], [{ slug: 'new', index: 1 }, 'a', 'b'])).toEqual([
      'new',
      { slug: 'a', index: 3 },
      { slug: 'b', index: 2 },
    ]);
  });

  it('is never shared, stays, and the kept list is kept as it is', () => {
    const slugs = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(slugs, slugs, slugs, (first, second, third) => {
        let list = keepIndexes([], first);
        for (const wanted of [second, third]) {
          const next = keepIndexes(list, wanted);
          const [old, now] = [indexesOf(list), indexesOf(next)];
          expect(next.map(nodeSlug)).toEqual(wanted);
          expect(new Set(Object.values(now)).size).toBe(wanted.length);
          for (const slug of wanted.filter((name) => name in old)) expect(now[slug]).toBe(old[slug]);
          expect(keepIndexes(next, wanted)).toEqual(next);
          expect(keepIndexes(next, next)).toEqual(next);
          list = next;
        }
      }),
    );
  });
});
