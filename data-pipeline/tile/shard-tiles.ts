import { disciplines } from '../../src/domain/disciplines/index.ts'
import { MAX_GID } from '../../src/domain/ids.ts'
import type { Shard } from '../shard/shard.ts'
import type { LocalFrame } from './local-frame.ts'
import type { Mains } from './mains.ts'
import type { BranchJson } from './tileset-json.ts'
import type { ShapeFault } from './tileset-summary.ts'

/** Geometric error of a tile that has children, per degree of its side: 64 m for each kilometre of a meridian. */
export const ERROR_PER_DEGREE = 0.064 * 111_132
/**
 * Error of every tile above the leaves [m]: nodes are drawn from some 900 m on, where a manhole is more than a pixel.
 * Above the leaves there is nothing to draw, so the tiles there are empty.
 */
export const NODE_ERROR = 16
/** linear; engines colour by `_GID`, and where one does not, overviews are dimmer than what is lit */
export const PARENT_COLOR = [0.5, 0.5, 0.5] as const

export interface DrawOptions {
  /** of the city's tiles: the tilesets are its folders `pipes` and `nodes`, and a shard has a folder in each */
  readonly directory: string
  /** of the whole city: its shards fit together only in one frame */
  readonly frame: LocalFrame
  /** positions within 0.5 mm instead of 7 mm, at some 45 bytes more a line */
  readonly isPrecise: boolean
  /** nodes as instances of few shapes: small, but nothing of them can be picked or painted */
  readonly instancedNodes: boolean
}

/** One tileset's part of a shard. */
export interface TilesetPart {
  /** null when nothing was drawn; addresses are relative to the tileset's folder */
  readonly branch: BranchJson | null
  readonly tiles: number
  /** each counted once whatever the levels of detail */
  readonly features: number
  /** of the leaves */
  readonly triangles: number
  readonly bytes: number
  /** of these, what the overviews take */
  readonly parentBytes: number
}

export interface ShardTiles {
  readonly pipes: TilesetPart
  readonly nodes: TilesetPart
  /** the shard's largest lines, for the tiles above it */
  readonly mains: Mains
  readonly faults: readonly ShapeFault[]
}

/** Rows that are drawn, by their drawing index: neighbours in it are neighbours in place, and pack better. */
export function inGidOrder(
  kind: string,
  gids: Uint32Array,
  own: number,
  isDrawn: (row: number) => boolean,
): Uint32Array {
  // gid and row in one number: 24 + 24 bits, exact in a float64, and sorted without a comparator.
  const keys = new Float64Array(own)
  let count = 0
  for (let row = 0; row < own; row++) {
    const gid = gids[row] ?? 0
    if (gid < 1 || gid > MAX_GID)
      throw new RangeError(`drawShard: gid of ${kind} ${row} is ${gid}, expected an integer in 1…${MAX_GID}`)
    if (isDrawn(row)) keys[count++] = gid * 2 ** 24 + row
  }
  return Uint32Array.from(keys.subarray(0, count).sort(), (key) => key % 2 ** 24)
}

/** "city/discipline/" in UTF-8, by the discipline's position. */
export function idPrefixes({ city }: Shard): readonly Uint8Array[] {
  return disciplines.map(({ id }) => Buffer.from(`${city}/${id}/`))
}
