import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { MeshWriter } from '../mesh/mesh-writer.ts'
import { type ShardCell, shardName, shardSquare } from '../shard/shard-grid.ts'
import { TextColumn } from '../store/text-column.ts'
import { AssetTable } from './asset-table.ts'
import { boxVolume, union } from './box.ts'
import { writeAxis } from './draw-lines.ts'
import { implicitTileset } from './implicit-tileset.ts'
import type { LocalFrame } from './local-frame.ts'
import { joinMains, type Mains } from './mains.ts'
import { ERROR_PER_DEGREE, NODE_ERROR, PARENT_COLOR, type ShardTiles, type TilesetPart } from './shard-tiles.ts'
import { TileFiles } from './tile-files.ts'
import { type BranchJson, tilesetJson } from './tileset-json.ts'
import { writeGlb } from './write-glb.ts'

/** Tilesets with more tiles than this give each shard a tileset.json of its own. */
const MOST_TILES = 5000
const UPPER = 'upper'

/** What one shard gave, and where it lies. */
export interface FinishedShard {
  readonly cell: ShardCell
  readonly tiles: ShardTiles
}

export interface FinishOptions {
  /** that of `DrawOptions` */
  readonly directory: string
  readonly frame: LocalFrame
  readonly city: string
  readonly instancedNodes: boolean
  /** `pipes` by implicit tiling; `nodes`, whose upper tiles are empty, stay explicit */
  readonly isImplicit: boolean
}

/** One finished tileset. */
export interface FinishedTileset extends Omit<TilesetPart, 'branch'> {
  /** relative to the directory; null when it has no tile: then nothing was written */
  readonly path: string | null
}

/**
 * Writes the tiles above the shards and both tileset.json. The order of the shards does not matter.
 *
 * @throws file system errors as they come
 */
export async function finishTileset(
  shards: readonly FinishedShard[],
  options: FinishOptions,
): Promise<{ pipes: FinishedTileset; nodes: FinishedTileset }> {
  await MeshoptEncoder.ready
  const inOrder = shards.toSorted((a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column)
  return { pipes: await finishPipes(inOrder, options), nodes: await finishNodes(inOrder, options) }
}

/** A branch on its way up: a shard, or a tile over some of them. */
interface Upper {
  readonly cell: ShardCell
  readonly branch: BranchJson
  readonly mains: Mains
}

async function finishPipes(shards: readonly FinishedShard[], options: FinishOptions): Promise<FinishedTileset> {
  const sum = total(shards.map(({ tiles }) => tiles.pipes))
  const folder = join(options.directory, 'pipes')
  const [files, jsons] = [new TileFiles(folder, UPPER), new TileFiles(folder, '.')]
  let uppers: Upper[] = []
  for (const { cell, tiles } of shards) {
    if (!tiles.pipes.branch) continue
    const { branch: own } = tiles.pipes
    const branch = options.isImplicit ? own : external(own, shardName(cell), sum.tiles, jsons)
    uppers.push({ cell, branch, mains: tiles.mains })
  }
  let levels = 0
  while (uppers.length > 1) {
    levels++
    const above: Upper[] = []
    for (const [cell, group] of quartets(uppers)) {
      const [only, ...others] = group
      // What would stand for one tile alone tells nothing that the tile does not; implicit tiling leaves no level out.
      if (only && others.length === 0 && !options.isImplicit) above.push({ ...only, cell })
      else above.push(joined(cell, group, levels, options, files))
    }
    uppers = above
  }
  const [root] = uppers
  if (!root) return { ...sum, path: await none(folder) }
  const json = options.isImplicit
    ? implicitTileset(root.branch, root.cell, levels, folder, options.frame, jsons)
    : tilesetJson([root.branch], options.frame.transform)
  const text = JSON.stringify(json)
  await writeFile(join(folder, 'tileset.json'), text)
  return {
    ...sum,
    path: 'pipes/tileset.json',
    tiles: sum.tiles + files.count,
    bytes: sum.bytes + files.bytes + jsons.bytes + Buffer.byteLength(text),
    parentBytes: sum.parentBytes + files.bytes,
  }
}

/** A tile of lines over up to four tiles. */
function joined(
  cell: ShardCell,
  group: readonly Upper[],
  level: number,
  { city }: FinishOptions,
  files: TileFiles,
): Upper {
  const mains = joinMains(group.map((one) => one.mains))
  const uri = `${UPPER}/${level}_${shardName(cell)}.glb`
  const glb = drawMains(mains, city)
  files.write(uri, glb.bytes)
  const box = union([glb, ...group.map(({ branch }) => branch.box)])
  const side = shardSquare(cell).side * 2 ** level
  const tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: side * ERROR_PER_DEGREE,
    content: { uri },
    children: group.map(({ branch }) => branch.tile),
  }
  return { cell, mains, branch: { box, tile } }
}

function drawMains({ count, keys, disciplines: codes, gids, axis, starts }: Mains, city: string) {
  const [writer, table] = [new MeshWriter(), new AssetTable()]
  const texts = new TextColumn(keys)
  const prefixes = disciplines.map(({ id }) => Buffer.from(`${city}/${id}/`))
  for (let line = 0; line < count; line++) {
    const code = codes[line] ?? 0
    writer.feature = table.count
    writeAxis(writer, axis, starts[line] ?? 0, starts[line + 1] ?? 0)
    table.push(prefixes[code] ?? Buffer.alloc(0), texts.block, ...texts.range(line), gids[line] ?? 0)
    table.describe({
      disciplineIndex: code,
      material: '',
      width: 0,
      height: 0,
      year: 0,
      startLevel: Number.NaN,
      endLevel: Number.NaN,
    })
  }
  return writeGlb({
    mesh: writer.finish(),
    table,
    color: PARENT_COLOR,
    isDoubleSided: false,
    precision: { positions: 'coarse', normalBits: 4 },
    isParent: true,
  })
}

/** Branches by the cell twice as wide that holds them, in order. */
function quartets(uppers: readonly Upper[]): (readonly [ShardCell, readonly Upper[]])[] {
  const groups = new Map<string, [ShardCell, Upper[]]>()
  for (const upper of uppers) {
    const cell = { column: Math.floor(upper.cell.column / 2), row: Math.floor(upper.cell.row / 2) }
    const group = groups.get(shardName(cell)) ?? [cell, []]
    group[1].push(upper)
    groups.set(shardName(cell), group)
  }
  return [...groups.values()]
}

async function finishNodes(shards: readonly FinishedShard[], options: FinishOptions): Promise<FinishedTileset> {
  const sum = total(shards.map(({ tiles }) => tiles.nodes))
  const folder = join(options.directory, 'nodes')
  const files = new TileFiles(folder, '.')
  const branches: BranchJson[] = []
  for (const { cell, tiles } of shards)
    if (tiles.nodes.branch) branches.push(external(tiles.nodes.branch, shardName(cell), sum.tiles, files))
  if (branches.length === 0) return { ...sum, path: await none(folder) }
  const box = union(branches.map((branch) => branch.box))
  const children = branches.map((branch) => branch.tile)
  const root = { box, tile: { boundingVolume: { box: boxVolume(box) }, geometricError: NODE_ERROR, children } }
  const extras = options.instancedNodes
    ? { extras: { display: 'static: nodes can be neither picked nor painted' } }
    : {}
  const text = JSON.stringify({ ...tilesetJson([root], options.frame.transform), ...extras })
  await writeFile(join(folder, 'tileset.json'), text)
  return { ...sum, path: 'nodes/tileset.json', bytes: sum.bytes + files.bytes + Buffer.byteLength(text) }
}

/** Of a large tileset, a branch in a file of its own and the tile that names it. */
function external(branch: BranchJson, name: string, tiles: number, files: TileFiles): BranchJson {
  if (tiles <= MOST_TILES) return branch
  const { boundingVolume, geometricError } = branch.tile
  const json = { asset: { version: '1.1' }, geometricError, root: { ...branch.tile, refine: 'REPLACE' } }
  files.write(`${name}.json`, Buffer.from(JSON.stringify(json)))
  return { box: branch.box, tile: { boundingVolume, geometricError, content: { uri: `${name}.json` } } }
}

function total(parts: readonly TilesetPart[]): Omit<TilesetPart, 'branch'> {
  const sum = (read: (part: TilesetPart) => number) => parts.reduce((value, part) => value + read(part), 0)
  return {
    tiles: sum((part) => part.tiles),
    features: sum((part) => part.features),
    triangles: sum((part) => part.triangles),
    bytes: sum((part) => part.bytes),
    parentBytes: sum((part) => part.parentBytes),
  }
}

async function none(folder: string): Promise<null> {
  await rm(folder, { recursive: true, force: true })
  return null
}
