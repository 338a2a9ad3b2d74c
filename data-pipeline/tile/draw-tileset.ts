import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { MAX_GID } from '../../src/domain/ids.ts'
import { whenCoarseMeshReady } from '../mesh/coarse-mesh.ts'
import { MeshWriter } from '../mesh/mesh-writer.ts'
import { AssetTable } from './asset-table.ts'
import { type Box, boxVolume, union } from './box.ts'
import type { Triple } from './compress-mesh.ts'
import { type Detail, drawShape, isHollow, isSeen } from './draw-shape.ts'
import type { FeatureProperties, PublicFeature, Shape, TileFeature } from './feature.ts'
import { type LocalFrame, localFrame } from './local-frame.ts'
import { isProblem, type LocalShape, placeShape, type ShapeProblem } from './local-shape.ts'
import { type BranchJson, tilesetJson } from './tileset-json.ts'
import type { ShapeFault, TilesetOptions, TilesetSummary } from './tileset-summary.ts'
import { buildTree, type Cell } from './tree.ts'
import { writeGlb } from './write-glb.ts'

/** Linear colours of public categories, and of everything else. Internal tiles are coloured by discipline in the page. */
const CATEGORY_COLORS: Readonly<Record<string, Triple>> = { bridge: [0.42, 0.45, 0.5] }
const PLAIN_COLOR: Triple = [0.8, 0.8, 0.8]

/** Flat walls of all directions want finer normals than pipes. */
const NORMAL_BITS = 8
/** Engines go on to the children when the error of a tile is this many pixels: what is one of them is not seen. */
const SEEN_ERROR = 16
const NOTHING = Buffer.alloc(0)

// One of each for all tiles.
const writer = new MeshWriter()
const table = new AssetTable()

interface Drawable {
  readonly shape: LocalShape
  readonly properties: FeatureProperties | null
  readonly label: string
  readonly category: string
  readonly prominence: number
}

/** What is counted while tiles are written. */
interface Tally {
  tiles: number
  features: number
  triangles: number
  bytes: number
  readonly faults: ShapeFault[]
}

/** Draws features into a tileset; those with properties get a row, `_FEATURE_ID_0` and `_GID`, the others nothing. */
export async function drawTileset(
  features: readonly (TileFeature | PublicFeature)[],
  options: TilesetOptions,
): Promise<TilesetSummary> {
  await Promise.all([MeshoptEncoder.ready, whenCoarseMeshReady])
  const tally: Tally = { tiles: 0, features: 0, triangles: 0, bytes: 0, faults: [] }
  const frame = frameOf(features, options)
  const drawables = placeAll(features, frame, tally)
  const tilesFolder = join(options.directory, 'tiles')
  await rm(tilesFolder, { recursive: true, force: true })
  await mkdir(tilesFolder, { recursive: true })

  // A public tile has one material, so each category is a tree of its own.
  const categories = [...new Set(drawables.map((drawable) => drawable.category))]
  const roots: BranchJson[] = []
  for (const [index, category] of categories.entries()) {
    const tree = treeOf(drawables, category, `${index}`)
    const root = await writeCell(tree, drawables, { ...options, tally, total: drawables.length })
    if (root) roots.push(root)
  }
  const path = join(options.directory, 'tileset.json')
  if (roots.length === 0) {
    await rm(path, { force: true })
    return { ...tally, path: null }
  }
  const text = JSON.stringify(tilesetJson(roots, frame.transform))
  await writeFile(path, text)
  return { ...tally, path, bytes: tally.bytes + Buffer.byteLength(text) }
}

/** The frame at the middle of all finite coordinates; anywhere when there are none, for then nothing is drawn. */
function frameOf(features: readonly (TileFeature | PublicFeature)[], { geoid }: TilesetOptions): LocalFrame {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  const widen = (axis: number, value: number) => {
    if (value < (low[axis] ?? 0)) low[axis] = value
    if (value > (high[axis] ?? 0)) high[axis] = value
  }
  for (const { shape } of features)
    for (const { lon, lat, height } of shapePoints(shape)) {
      if (!Number.isFinite(lon + lat + height)) continue
      widen(0, lon)
      widen(1, lat)
      widen(2, height)
    }
  const [lon = 0, lat = 0, height = 0] = low.map((value, axis) => (value + (high[axis] ?? 0)) / 2)
  return Number.isFinite(lon + lat + height) ? localFrame(lon, lat, height, geoid) : localFrame(0, 0, 0, geoid)
}

function shapePoints(shape: Shape): Iterable<{ lon: number; lat: number; height: number }> {
  switch (shape.kind) {
    case 'prism':
      return (shape.rings[0] ?? []).map(({ lon, lat }) => ({ lon, lat, height: shape.bottom }))
    case 'mesh':
      return verticesOf(shape.positions)
    default:
      return shape.path
  }
}

function* verticesOf(positions: Float64Array) {
  for (let at = 0; at < positions.length; at += 3)
    yield { lon: positions[at] ?? 0, lat: positions[at + 1] ?? 0, height: positions[at + 2] ?? 0 }
}

function placeAll(features: readonly (TileFeature | PublicFeature)[], frame: LocalFrame, tally: Tally): Drawable[] {
  const drawables: Drawable[] = []
  for (const [index, feature] of features.entries()) {
    const properties = 'properties' in feature ? feature.properties : null
    if (properties) assertGid(properties)
    const label = properties?.id ?? `#${index}`
    const shape = placeShape(feature.shape, frame)
    if (isProblem(shape)) tally.faults.push({ feature: label, ...shape })
    else
      drawables.push({
        shape,
        properties,
        label,
        category: 'category' in feature ? feature.category : '',
        prominence: feature.prominence,
      })
  }
  return drawables
}

function assertGid({ id, gid }: FeatureProperties): void {
  if (!Number.isInteger(gid) || gid < 1 || gid > MAX_GID)
    throw new RangeError(`writeTileset: gid of ${id} is ${gid}, expected an integer in 1…${MAX_GID}`)
}

function treeOf(drawables: readonly Drawable[], category: string, name: string): Cell {
  const east = new Float64Array(drawables.length)
  const north = new Float64Array(drawables.length)
  const prominence = Float64Array.from(drawables, (drawable) => drawable.prominence || 0)
  const triangles = Float64Array.from(drawables, ({ shape }) => (shape.kind === 'mesh' ? shape.indices.length / 3 : 0))
  const members: number[] = []
  for (const [index, { shape, category: own }] of drawables.entries()) {
    if (own !== category) continue
    const { path } = shape
    let [west, right, south, top] = [Infinity, -Infinity, Infinity, -Infinity]
    for (let at = 0; at < path.length; at += 3) {
      const [x, y] = [path[at] ?? 0, path[at + 1] ?? 0]
      if (x < west) west = x
      if (x > right) right = x
      if (y < south) south = y
      if (y > top) top = y
    }
    east[index] = (west + right) / 2
    north[index] = (south + top) / 2
    members.push(index)
  }
  return buildTree(members, east, north, prominence, triangles, name)
}

interface Writing extends TilesetOptions {
  readonly tally: Tally
  readonly total: number
}

/** Writes the tiles of a branch, leaves first: a parent's box is known when its children's are. */
async function writeCell(cell: Cell, drawables: readonly Drawable[], writing: Writing): Promise<BranchJson | null> {
  const children: BranchJson[] = []
  for (const child of cell.children) {
    const written = await writeCell(child, drawables, writing)
    if (written) children.push(written)
  }
  const content = await writeTile(cell, drawables, writing)
  const boxes = [...(content ? [content] : []), ...children.map((child) => child.box)]
  if (boxes.length === 0) return null
  const box = union(boxes)
  return {
    box,
    tile: {
      boundingVolume: { box: boxVolume(box) },
      geometricError: cell.geometricError,
      ...(content ? { content: { uri: `tiles/${cell.name}.glb` } } : {}),
      ...(children.length > 0 ? { children: children.map((child) => child.tile) } : {}),
    },
  }
}

async function writeTile(cell: Cell, drawables: readonly Drawable[], writing: Writing): Promise<Box | null> {
  const { tally } = writing
  const isLeaf = cell.level === 0
  const detail: Detail = isLeaf
    ? { sides: 32, isFine: true, tolerance: 0 }
    : { sides: cell.level === 1 ? 16 : 12, isFine: false, tolerance: cell.geometricError / SEEN_ERROR }
  const members = cell.features
    .flatMap((index) => drawables[index] ?? [])
    .filter((member) => isSeen(member.shape, detail))
  writer.clear()
  table.clear()
  const drawn: Drawable[] = []
  for (const member of members) {
    writer.feature = drawn.length
    const problem: ShapeProblem | null = drawShape(writer, member.shape, detail)
    if (!problem) drawn.push(member)
    else if (isLeaf) tally.faults.push({ feature: member.label, ...problem })
  }
  if (isLeaf) {
    tally.features += drawn.length
    tally.triangles += writer.indexCount / 3
    writing.progress?.(tally.features, writing.total)
  }
  if (writer.indexCount === 0) return null
  for (const { properties } of drawn) if (properties) pushRow(properties)
  const glb = writeGlb({
    mesh: writer.finish(),
    table: table.count > 0 ? table : null,
    color: CATEGORY_COLORS[drawn[0]?.category ?? ''] ?? PLAIN_COLOR,
    precision: { positions: isLeaf ? 'exact' : 'coarse', normalBits: NORMAL_BITS },
    isDoubleSided: drawn.some((member) => isHollow(member.shape)),
    isParent: false,
  })
  await writeFile(join(writing.directory, 'tiles', `${cell.name}.glb`), glb.bytes)
  tally.tiles++
  tally.bytes += glb.bytes.byteLength
  return glb
}

function pushRow({ id, gid, discipline, ...columns }: FeatureProperties): void {
  const text = Buffer.from(id)
  table.push(NOTHING, text, 0, text.length, gid)
  table.describe({ ...columns, disciplineIndex: disciplines.findIndex((one) => one.id === discipline) })
}
