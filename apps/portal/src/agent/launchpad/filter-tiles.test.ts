import type { Tile } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { filterTiles } from './filter-tiles.ts';

function tile(name: string, description: string, group: string): Tile {
  return { slug: name, name, description, group, icon: 'app', href: '/', opensInOwnWindow: false, state: 'ready' };
}

const tiles = [
  tile('Agent Desktop', 'Calls and your state', 'Work'),
  tile('Résumé review', 'Applicants', 'Hiring'),
  tile('Dashboard', 'Queues and service level', 'Monitor'),
];
const found = (query: string): readonly string[] => filterTiles(tiles, query).map((each) => each.name);

describe('filterTiles', () => {
  it('shows all in their order for an empty search', () => {
    expect(filterTiles(tiles, '')).toBe(tiles);
    expect(filterTiles(tiles, '  \t')).toBe(tiles);
  });

  it('looks into name, description and group', () => {
    expect(found('desktop')).toEqual(['Agent Desktop']);
    expect(found('queues')).toEqual(['Dashboard']);
    expect(found('hiring')).toEqual(['Résumé review']);
  });

  it('needs every word, in any order and anywhere in a word', () => {
    expect(found('state agent')).toEqual(['Agent Desktop']);
    expect(found('board serv')).toEqual(['Dashboard']);
    expect(found('agent queues')).toEqual([]);
  });

  it('minds neither case nor accents', () => {
    expect(found('RESUME')).toEqual(['Résumé review']);
    expect(found('Dashböard')).toEqual(['Dashboard']);
  });

  it('takes signs of a pattern as letters', () => {
    expect(found('.*')).toEqual([]);
    expect(found('(')).toEqual([]);
  });
});
