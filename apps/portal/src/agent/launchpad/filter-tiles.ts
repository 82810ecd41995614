/** Search on the launchpad: every word must occur in the name, the description or the group. */
import type { Tile } from '@cordboard/contract/agent-page';

/** The tiles that match what a person typed, in the order given. Case and accents do not matter. */
export function filterTiles(tiles: readonly Tile[], query: string): readonly Tile[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return tiles;
  return tiles.filter((tile) => {
    const text = fold(`${tile.name} ${tile.description} ${tile.group}`);
    return words.every((word) => text.includes(word));
  });
}

/** One form for all spellings that people take for the same. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
