import { drawTileset } from './draw-tileset.ts'
import type { PublicFeature, TileFeature } from './feature.ts'
import type { TilesetOptions, TilesetSummary } from './tileset-summary.ts'

export type { TilesetOptions, TilesetSummary } from './tileset-summary.ts'

/**
 * Writes internal 3D Tiles 1.1: every feature with its row of the property table and its drawing index.
 *
 * Equal input gives equal bytes. A shape that cannot be drawn costs one fault, never a tile.
 *
 * @throws  RangeError when a gid is not an integer in 1…MAX_GID; file system errors as they come
 */
export function writeTileset(features: readonly TileFeature[], options: TilesetOptions): Promise<TilesetSummary> {
  return drawTileset(features, options)
}

/**
 * Writes public 3D Tiles 1.1: outer shapes in the colour of their category. No identity of any kind is written: no id,
 * gid, feature ids or property table.
 */
export function writePublicTileset(
  features: readonly PublicFeature[],
  options: TilesetOptions,
): Promise<TilesetSummary> {
  return drawTileset(features, options)
}
