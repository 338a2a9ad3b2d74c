import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { MeshWriter } from '../mesh/mesh-writer.ts'
import { boxAround, boxDeviation, standingBox, type TurnedBox } from '../mesh/plan-box.ts'
import { boxVolume, union } from './box.ts'
import type { Triple } from './compress-mesh.ts'
import { cutBranches } from './cut-branch.ts'
import { type Detail, drawShape, isHollow } from './draw-shape.ts'
import type { Shape } from './feature.ts'
import { type LocalFrame, localFrame } from './local-frame.ts'
import { isProblem, type LocalShape, placeShape, type ShapeProblem } from './local-shape.ts'
import { TileFiles } from './tile-files.ts'
import { type BranchJson, tilesetJson } from './tileset-json.ts'
import type { ShapeFault, TilesetOptions, TilesetSummary } from './tileset-summary.ts'
import { buildTree, type Cell } from './tree.ts'
import { writeGlb } from './write-glb.ts'

/** linear red, green, blue */
const COLOR: Triple = [0.72, 0.69, 0.63]
const NORMAL_BITS = 8
const FINE: Detail = { sides: 8, isFine: true, tolerance: 0 }
/**
 * Spread of a leaf [m]. Wider than one of pipes: what is drawn to 16 bits of it is off by 2 cm, which no footprint is
 * surveyed to, and a tile of a thin suburb still has some hundred buildings.
 */
const WIDEST_LEAF = 1200
/** An overview errs at least so much [m], as it must err more than a leaf; a box may err so much in any. */
const LEAST_ERROR = 2
const BOX_ERROR = 8
/** Boxes of an overview, of which a large one has a fourth of its branch: all overviews stay well below the leaves. */
const MOST_BOXES = 1000
/** what is kept of a building's box */
const MEASURES = 8

const writer = new MeshWriter()

export interface BuildingTiles extends TilesetSummary {
  /** of all files that are no leaves */
  readonly parentBytes: number
}

/** Boxes and sizes of all buildings, number by number: shapes are placed again when their tile is drawn. */
interface Measured {
  readonly frame: LocalFrame
  /** numbers of those that can be drawn */
  readonly members: readonly number[]
  readonly boxes: Float64Array
  /** largest measure of each [m]: what is missing where it is left out */
  readonly extent: Float64Array
  /** how far its box is off [m] */
  readonly deviation: Float64Array
  readonly triangles: Float64Array
}

/**
 * Writes buildings as public 3D Tiles 1.1: no identity of any kind. Leaves have the exact shapes. Overviews have the
 * largest ones as turned boxes, or exact where a box would err more than what is left out; their geometric error is
 * measured: the larger of what the boxes err and of the largest building that is missing.
 *
 * Equal input gives equal bytes. A shape that cannot be drawn costs one fault, never a tile.
 *
 * @param shapeOf  shape of a building by its number, 0…count − 1; null = not drawn. Asked several times
 * @throws file system errors as they come
 */
export async function writeBuildings(
  count: number,
  shapeOf: (number: number) => Shape | null,
  { directory, geoid }: TilesetOptions,
): Promise<BuildingTiles> {
  await MeshoptEncoder.ready
  const faults: ShapeFault[] = []
  const measured = measure(count, shapeOf, geoid, (number, problem) =>
    faults.push({ feature: `#${number}`, ...problem }),
  )
  const { members, frame } = measured
  rmSync(directory, { recursive: true, force: true })
  const none = { path: null, tiles: 0, features: 0, triangles: 0, bytes: 0, parentBytes: 0, faults }
  if (members.length === 0) return none
  const drawing = new BuildingDrawing(measured, shapeOf, new TileFiles(directory, 'tiles'), faults)
  const { boxes, extent, triangles } = measured
  const column = (at: number) => Float64Array.from({ length: count }, (_, number) => boxes[number * MEASURES + at] ?? 0)
  const tree = buildTree(members, column(0), column(1), extent, triangles, '0', WIDEST_LEAF)
  const root = drawing.draw(tree)
  if (!root) return none
  const jsons = new TileFiles(directory, '.')
  const branch = { ...root, tile: cutBranches(root.tile, jsons) }
  const text = JSON.stringify(tilesetJson([branch], frame.transform))
  const path = join(directory, 'tileset.json')
  writeFileSync(path, text)
  const { files, features, triangles: drawn, parentBytes } = drawing
  const bytes = files.bytes + jsons.bytes + Buffer.byteLength(text)
  return { path, tiles: files.count, features, triangles: drawn, bytes, parentBytes, faults }
}

function measure(
  count: number,
  shapeOf: (number: number) => Shape | null,
  geoid: TilesetOptions['geoid'],
  tell: (number: number, problem: ShapeProblem) => void,
): Measured {
  const frame = frameOf(count, shapeOf, geoid)
  const members: number[] = []
  const boxes = new Float64Array(count * MEASURES)
  const [extent, deviation, triangles] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  for (let number = 0; number < count; number++) {
    const shape = shapeOf(number)
    if (!shape) continue
    const local = placeShape(shape, frame)
    if (isProblem(local)) {
      tell(number, local)
      continue
    }
    const points = pointsOf(local)
    const box = boxAround(points)
    boxes.set(valuesOf(box), number * MEASURES)
    extent[number] = Math.max(2 * box.halfLength, 2 * box.halfWidth, box.top - box.bottom)
    deviation[number] = boxDeviation(box, points)
    triangles[number] = local.kind === 'mesh' ? local.indices.length / 3 : 0
    members.push(number)
  }
  return { frame, members, boxes, extent, deviation, triangles }
}

/** The frame at the middle of the first corners, H 0; anywhere when there are none, for then nothing is drawn. */
function frameOf(count: number, shapeOf: (number: number) => Shape | null, geoid: TilesetOptions['geoid']): LocalFrame {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let number = 0; number < count; number++) {
    const shape = shapeOf(number)
    const [lon, lat] = shape ? firstCorner(shape) : [Number.NaN, Number.NaN]
    if (!Number.isFinite(lon + lat)) continue
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return west <= east ? localFrame((west + east) / 2, (south + north) / 2, 0, geoid) : localFrame(0, 0, 0, geoid)
}

function firstCorner(shape: Shape): readonly [lon: number, lat: number] {
  if (shape.kind === 'mesh') return [shape.positions[0] ?? Number.NaN, shape.positions[1] ?? Number.NaN]
  const corner = shape.kind === 'prism' ? shape.rings[0]?.[0] : null
  return [corner?.lon ?? Number.NaN, corner?.lat ?? Number.NaN]
}

/** Corners of a shape: those of the roof and of the foot of a block, the vertices of a body. */
function pointsOf(shape: LocalShape): Float64Array {
  if (shape.kind !== 'prism') return shape.path
  const parts = shape.rings.flatMap(({ bottom, top }) => [bottom, top])
  const points = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    points.set(part, at)
    at += part.length
  }
  return points
}

function valuesOf(box: TurnedBox): number[] {
  const { east, north, alongEast, alongNorth, halfLength, halfWidth, bottom, top } = box
  return [east, north, alongEast, alongNorth, halfLength, halfWidth, bottom, top]
}

/** Draws the tiles of a tree, leaves first: a parent's box and error are known when its children's are. */
class BuildingDrawing {
  readonly files: TileFiles
  features = 0
  triangles = 0
  parentBytes = 0
  private readonly measured: Measured
  private readonly shapeOf: (number: number) => Shape | null
  private readonly faults: ShapeFault[]
  /** of each building whether its leaf has it, and whether the overview at hand has it */
  private readonly isDrawn: Uint8Array
  private readonly isShown: Uint8Array

  constructor(measured: Measured, shapeOf: (number: number) => Shape | null, files: TileFiles, faults: ShapeFault[]) {
    this.measured = measured
    this.shapeOf = shapeOf
    this.files = files
    this.faults = faults
    this.isDrawn = new Uint8Array(measured.extent.length)
    this.isShown = new Uint8Array(measured.extent.length)
  }

  draw(cell: Cell): BranchJson | null {
    return this.branch(cell)?.branch ?? null
  }

  /** @returns the branch, with the numbers of its buildings; null when nothing of it can be drawn */
  private branch(cell: Cell): { readonly branch: BranchJson; readonly members: readonly number[] } | null {
    if (cell.level === 0) return this.leaf(cell)
    const leaves = leavesOf(cell)
    const isWhole = leaves.reduce((sum, leaf) => sum + leaf.features.length, 0) <= cell.features.length
    // an overview that leaves nothing out needs none below it
    const parts = (isWhole ? leaves : cell.children).flatMap((child) => this.branch(child) ?? [])
    if (parts.length === 0) return null
    const members = parts.flatMap((part) => part.members)
    const children = parts.map(({ branch }) => branch.tile)
    const below = Math.max(...children.map((tile) => tile.geometricError))
    const { glb, error } = this.overview(this.largest(cell.features), members)
    const box = union([glb, ...parts.map(({ branch }) => branch.box)])
    const uri = `tiles/${cell.name}.glb`
    this.files.write(uri, glb.bytes)
    this.parentBytes += glb.bytes.byteLength
    const geometricError = Math.max(error, below)
    const tile = { boundingVolume: { box: boxVolume(box) }, geometricError, content: { uri }, children }
    return { branch: { box, tile }, members }
  }

  private leaf(cell: Cell) {
    writer.clear()
    const members: number[] = []
    let isDoubleSided = false
    for (const number of cell.features) {
      const shape = this.placed(number)
      if (!shape) continue
      const problem = drawShape(writer, shape, FINE)
      if (problem) {
        this.faults.push({ feature: `#${number}`, ...problem })
        continue
      }
      members.push(number)
      this.isDrawn[number] = 1
      isDoubleSided ||= isHollow(shape)
    }
    if (members.length === 0) return null
    this.features += members.length
    this.triangles += writer.indexCount / 3
    const glb = this.glb(isDoubleSided)
    const uri = `tiles/${cell.name}.glb`
    this.files.write(uri, glb.bytes)
    const tile = { boundingVolume: { box: boxVolume(glb) }, geometricError: 0, content: { uri } }
    return { branch: { box: glb, tile }, members }
  }

  /** An overview of a branch: those that were chosen as boxes. */
  private overview(chosen: readonly number[], members: readonly number[]) {
    const { extent, deviation } = this.measured
    const { isShown } = this
    for (const number of chosen) isShown[number] = 1
    let error = LEAST_ERROR
    for (const number of members) if (!isShown[number]) error = Math.max(error, extent[number] ?? 0)
    const tolerated = Math.max(error, BOX_ERROR)
    for (const number of chosen) isShown[number] = 0
    writer.clear()
    for (const number of chosen) {
      const isFar = (deviation[number] ?? 0) > tolerated
      const shape = isFar ? this.placed(number) : null
      if (shape?.kind === 'prism' && !drawShape(writer, shape, FINE)) continue
      standingBox(writer, this.boxOf(number))
      error = Math.max(error, deviation[number] ?? 0)
    }
    return { glb: this.glb(false), error }
  }

  /** Of the buildings of an overview those that are drawn at all, the largest where there are too many. */
  private largest(features: readonly number[]): readonly number[] {
    const { extent } = this.measured
    const drawn = features.filter((number) => this.isDrawn[number])
    if (drawn.length <= MOST_BOXES) return drawn
    const bySize = drawn.toSorted((a, b) => (extent[b] ?? 0) - (extent[a] ?? 0) || a - b)
    return bySize.slice(0, MOST_BOXES).sort((a, b) => a - b)
  }

  private placed(number: number): LocalShape | null {
    const shape = this.shapeOf(number)
    const local = shape && placeShape(shape, this.measured.frame)
    return local && !isProblem(local) ? local : null
  }

  private boxOf(number: number): TurnedBox {
    const value = (at: number) => this.measured.boxes[number * MEASURES + at] ?? 0
    return {
      ...{ east: value(0), north: value(1), alongEast: value(2), alongNorth: value(3) },
      ...{ halfLength: value(4), halfWidth: value(5), bottom: value(6), top: value(7) },
    }
  }

  private glb(isDoubleSided: boolean) {
    const precision = { positions: 'coarse', normalBits: NORMAL_BITS } as const
    return writeGlb({ mesh: writer.finish(), table: null, color: COLOR, isDoubleSided, precision, isParent: false })
  }
}

function leavesOf(cell: Cell): readonly Cell[] {
  return cell.level === 0 ? [cell] : cell.children.flatMap(leavesOf)
}
