import type { TileFiles } from './tile-files.ts'
import type { TileJson } from './tileset-json.ts'

/** A tileset with more tiles than this is cut into several tileset.json. */
const MOST_TILES = 5000
/** Tiles of one that is cut off; more than one may have when a branch has no smaller ones below it. */
const PART = 1000

/**
 * Cuts branches off a large tree into tileset files of their own; a small one stays as it is.
 *
 * @param files  of the folder of tileset.json; receives `part-<n>.json`
 */
export function cutBranches(root: TileJson, files: TileFiles): TileJson {
  const tiles = countTiles(root)
  if (tiles <= MOST_TILES) return root
  let parts = 0
  const cut = (tile: TileJson): TileJson => {
    if (countTiles(tile) > PART && tile.children) return { ...tile, children: tile.children.map(cut) }
    if (!tile.children) return tile
    const uri = `part-${parts++}.json`
    const { boundingVolume, geometricError } = tile
    const json = { asset: { version: '1.1' }, geometricError, root: { ...tile, refine: 'REPLACE' } }
    files.write(uri, Buffer.from(JSON.stringify(json)))
    return { boundingVolume, geometricError, content: { uri } }
  }
  return cut(root)
}

function countTiles({ children = [] }: TileJson): number {
  return 1 + children.reduce((sum, child) => sum + countTiles(child), 0)
}
