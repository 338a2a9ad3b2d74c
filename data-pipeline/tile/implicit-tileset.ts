import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fromEcef } from '../../src/domain/geo/ellipsoid.ts'
import { type ShardCell, shardSquare } from '../shard/shard-grid.ts'
import type { LocalFrame } from './local-frame.ts'
import type { TileFiles } from './tile-files.ts'
import type { BranchJson, TileJson } from './tileset-json.ts'

/** Levels of a subtree file: 5,461 tiles at most. */
const SUBTREE_LEVELS = 7
const SUBTREE_TILES = (4 ** SUBTREE_LEVELS - 1) / 3
const SUBTREE_CHILDREN = 4 ** SUBTREE_LEVELS
const EARTH_RADIUS = 6_371_000
const RADIANS = Math.PI / 180
const FLOAT64 = 8

interface Placed {
  readonly level: number
  readonly x: number
  readonly y: number
  readonly tile: TileJson
}

/**
 * The tileset.json of implicit tiling: the tiles get names by level and place, and availability goes into subtree files.
 * Lines reach over the border of their cell, so every tile states its true box (TILE_BOUNDING_BOX) beside the one that
 * follows from its place.
 *
 * @param folder  where the contents lie as explicit tiling names them; they are renamed
 * @param top  cell of the root
 * @param levels  quarterings from the root down to a shard
 * @throws Error when a tile cannot be named by its place: more features in one place than a tile holds
 */
export function implicitTileset(
  root: BranchJson,
  top: ShardCell,
  levels: number,
  folder: string,
  frame: LocalFrame,
  files: TileFiles,
): object {
  const tiles: Placed[] = []
  collect(root.tile, 0, 0, 0, tiles, top, levels)
  for (const { tile, level, x, y } of tiles) {
    const path = join(folder, `content/${level}/${x}/${y}.glb`)
    mkdirSync(dirname(path), { recursive: true })
    if (tile.content) renameSync(join(folder, tile.content.uri), path)
  }
  // the folders that explicit tiling would have are empty now
  for (const name of new Set(tiles.map(({ tile }) => dirname(tile.content?.uri ?? '.'))))
    if (name !== '.') rmSync(join(folder, name), { recursive: true })
  writeSubtrees(tiles, folder, files)
  const deepest = tiles.reduce((most, { level }) => Math.max(most, level), 0)
  const box = { type: 'SCALAR', componentType: 'FLOAT64', array: true, count: 12, semantic: 'TILE_BOUNDING_BOX' }
  return {
    asset: { version: '1.1', generator: 'lifeline-twin' },
    schema: { id: 'lifeline_tiles', classes: { tile: { properties: { box } } } },
    geometricError: 2 * root.tile.geometricError + 1,
    root: {
      boundingVolume: { region: regionOf(root, top, levels, frame) },
      geometricError: Math.max(root.tile.geometricError, 1),
      refine: 'REPLACE',
      transform: frame.transform,
      content: { uri: 'content/{level}/{x}/{y}.glb' },
      implicitTiling: {
        subdivisionScheme: 'QUADTREE',
        subtreeLevels: SUBTREE_LEVELS,
        availableLevels: deepest + 1,
        subtrees: { uri: 'subtrees/{level}.{x}.{y}.subtree' },
      },
    },
  }
}

function collect(
  tile: TileJson,
  level: number,
  x: number,
  y: number,
  tiles: Placed[],
  top: ShardCell,
  levels: number,
): void {
  tiles.push({ level, x, y, tile })
  for (const child of tile.children ?? []) {
    const place = placeOf(child.content?.uri ?? '', top, levels)
    if (!place || place.level !== level + 1 || place.x >> 1 !== x || place.y >> 1 !== y)
      throw new Error(`implicitTileset: ${child.content?.uri} has no place of its own below ${level}/${x}/${y}`)
    collect(child, place.level, place.x, place.y, tiles, top, levels)
  }
}

/** Level and place that a content's name tells: `upper/2_1203_360.glb`, `4803_1442/0-3-1.glb`. */
function placeOf(uri: string, top: ShardCell, levels: number): Omit<Placed, 'tile'> | null {
  const upper = /^upper\/(\d+)_(\d+)_(\d+)\.glb$/.exec(uri)
  const within = /^(\d+)_(\d+)\/0((?:-[0-3])*)\.glb$/.exec(uri)
  const [above, column, row] = upper?.slice(1).map(Number) ?? [0, Number(within?.[1]), Number(within?.[2])]
  if (!(upper ?? within) || above === undefined || column === undefined || row === undefined) return null
  let level = levels - above
  let x = column - top.column * 2 ** level
  let y = row - top.row * 2 ** level
  for (const quarter of within?.[3]?.split('-').slice(1).map(Number) ?? []) {
    level++
    x = 2 * x + (quarter & 1)
    y = 2 * y + (quarter >> 1)
  }
  return { level, x, y }
}

/** Where the root lies, and how high everything in it reaches above the ellipsoid. */
function regionOf({ box }: BranchJson, top: ShardCell, levels: number, { transform }: LocalFrame): number[] {
  const { west, south, side } = shardSquare(top)
  const wide = side * 2 ** levels
  const at = (index: number) => transform[index] ?? 0
  const [, , anchor] = fromEcef(at(12), at(13), at(14))
  const reach = Math.max(...[...box.low.slice(0, 2), ...box.high.slice(0, 2)].map(Math.abs))
  const curvature = reach ** 2 / EARTH_RADIUS
  const [left, bottom] = [west * 2 ** levels, south * 2 ** levels]
  return [
    ...[left, bottom, left + wide, bottom + wide].map((degrees) => degrees * RADIANS),
    anchor + box.low[2],
    anchor + box.high[2] + curvature,
  ]
}

function writeSubtrees(tiles: readonly Placed[], folder: string, files: TileFiles): void {
  const subtrees = new Map<string, Placed[]>()
  for (const tile of tiles) {
    const depth = tile.level % SUBTREE_LEVELS
    const name = `${tile.level - depth}.${tile.x >> depth}.${tile.y >> depth}`
    const members = subtrees.get(name) ?? []
    members.push(tile)
    subtrees.set(name, members)
  }
  mkdirSync(join(folder, 'subtrees'), { recursive: true })
  for (const [name, members] of subtrees) files.write(`subtrees/${name}.subtree`, subtree(members, subtrees))
}

/** One subtree file: which tiles there are, their boxes in the order of their bits, which subtrees follow. */
function subtree(members: readonly Placed[], all: ReadonlyMap<string, unknown>): Buffer {
  const tileBits = Buffer.alloc(aligned(Math.ceil(SUBTREE_TILES / 8)))
  const childBits = Buffer.alloc(SUBTREE_CHILDREN / 8)
  let children = 0
  const ordered = members.map((tile) => ({ tile, index: indexOf(tile) })).sort((a, b) => a.index - b.index)
  const boxes = Buffer.alloc(ordered.length * 12 * FLOAT64)
  for (const [row, { tile, index }] of ordered.entries()) {
    setBit(tileBits, index)
    for (const [at, value] of tile.tile.boundingVolume.box.entries())
      boxes.writeDoubleLE(value, (row * 12 + at) * FLOAT64)
    if (tile.level % SUBTREE_LEVELS !== SUBTREE_LEVELS - 1) continue
    for (let quarter = 0; quarter < 4; quarter++) {
      const [x, y] = [2 * tile.x + (quarter & 1), 2 * tile.y + (quarter >> 1)]
      if (!all.has(`${tile.level + 1}.${x}.${y}`)) continue
      setBit(childBits, morton(x, y, SUBTREE_LEVELS))
      children++
    }
  }
  const view = (byteOffset: number, byteLength: number) => ({ buffer: 0, byteOffset, byteLength })
  const boxesAt = tileBits.length + childBits.length
  const json = {
    buffers: [{ byteLength: boxesAt + boxes.length }],
    bufferViews: [
      view(0, Math.ceil(SUBTREE_TILES / 8)),
      view(tileBits.length, childBits.length),
      view(boxesAt, boxes.length),
    ],
    propertyTables: [{ class: 'tile', count: ordered.length, properties: { box: { values: 2 } } }],
    tileMetadata: 0,
    tileAvailability: { bitstream: 0, availableCount: ordered.length },
    contentAvailability: [{ bitstream: 0, availableCount: ordered.length }],
    childSubtreeAvailability: children === 0 ? { constant: 0 } : { bitstream: 1, availableCount: children },
  }
  const text = JSON.stringify(json)
  const padded = Buffer.from(text.padEnd(aligned(text.length)))
  const head = Buffer.alloc(24)
  head.write('subt')
  head.writeUInt32LE(1, 4)
  head.writeBigUInt64LE(BigInt(padded.length), 8)
  head.writeBigUInt64LE(BigInt(boxesAt + boxes.length), 16)
  return Buffer.concat([head, padded, tileBits, childBits, boxes])
}

/** Place of a tile among the bits of its subtree: level by level, in Morton order. */
function indexOf({ level, x, y }: Placed): number {
  const depth = level % SUBTREE_LEVELS
  return (4 ** depth - 1) / 3 + morton(x, y, depth)
}

/** The lowest `bits` of x and y taking turns, x first. */
function morton(x: number, y: number, bits: number): number {
  let code = 0
  for (let bit = 0; bit < bits; bit++) code |= (((x >> bit) & 1) << (2 * bit)) | (((y >> bit) & 1) << (2 * bit + 1))
  return code
}

function setBit(bits: Buffer, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}
