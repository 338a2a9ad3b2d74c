import { MeshWriter } from '../mesh/mesh-writer.ts'
import { drawSolid } from '../mesh/solid.ts'
import type { Shard } from '../shard/shard.ts'
import { shardName } from '../shard/shard-grid.ts'
import { AssetTable } from './asset-table.ts'
import { boxVolume, union } from './box.ts'
import { writeInstances } from './instanced-nodes.ts'
import { NODE_FORMS, NODE_SOLIDS, NOT_DRAWN, type NodeShapes } from './node-shapes.ts'
import { type DrawOptions, idPrefixes, inGidOrder, NODE_ERROR, type TilesetPart } from './shard-tiles.ts'
import { type ShardTile, shardTree } from './shard-tree.ts'
import { TileFiles } from './tile-files.ts'
import type { BranchJson } from './tileset-json.ts'
import { writeGlb } from './write-glb.ts'

const COLOR = [0.8, 0.8, 0.8] as const

const writer = new MeshWriter()
const table = new AssetTable()

/** Writes the points of one shard to `nodes`. */
export function drawNodes(shard: Shard, shapes: NodeShapes, options: DrawOptions): TilesetPart {
  const { points, placedPoints, ownPoints } = shard
  const drawn = inGidOrder('point', placedPoints.gid, ownPoints, (point) => shapes.form[point] !== NOT_DRAWN)
  const { lon, lat } = points.columns
  const extent = (rows: Uint32Array) => extentOf(rows, shapes.base)
  const tree = drawn.length > 0 ? shardTree(shard.cell, drawn, { lon, lat, prominence: shapes.radius, extent }) : null
  const folder = shardName(shard.cell)
  const files = new TileFiles(`${options.directory}/nodes`, folder)
  const prefixes = idPrefixes(shard)
  let triangles = 0
  const branch = tree && write(tree)
  return { branch, tiles: files.count, features: drawn.length, triangles, bytes: files.bytes, parentBytes: 0 }

  function write(tile: ShardTile): BranchJson {
    if (tile.children.length === 0) return writeLeaf(tile)
    const children = tile.children.map(write)
    const box = union(children.map((child) => child.box))
    const below = children.map((child) => child.tile)
    return { box, tile: { boundingVolume: { box: boxVolume(box) }, geometricError: NODE_ERROR, children: below } }
  }

  function writeLeaf({ name, rows }: ShardTile): BranchJson {
    const uri = `${folder}/${name}.glb`
    const glb = options.instancedNodes ? writeInstances(rows, shapes) : writeMerged(rows)
    files.write(uri, glb.bytes)
    return {
      box: glb,
      tile: { boundingVolume: { box: boxVolume(glb) }, geometricError: 0, content: { uri } },
    }
  }

  function writeMerged(rows: Uint32Array) {
    writer.clear()
    table.clear()
    for (const point of rows) {
      writer.feature = table.count
      drawNode(writer, shapes, point)
      pushPoint(point)
    }
    triangles += writer.indexCount / 3
    return writeGlb({
      mesh: writer.finish(),
      table,
      color: COLOR,
      isDoubleSided: false,
      precision: { positions: options.isPrecise ? 'precise' : 'exact', normalBits: 4 },
      isParent: false,
    })
  }

  function pushPoint(point: number): void {
    const { columns } = points
    const discipline = columns.discipline[point] ?? 0
    const [from, end] = columns.key.range(point)
    table.push(prefixes[discipline] ?? Buffer.alloc(0), columns.key.block, from, end, placedPoints.gid[point] ?? 0)
    table.describe({
      disciplineIndex: discipline,
      material: '',
      width: 0,
      height: 0,
      year: columns.builtYear[point] ?? 0,
      startLevel: columns.ground[point] ?? Number.NaN,
      endLevel: columns.bottom[point] ?? Number.NaN,
    })
  }
}

function drawNode(writer: MeshWriter, { form, radius, base, axis }: NodeShapes, point: number): void {
  const at = 3 * point
  const solid = NODE_SOLIDS[NODE_FORMS[form[point] ?? 0] ?? 'ball']
  drawSolid(writer, solid, base, at, [axis[at] ?? 0, axis[at + 1] ?? 0, axis[at + 2] ?? 0], radius[point] ?? 0)
}

function extentOf(rows: Uint32Array, base: Float64Array): number {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const row of rows) {
    const [x, y] = [base[3 * row] ?? 0, base[3 * row + 1] ?? 0]
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return Math.max(east - west, north - south)
}
