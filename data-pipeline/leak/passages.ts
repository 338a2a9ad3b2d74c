import { Rows } from '../store/rows.ts'
import type { SpaceRows } from './space-part.ts'

const LINE_SPEC = { space: 'i32', start: 'i32', end: 'i32', area: 'f32', length: 'f32' } as const
const PASSAGE_SPEC = { from: 'i32', to: 'i32', area: 'f32', length: 'f32' } as const

/** Lines by the points at their ends, until all wells are known. */
class LineEnds extends Rows<typeof LINE_SPEC> {
  constructor() {
    super(LINE_SPEC)
  }

  push({ columns: given }: SpaceRows, row: number, space: number): void {
    const at = this.add()
    const { columns } = this
    columns.space[at] = space
    columns.start[at] = given.start[row] ?? -1
    columns.end[at] = given.end[row] ?? -1
    columns.area[at] = given.area[row] ?? Number.NaN
    columns.length[at] = given.length[row] ?? Number.NaN
  }
}

/** Ways of air between spaces; columns as in `SpaceFile`. */
class PassageRows extends Rows<typeof PASSAGE_SPEC> {
  constructor() {
    super(PASSAGE_SPEC)
  }

  push(from: number, to: number, area: number, length: number): void {
    const at = this.add()
    this.columns.from[at] = from
    this.columns.to[at] = to
    this.columns.area[at] = area
    this.columns.length[at] = length
  }
}

/**
 * Gathers the passages of a city: a line opens into the wells at its ends, through its own section and over half of its
 * length; where no well is, into the other lines that meet there.
 */
export class Passages {
  private readonly lines = new LineEnds()
  private readonly passages = new PassageRows()
  /** by running number of a point: 1 + its well; 0 = none */
  private readonly wells: Int32Array

  /** @param points  of the city */
  constructor(points: number) {
    this.wells = new Int32Array(points)
  }

  get count(): number {
    return this.passages.count
  }

  /** @param first  position of the first of the rows in the city */
  add(rows: SpaceRows, first: number): void {
    const { point, start, end } = rows.columns
    for (let row = 0; row < rows.count; row++) {
      const well = point[row] ?? -1
      if (well >= 0) this.wells[well] = first + row + 1
      else if ((start[row] ?? -1) >= 0 || (end[row] ?? -1) >= 0) this.lines.push(rows, row, first + row)
    }
  }

  /** Two spaces that open into each other over their whole section. */
  join(from: Opening, to: Opening): void {
    this.passages.push(from.space, to.space, lesser(from.area, to.area), (from.length + to.length) / 2)
  }

  /** Joins lines with wells and with each other, once all were added; @returns columns of the file. */
  columns() {
    const { columns: given, count } = this.lines
    const lineAt = new Int32Array(this.wells.length)
    const opening = (line: number) => ({
      ...{ space: given.space[line] ?? 0, area: given.area[line] ?? 0, length: given.length[line] ?? 0 },
    })
    for (let line = 0; line < count; line++)
      for (const point of [given.start[line] ?? -1, given.end[line] ?? -1]) {
        if (point < 0) continue
        const well = (this.wells[point] ?? 0) - 1
        const other = (lineAt[point] ?? 0) - 1
        const own = opening(line)
        if (well >= 0) this.passages.push(own.space, well, own.area, own.length / 2)
        else if (other >= 0) this.join(opening(other), own)
        else lineAt[point] = line + 1
      }
    const { columns, count: all } = this.passages
    return {
      from: columns.from.subarray(0, all),
      to: columns.to.subarray(0, all),
      area: columns.area.subarray(0, all),
      length: columns.length.subarray(0, all),
    }
  }
}

/** A space with its section [m²] and length [m]. */
export interface Opening {
  readonly space: number
  readonly area: number
  readonly length: number
}

/** NaN where one is not known. */
function lesser(one: number, other: number): number {
  return Number.isNaN(one + other) ? Number.NaN : Math.min(one, other)
}
