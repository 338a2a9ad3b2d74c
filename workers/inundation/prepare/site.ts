import { cellAt, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Fault } from '../../refusal.ts'
import type { LineFace } from '../acts/structures/crest.ts'
import type { Cell } from '../acts/structures/pair.ts'
import type { CellFace, Grid } from '../surface/grid.ts'
import { facesAlong } from './faces-along.ts'

export type Place = readonly [x: number, y: number]

/** Why a structure does not fit where it is said to be. */
export class Misfit extends Error {
  readonly told: Localized

  /** @param fault  in both languages where people who draw on a page meet it */
  constructor(fault: Fault) {
    const told = typeof fault === 'string' ? { zh: fault, en: fault } : fault
    super(told.en)
    this.told = told
  }
}

/** The ground on which structures are placed, and who stands where. */
export class Site {
  readonly grid: Grid
  readonly extent: Extent
  readonly #owners = new Map<string, string>()

  constructor(grid: Grid, extent: Extent) {
    this.grid = grid
    this.extent = extent
  }

  /**
   * The faces along a line with ground on both sides.
   *
   * @throws Misfit when there is none
   */
  facesOn(line: readonly Place[]): LineFace[] {
    const faces = facesAlong(this.extent, line).filter((face) => !Number.isNaN(this.groundAt(face)))
    if (faces.length === 0)
      throw new Misfit({
        zh: '走向上没有两侧都有地面的格边：过短、在网格之外或在建筑之内',
        en: 'no face between two cells with ground lies along its line',
      })
    return faces
  }

  /** No lower than what stands there already. */
  raise(face: CellFace, crest: number): void {
    const [crests, cell] = this.#crestOf(face)
    crests[cell] = Math.max(crests[cell] as number, crest)
  }

  /** What stands on a face [m]; −Infinity = nothing. */
  crestOf(face: CellFace): number {
    const [crests, cell] = this.#crestOf(face)
    return crests[cell] as number
  }

  /**
   * Faces that one structure alone decides about, whatever wall stands there.
   *
   * @throws Misfit when another one has claimed one of them
   */
  claim(name: string, faces: LineFace[], crest: number): LineFace[] {
    for (const face of faces) {
      const key = `${face.side} ${face.column} ${face.row}`
      const owner = this.#owners.get(key)
      if (owner !== undefined)
        throw new Misfit({
          zh: `与 ${owner} 有共同的格边，应各占各的`,
          en: `shares a face with ${owner}, expected faces of its own`,
        })
      this.#owners.set(key, name)
      const [crests, cell] = this.#crestOf(face)
      crests[cell] = crest
    }
    return faces
  }

  /** @throws Misfit when the place has no ground */
  cellOf(end: string, [x, y]: Place): Cell {
    const cell = cellAt(this.extent, x, y)
    if (cell === null) throw new Misfit(`${end} at ${x}, ${y}: outside the DEM`)
    if (Number.isNaN(this.grid.bed[cell]))
      throw new Misfit(`${end} at ${x}, ${y}: no ground there (NODATA or a building)`)
    return [cell % this.grid.columns, Math.floor(cell / this.grid.columns)]
  }

  /** Level of the bed [m]; NaN = no cell. */
  bedOf([column, row]: Cell): number {
    return this.grid.bed[row * this.grid.columns + column] as number
  }

  /** Level of the higher bed beside a face [m]; NaN where there is none on a side. */
  groundAt(face: CellFace): number {
    return Math.max(...cellsBeside(face).map((cell) => this.bedOf(cell)))
  }

  #crestOf({ column, row, side }: CellFace): [Float64Array, number] {
    const crests = side === 'east' ? this.grid.crestEast : this.grid.crestNorth
    if (!crests) throw new Error('Site: the grid was made without crests')
    return [crests, row * this.grid.columns + column]
  }
}

/** The cell of a face, and the next one. */
export function cellsBeside({ column, row, side }: CellFace): [Cell, Cell] {
  return [[column, row], side === 'east' ? [column + 1, row] : [column, row + 1]]
}

/** A grid on whose faces something may stand. */
export function withCrests(grid: Grid): Grid {
  const bare = () => new Float64Array(grid.bed.length).fill(Number.NEGATIVE_INFINITY)
  return { ...grid, crestEast: grid.crestEast?.slice() ?? bare(), crestNorth: grid.crestNorth?.slice() ?? bare() }
}

export function lengthOf(line: readonly Place[]): number {
  return line.reduce((sum, [x, y], n) => {
    const [x0, y0] = line[n - 1] ?? [x, y]
    return sum + Math.hypot(x - x0, y - y0)
  }, 0)
}

/**
 * Level at a place on a line, linear between its points [m].
 *
 * @param levels  one, or one for each point
 * @throws Misfit when there are more or fewer of them
 */
export function levelAlong(line: readonly Place[], levels: number | readonly number[], along: number): number {
  if (typeof levels === 'number') return levels
  if (levels.length !== line.length)
    throw new Misfit(`${levels.length} crests, expected one for each of the ${line.length} points of its line`)
  let [next, from, to] = [0, 0, 0]
  do {
    const [[x0, y0], [x1, y1]] = [line[next], line[next + 1]] as [Place, Place]
    ;[from, to] = [to, to + Math.hypot(x1 - x0, y1 - y0)]
    next++
  } while (to < along && next < line.length - 1)
  const share = to > from ? Math.max(0, Math.min(1, (along - from) / (to - from))) : 0
  return (1 - share) * (levels[next - 1] as number) + share * (levels[next] as number)
}

/** How far along a line the place lies that is nearest to another [m]. */
export function nearestAlong(line: readonly Place[], [x, y]: Place): number {
  let [best, along, start] = [Number.POSITIVE_INFINITY, 0, 0]
  for (let n = 1; n < line.length; n++) {
    const [[x0, y0], [x1, y1]] = [line[n - 1], line[n]] as [Place, Place]
    const length = Math.hypot(x1 - x0, y1 - y0)
    if (length === 0) continue
    const share = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length ** 2))
    const away = Math.hypot(x0 + share * (x1 - x0) - x, y0 + share * (y1 - y0) - y)
    if (away < best) [best, along] = [away, start + share * length]
    start += length
  }
  return along
}
