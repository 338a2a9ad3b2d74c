import { cellsWithin } from '../../../src/domain/inundation/cells.ts'
import type { Fault } from '../../refusal.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import type { Grid } from '../surface/grid.ts'

/**
 * Levels of ground and sea [m]; beyond them a value is a "no data" that the file does not declare, as −9999 (so the deepest
 * trenches of the oceans are none), −32768 or −3.4e38.
 */
const LEVELS = [-9000, 9000] as const
/** Thinner water at the start is rain that was left lying, no sea or river [m]. */
const FILM = 0.005
/** Depth that no water of a case has [m]. */
const DEEPEST = 12_000
const MOST_ROUGH = 1

/** A case's ground and the water that stands on it. */
export interface Laid {
  readonly grid: Grid
  readonly west: number
  readonly south: number
  readonly depth: Float64Array
  /** 1 = sea, river or lake: as given; where nothing is, what is under water at the start */
  readonly waters: Uint8Array
}

/** @param faults  takes one line for each thing that does not fit */
export function layGrid({ grid: given, buildings }: FloodCase, faults: Fault[]): Laid {
  const { columns, rows, size, west, south, values } = given.dem
  const cells = columns * rows
  if (values.length !== cells) {
    faults.push(`grid.dem: ${values.length} values, expected ${columns} × ${rows}`)
    return { grid: empty(), west, south, depth: new Float64Array(1), waters: new Uint8Array(1) }
  }
  const bed = values.slice()
  const strange = bed.findIndex((level) => level < LEVELS[0] || level > LEVELS[1] || Math.abs(level) === Infinity)
  if (strange >= 0)
    faults.push({
      zh: `地面高程 ${bed[strange]} m（${cellName(given.dem, strange)}），应在 ${LEVELS[0]} 至 ${LEVELS[1]} m 之间，或为文件声明的无数据值`,
      en: `grid.dem: ${bed[strange]} at ${cellName(given.dem, strange)}, expected ${LEVELS[0]} to ${LEVELS[1]} m, or what the file declares as no data`,
    })
  buildings.forEach((ring) => {
    for (const cell of cellsWithin(given.dem, [ring])) bed[cell] = Number.NaN
  })
  if (bed.every(Number.isNaN)) faults.push({ zh: '地面网格没有一个单元有高程', en: 'grid.dem: no cell with a level' })
  const roughness = roughnessOf(given, bed, faults)
  const depth = depthOf(given, bed, faults)
  const waters = watersOf(given, bed, depth, faults)
  return { grid: { columns, rows, size, bed, roughness }, west, south, depth, waters }
}

function roughnessOf({ dem, manning }: FloodCase['grid'], bed: Float64Array, faults: Fault[]): Float64Array {
  const { base, polygons } =
    typeof manning === 'object' && 'polygons' in manning
      ? { base: manning.default, polygons: manning.polygons }
      : { base: manning, polygons: [] }
  const roughness = valuesOf('grid.manning', base, dem, bed, [0, MOST_ROUGH], faults)
  polygons.forEach(({ polygon, n }, index) => {
    const within = cellsWithin(dem, [polygon])
    if (within.length === 0) faults.push(`grid.manning.polygons[${index}]: no cell of the grid lies within`)
    if (n > MOST_ROUGH) faults.push(`grid.manning.polygons[${index}].n: ${n}, expected 0 to ${MOST_ROUGH}`)
    for (const cell of within) roughness[cell] = n
  })
  return roughness
}

function depthOf(given: FloodCase['grid'], bed: Float64Array, faults: Fault[]): Float64Array {
  const { dem, initial_depth, initial_level } = given
  if (initial_depth !== undefined && initial_level !== undefined)
    faults.push('grid: initial_depth and initial_level are both given, expected one of them')
  if (initial_level !== undefined) {
    const values = valuesOf('grid.initial_level', initial_level, dem, bed, LEVELS, faults)
    for (let cell = 0; cell < values.length; cell++)
      values[cell] = Math.max(0, (values[cell] as number) - (bed[cell] as number)) || 0
    return values
  }
  const depth = valuesOf('grid.initial_depth', initial_depth ?? 0, dem, bed, [0, DEEPEST], faults)
  return depth.map((value, cell) => (Number.isNaN(bed[cell]) ? 0 : value))
}

function watersOf(
  { dem, waters }: FloodCase['grid'],
  bed: Float64Array,
  depth: Float64Array,
  faults: Fault[],
): Uint8Array {
  // not by `from`, which takes ten times as long
  if (!waters) return new Uint8Array(depth.map((deep) => (deep >= FILM ? 1 : 0)))
  const values = valuesOf('grid.waters', waters, dem, bed, [0, 1], faults)
  return new Uint8Array(values.map((value) => (value > 0 ? 1 : 0)))
}

/** A number or a raster of the same grid, by cell; every cell that has ground must have a value within the range. */
export function valuesOf(
  name: string,
  given: number | Raster,
  dem: Raster,
  bed: Float64Array,
  [least, most]: readonly [number, number],
  faults: Fault[],
): Float64Array {
  if (typeof given === 'number') {
    if (!(given >= least && given <= most)) faults.push(`${name}: ${given}, expected ${least} to ${most}`)
    return new Float64Array(bed.length).fill(given)
  }
  const isSame =
    given.columns === dem.columns &&
    given.rows === dem.rows &&
    [given.size - dem.size, given.west - dem.west, given.south - dem.south].every((by) => Math.abs(by) < dem.size / 100)
  if (!isSame) {
    faults.push(
      `${name}: ${given.columns} × ${given.rows} cells of ${given.size} m from ${given.west}, ${given.south}, ` +
        `expected the DEM's ${dem.columns} × ${dem.rows} of ${dem.size} m from ${dem.west}, ${dem.south}`,
    )
    return new Float64Array(bed.length)
  }
  const wrong = firstBeyond(given.values, bed, least, most)
  if (wrong >= 0)
    faults.push(`${name}: ${given.values[wrong]} at ${cellName(given, wrong)}, expected ${least} to ${most}`)
  return given.values.slice()
}

/** First cell with ground whose value is not within the range; −1 = none. A plain loop: `findIndex` takes far longer on a city. */
function firstBeyond(values: Float64Array, bed: Float64Array, least: number, most: number): number {
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell] as number
    if (!(value >= least && value <= most) && !Number.isNaN(bed[cell])) return cell
  }
  return -1
}

/** A cell as a person finds it: its place and its row and column as they stand in a file. */
function cellName({ columns, rows, size, west, south }: Raster, cell: number): string {
  const [column, row] = [cell % columns, Math.floor(cell / columns)]
  const [x, y] = [west + (column + 0.5) * size, south + (row + 0.5) * size]
  return `x ${x}, y ${y} (row ${rows - row} from the north, column ${column + 1})`
}

function empty(): Grid {
  return { columns: 1, rows: 1, size: 1, bed: Float64Array.of(0), roughness: Float64Array.of(0) }
}
