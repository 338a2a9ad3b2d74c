import { type Box, boxVolume, union } from './box.ts'

/** A tile of tileset.json with everything below it. */
export interface TileJson {
  readonly boundingVolume: { readonly box: readonly number[] }
  readonly geometricError: number
  readonly content?: { readonly uri: string }
  readonly children?: readonly TileJson[]
}

/** A written branch and the box around all of it. */
export interface BranchJson {
  readonly tile: TileJson
  readonly box: Box
}

/**
 * tileset.json of one or more branches, which then hang under a root without content.
 *
 * @param transform  of the root: local metres to Earth-centred metres
 */
export function tilesetJson(roots: readonly BranchJson[], transform: readonly number[]): object {
  const box = union(roots.map((root) => root.box))
  const diagonal = Math.hypot(...box.low.map((value, axis) => (box.high[axis] ?? 0) - value))
  const largest = Math.max(...roots.map((root) => root.tile.geometricError))
  const [first] = roots
  const top: TileJson | undefined =
    roots.length === 1
      ? first?.tile
      : {
          boundingVolume: { box: boxVolume(box) },
          geometricError: largest,
          children: roots.map((root) => root.tile),
        }
  return {
    asset: { version: '1.1', generator: 'lifeline-twin' },
    // Below this error nothing is drawn at all: the whole extent, so that the city shows from any distance in sight.
    geometricError: Math.max(diagonal, 2 * largest, 1),
    root: { ...top, transform, refine: 'REPLACE' },
  }
}
