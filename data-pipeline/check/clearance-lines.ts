import { QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { type BurialKind, burialKindOf } from '../../src/domain/clearance/burial.ts'
import { CLEARANCE_CLASSES, clearanceClassOf } from '../../src/domain/clearance/clearance-class.ts'
import type { Clearance } from '../../src/domain/clearance/clearance-table.ts'
import { errorBand } from '../../src/domain/clearance/error-band.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Shard } from '../shard/shard.ts'
import { limitWords } from './limit-words.ts'
import { f64, u8, u32 } from './read-column.ts'

const CLASS_NAMES = Object.keys(CLEARANCE_CLASSES)
const NUMBER_OF = new Map(CLASS_NAMES.map((name, number) => [name, number + 1] as const))

/** What clearances ask of the lines of a shard, row by row. */
export interface ClearanceLines {
  /** number of its class, 0 = the tables do not apply */
  readonly class: Uint8Array
  /** outer half width and height [m]; an unknown size counts as nothing, which makes a gap too wide, never too narrow */
  readonly halfWidth: Float64Array
  readonly halfHeight: Float64Array
  readonly isSized: Uint8Array
  /** error of its place and of its level [m] */
  readonly horizontal: Float64Array
  readonly vertical: Float64Array
  /** west, south, east, north of every line in the plane [m] */
  readonly boxes: Float64Array
  /** the largest horizontal error and half width of all lines [m] */
  readonly widestBand: number
  readonly widestHalf: number
}

/** The name of a class number. */
export function className(number: number): string {
  return CLASS_NAMES[number - 1] ?? ''
}

/** Requirements by the numbers of two classes, at `a * side + b`. */
export interface Requirements {
  readonly side: number
  /** [m]; NaN = none */
  readonly metres: Float64Array
  readonly clauses: readonly (string | null)[]
  /** each as findings tell it: the limit, and how it is vouched for */
  readonly expected: readonly string[]
  readonly words: readonly Localized[]
}

export function requirementsOf(cellOf: (a: string, b: string) => Clearance | null): Requirements {
  const side = CLASS_NAMES.length + 1
  const cells = Array.from({ length: side * side }, (_, at) =>
    cellOf(className(Math.floor(at / side)), className(at % side)),
  )
  return {
    side,
    metres: Float64Array.from(cells, (cell) => cell?.metres ?? Number.NaN),
    clauses: cells.map((cell) => cell?.clause ?? null),
    expected: cells.map((cell) => `≥ ${cell?.metres.toFixed(2)} m`),
    words: cells.map((cell) => limitWords(cell?.clause ?? null)),
  }
}

/** Classes, sizes and errors of all lines of a shard. */
export function clearanceLinesOf({ lines, names, plane }: Shard): ClearanceLines {
  const { columns, count } = lines
  const known = (value: number) => (Number.isNaN(value) ? null : value)
  const burials = new Map<number, BurialKind | null>()
  const burialOf = (name: number) => {
    let kind = burials.get(name)
    if (kind === undefined) {
      kind = burialKindOf(names.text(name))
      burials.set(name, kind)
    }
    return kind
  }
  const made = {
    class: new Uint8Array(count),
    halfWidth: new Float64Array(count),
    halfHeight: new Float64Array(count),
    isSized: new Uint8Array(count),
    horizontal: new Float64Array(count),
    vertical: new Float64Array(count),
    boxes: new Float64Array(count * 4),
  }
  const classOf = (line: number, size: number | null) => {
    const name = clearanceClassOf({
      discipline: disciplines[u8(columns.discipline, line)]?.id ?? '',
      subclass: names.text(u32(columns.subclass, line)),
      burial: burialOf(u32(columns.burial, line)),
      size,
      pressure: known(f64(columns.pressure, line)),
      voltage: known(f64(columns.voltage, line)),
    })
    return name === null ? 0 : (NUMBER_OF.get(name) ?? 0)
  }
  let [widestBand, widestHalf] = [0, 0]
  for (let line = 0; line < count; line++) {
    const [width, height] = [f64(columns.width, line), f64(columns.height, line)]
    const isSized = width > 0 && height > 0
    const wall = f64(columns.wall, line) || 0
    const isAsBefore = line > 0 && isAlike(lines, line - 1, line)
    made.class[line] = isAsBefore ? u8(made.class, line - 1) : classOf(line, isSized ? Math.max(width, height) : null)
    made.isSized[line] = isSized ? 1 : 0
    made.halfWidth[line] = isSized ? width / 2 + wall : 0
    made.halfHeight[line] = isSized ? height / 2 + wall : 0
    const quality = QUALITY_LEVELS[u8(columns.quality, line) - 1] ?? null
    made.horizontal[line] = errorBand(known(f64(columns.horizontalError, line)), quality)
    made.vertical[line] = errorBand(known(f64(columns.verticalError, line)), quality)
    putBox(made.boxes, line, plane, columns.path.start(line), columns.path.end(line))
    widestBand = Math.max(widestBand, f64(made.horizontal, line))
    widestHalf = Math.max(widestHalf, f64(made.halfWidth, line))
  }
  return { ...made, widestBand, widestHalf }
}

/** Do two lines have the same of all that decides their class? Most lines have what the line before has. */
function isAlike({ columns }: Shard['lines'], a: number, b: number): boolean {
  return (
    u8(columns.discipline, a) === u8(columns.discipline, b) &&
    u32(columns.subclass, a) === u32(columns.subclass, b) &&
    u32(columns.burial, a) === u32(columns.burial, b) &&
    Object.is(f64(columns.width, a), f64(columns.width, b)) &&
    Object.is(f64(columns.height, a), f64(columns.height, b)) &&
    Object.is(f64(columns.pressure, a), f64(columns.pressure, b)) &&
    Object.is(f64(columns.voltage, a), f64(columns.voltage, b))
  )
}

function putBox(boxes: Float64Array, line: number, plane: Float64Array, from: number, end: number): void {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let at = from; at < end; at += 2) {
    const x = f64(plane, at)
    const y = f64(plane, at + 1)
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  boxes[line * 4] = west
  boxes[line * 4 + 1] = south
  boxes[line * 4 + 2] = east
  boxes[line * 4 + 3] = north
}
