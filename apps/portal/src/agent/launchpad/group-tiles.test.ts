import type { Tile } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { groupTiles, takePrimary } from './group-tiles.ts';

function tile(slug: string, group: string): Tile {
  return { slug, name: slug, description: '', group, icon: 'app', href: '/', opensInOwnWindow: false, state: 'ready' };
}

describe('groupTiles', () => {
  it('keeps the order in which the groups and their tiles first come', () => {
    const groups = groupTiles([tile('a', 'Work'), tile('b', 'Monitor'), tile('c', 'Work ')]);
    expect(groups.map((group) => [group.name, group.tiles.map((each) => each.slug)])).toEqual([
      ['Work', ['a', 'c']],
      ['Monitor', ['b']],
    ]);
  });

  it('puts tiles without a group last', () => {
    expect(groupTiles([tile('a', ''), tile('b', 'Work'), tile('c', ' ')]).map((group) => group.name)).toEqual([
      'Work',
      '',
    ]);
  });

  it('has no group for no tiles', () => {
    expect(groupTiles([])).toEqual([]);
  });
});

describe('takePrimary', () => {
  const tiles = [tile('a', 'Work'), tile('b', 'Work')];

  it('sets the named tile apart', () => {
    expect(takePrimary(tiles, 'b')).toEqual({ primary: tiles[1], others: [tiles[0]] });
  });

  it.each([null, 'gone', ''])('leaves all tiles in place for %s', (slug) => {
    expect(takePrimary(tiles, slug)).toEqual({ primary: null, others: tiles });
  });
});
