import { QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { type BurialKind, burialKindOf } from '../../src/domain/clearance/burial.ts'
import { CLEARANCE_CLASSES, clearanceClassOf } from '../../src/domain/clearance/clearance-class.ts'
import { errorBand } from '../../src/domain/clearance/error-band.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Shard } from '../shard/shard.ts'
import { read } from './read-column.ts'

const CLASS_NAMES = Object.keys(CLEARANCE_CLASSES)
const NUMBER_OF = new Map(CLASS_NAMES.map((name, number) => [name, number + 1] as const))

/** What clearances ask of the lines of a shard, row by row. */
export interface ClearanceLines {
  /** number of its class, 0 = the tables do not apply */
  readonly class: Uint8Array
  /** outer half width and height [m]; an unknown size counts as nothing, which makes a gap too wide, never too narrow */
  readonly halfWidth: Float32Array
  readonly halfHeight: Float32Array
  readonly isSized: Uint8Array
  /** error of its place and of its level [m] */
  readonly horizontal: Float32Array
  readonly vertical: Float32Array
  /** the largest horizontal error and half width of all lines [m] */
  readonly widestBand: number
  readonly widestHalf: number
}

/** The name of a class number. */
export function className(number: number): string {
  return CLASS_NAMES[number - 1] ?? ''
}

/** A square table of a requirement by class numbers [m]; NaN = none. */
export function requirementsOf(cell: (a: string, b: string) => { readonly metres: number } | null): {
  readonly metres: Float32Array
  readonly side: number
} {
  const side = CLASS_NAMES.length + 1
  const metres = new Float32Array(side * side).fill(Number.NaN)
  for (let a = 1; a < side; a++)
    for (let b = 1; b < side; b++) metres[a * side + b] = cell(className(a), className(b))?.metres ?? Number.NaN
  return { metres, side }
}

/** Classes, sizes and errors of all lines of a shard. */
export function clearanceLinesOf({ lines, names }: Shard): ClearanceLines {
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
    halfWidth: new Float32Array(count),
    halfHeight: new Float32Array(count),
    isSized: new Uint8Array(count),
    horizontal: new Float32Array(count),
    vertical: new Float32Array(count),
  }
  let [widestBand, widestHalf] = [0, 0]
  for (let line = 0; line < count; line++) {
    const [width, height] = [read(columns.width, line), read(columns.height, line)]
    const isSized = width > 0 && height > 0
    const wall = read(columns.wall, line) || 0
    const name = clearanceClassOf({
      discipline: disciplines[read(columns.discipline, line)]?.id ?? '',
      subclass: names.text(read(columns.subclass, line)),
      burial: burialOf(read(columns.burial, line)),
      size: isSized ? Math.max(width, height) : null,
      pressure: known(read(columns.pressure, line)),
      voltage: known(read(columns.voltage, line)),
    })
    made.class[line] = name === null ? 0 : (NUMBER_OF.get(name) ?? 0)
    made.isSized[line] = isSized ? 1 : 0
    made.halfWidth[line] = isSized ? width / 2 + wall : 0
    made.halfHeight[line] = isSized ? height / 2 + wall : 0
    const quality = QUALITY_LEVELS[read(columns.quality, line) - 1] ?? null
    made.horizontal[line] = errorBand(known(read(columns.horizontalError, line)), quality)
    made.vertical[line] = errorBand(known(read(columns.verticalError, line)), quality)
    widestBand = Math.max(widestBand, read(made.horizontal, line))
    widestHalf = Math.max(widestHalf, read(made.halfWidth, line))
  }
  return { ...made, widestBand, widestHalf }
}
