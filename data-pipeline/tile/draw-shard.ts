import { MeshoptEncoder } from 'meshoptimizer/encoder'
import type { Localized } from '../../src/domain/localized.ts'
import { MeshWriter } from '../mesh/mesh-writer.ts'
import type { Shard } from '../shard/shard.ts'
import { shardName } from '../shard/shard-grid.ts'
import { SECTIONS } from '../store/line-rows.ts'
import { AssetTable } from './asset-table.ts'
import { type Box, boxVolume, union } from './box.ts'
import { type LineDrawer, lineDrawer } from './draw-lines.ts'
import { drawNodes } from './draw-nodes.ts'
import { type LineFault, lineAxes } from './line-axes.ts'
import { lineJoints } from './line-joints.ts'
import { type LinePieces, linePieces } from './line-pieces.ts'
import { lineRuns } from './line-runs.ts'
import { mainsOf } from './mains.ts'
import { nodeShapes } from './node-shapes.ts'
import {
  type DrawOptions,
  ERROR_PER_DEGREE,
  idPrefixes,
  inGidOrder,
  PARENT_COLOR,
  type ShardTiles,
  type TilesetPart,
} from './shard-tiles.ts'
import { type ShardTile, shardTree } from './shard-tree.ts'
import { TileFiles } from './tile-files.ts'
import type { BranchJson } from './tileset-json.ts'
import type { ShapeFault } from './tileset-summary.ts'
import { writeGlb } from './write-glb.ts'

/** Cells wider than this are overviews of lines, narrower ones of four-sided tubes [degrees]: some 2 km. */
const WIDEST_OF_TUBES = 0.02
/** linear */
const LEAF_COLOR = [0.8, 0.8, 0.8] as const

const FAULTS: Record<LineFault, Localized> = {
  'shape-coordinate': { zh: '坐标不是有效数字，未绘制', en: 'A coordinate is not a finite number; not drawn' },
  'shape-length': { zh: '长度为零，未绘制', en: 'The length is zero; not drawn' },
  'shape-size': { zh: '断面尺寸应大于 0，未绘制', en: 'A size of the section is not above 0; not drawn' },
}

// One of each for all tiles of a thread.
const writer = new MeshWriter()
const table = new AssetTable()

/**
 * Writes the tiles of one shard: its lines to `pipes`, its points to `nodes`. Equal input gives equal bytes; a line that
 * cannot be drawn costs one fault.
 *
 * @throws RangeError when a gid is not an integer in 1…MAX_GID; file system errors as they come
 */
export async function drawShard(shard: Shard, options: DrawOptions): Promise<ShardTiles> {
  await MeshoptEncoder.ready
  const axes = lineAxes(shard, options.frame)
  const nodes = nodeShapes(shard, options.frame)
  const joints = lineJoints(shard, axes, nodes.hides)
  const runs = lineRuns(shard, axes, joints)
  const drawn = inGidOrder('line', shard.placedLines.gid, shard.ownLines, (line) => (axes.vertices[line] ?? 0) > 0)
  const pieces = linePieces(shard, axes, drawn)
  const faults: ShapeFault[] = []
  for (const [line, rule] of axes.faults)
    if (line < shard.ownLines) faults.push({ feature: shard.placedLines.id(line), rule, message: FAULTS[rule] })
  const pipes = drawPipes(
    shard,
    pieceTree(shard, pieces, runs),
    pieces,
    lineDrawer(shard, axes, joints, pieces),
    options,
  )
  return {
    pipes: { ...pipes, features: drawn.length },
    nodes: drawNodes(shard, nodes, options),
    mains: mainsOf(shard, axes, drawn, runs),
    faults,
  }
}

function pieceTree({ cell }: Shard, pieces: LinePieces, runs: Float64Array): ShardTile | null {
  if (pieces.count === 0) return null
  const all = Uint32Array.from({ length: pieces.count }, (_, piece) => piece)
  const prominence = Float64Array.from(pieces.line, (line) => runs[line] ?? 0)
  const extent = (rows: Uint32Array) => extentOf(rows, pieces)
  return shardTree(cell, all, { lon: pieces.lon, lat: pieces.lat, prominence, extent })
}

function extentOf(rows: Uint32Array, { axis, first, vertices }: LinePieces): number {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const row of rows) {
    const from = 3 * (first[row] ?? 0)
    const end = from + 3 * (vertices[row] ?? 0)
    for (let at = from; at < end; at += 3) {
      const [x, y] = [axis[at] ?? 0, axis[at + 1] ?? 0]
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return Math.max(east - west, north - south)
}

function drawPipes(
  shard: Shard,
  tree: ShardTile | null,
  pieces: LinePieces,
  drawer: LineDrawer,
  options: DrawOptions,
): Omit<TilesetPart, 'features'> {
  const folder = shardName(shard.cell)
  const files = new TileFiles(`${options.directory}/pipes`, folder)
  const prefixes = idPrefixes(shard)
  let triangles = 0
  let parentBytes = 0
  const branch = tree && write(tree)
  return { branch, tiles: files.count, triangles, bytes: files.bytes, parentBytes }

  /** Leaves first: a parent's box is known when its children's are. */
  function write(tile: ShardTile): BranchJson {
    const children = tile.children.map(write)
    const isLeaf = children.length === 0
    const isOfLines = !isLeaf && tile.side > WIDEST_OF_TUBES
    const draw = isLeaf ? drawer.fine : isOfLines ? drawer.axis : drawer.coarse
    writer.clear()
    table.clear()
    let before = -1
    for (const piece of tile.rows) {
      const line = pieces.line[piece] ?? 0
      // pieces of one line follow one another, and have one row
      if (line !== before) pushLine(line)
      before = line
      writer.feature = table.count - 1
      draw(writer, piece)
    }
    if (isLeaf) triangles += writer.indexCount / 3
    if (isOfLines) writer.indexCount = 0
    const glb = writeGlb({
      mesh: writer.finish(),
      table,
      color: isLeaf ? LEAF_COLOR : PARENT_COLOR,
      isDoubleSided: false,
      precision: { positions: !isLeaf ? 'coarse' : options.isPrecise ? 'precise' : 'exact', normalBits: 4 },
      isParent: !isLeaf,
    })
    const uri = `${folder}/${tile.name}.glb`
    files.write(uri, glb.bytes)
    if (!isLeaf) parentBytes += glb.bytes.byteLength
    const box: Box = union([glb, ...children.map((child) => child.box)])
    return {
      box,
      tile: {
        boundingVolume: { box: boxVolume(box) },
        geometricError: isLeaf ? 0 : tile.side * ERROR_PER_DEGREE,
        content: { uri },
        ...(isLeaf ? {} : { children: children.map((child) => child.tile) }),
      },
    }
  }

  function pushLine(line: number): void {
    const { columns } = shard.lines
    const discipline = columns.discipline[line] ?? 0
    const [from, end] = columns.key.range(line)
    table.push(prefixes[discipline] ?? Buffer.alloc(0), columns.key.block, from, end, shard.placedLines.gid[line] ?? 0)
    const isKnown = SECTIONS[columns.section[line] ?? 0] !== null
    table.describe({
      disciplineIndex: discipline,
      material: shard.names.text(columns.material[line] ?? 0) ?? '',
      width: isKnown ? (columns.width[line] ?? 0) : 0,
      height: isKnown ? (columns.height[line] ?? 0) : 0,
      year: columns.builtYear[line] ?? 0,
      startLevel: columns.startLevel[line] ?? Number.NaN,
      endLevel: columns.endLevel[line] ?? Number.NaN,
    })
  }
}
