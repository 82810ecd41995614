/** Arranges the tiles of the launchpad: the main one apart, the others below their groups. */
import type { Tile } from '@cordboard/contract/agent-page';

/** One group with its heading; the heading is empty for tiles without a group. */
export interface TileGroup {
  readonly name: string;
  readonly tiles: readonly Tile[];
}

/** Groups in the order of their first tile; tiles without a group come last. */
export function groupTiles(tiles: readonly Tile[]): readonly TileGroup[] {
  const byName = Map.groupBy(tiles, (tile) => tile.group.trim());
  const groups = Array.from(byName, ([name, members]) => ({ name, tiles: members }));
  return [...groups.filter((group) => group.name !== ''), ...groups.filter((group) => group.name === '')];
}

/** Sets the primary tile apart. An unknown slug, or null, leaves all tiles in the groups. */
export function takePrimary(
  tiles: readonly Tile[],
  slug: string | null,
): { readonly primary: Tile | null; readonly others: readonly Tile[] } {
  const primary = tiles.find((tile) => tile.slug === slug) ?? null;
  return { primary, others: tiles.filter((tile) => tile !== primary) };
}
