import { cellAt, cellsWithin, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { FloodCase } from '../case/case.ts'
import type { Laid } from './lay-grid.ts'

/** Ground before an entry whose own cell has none is looked for this many cells around: a door lies in a wall. */
const AROUND = 1.5

/** An entry by the ground before it: its own cell, or what lies beside the block that it is in. */
export interface Entry {
  readonly id: string
  /** [m] */
  readonly sill: number
  /** whose ground is not above the sill, unless all ground is */
  readonly cells: readonly number[]
}

/** A street by its cells. */
export interface Street {
  readonly id: string
  readonly cells: readonly number[]
  /** of its axis on the grid [m] */
  readonly length: number
}

/** A square that people live in, by its ground. */
export interface Square {
  readonly people: number
  readonly cells: readonly number[]
}

/**
 * Of an entry that no ground lies at there are no cells: it is told as not tested. Water beside a door's own ground is not asked:
 * where it stands above the sill the solver brings it there, and on a slope a film uphill is higher than the sill.
 */
export function entriesOf({ entries }: FloodCase, { grid }: Laid, extent: Extent): Entry[] {
  return entries.map(({ id, x, y, sill_m }) => {
    const { columns, rows, size, west, south } = extent
    const [column, row] = [(x - west) / size - 0.5, (y - south) / size - 0.5]
    const around: number[] = []
    for (let r = Math.max(0, Math.ceil(row - AROUND)); r <= Math.min(rows - 1, row + AROUND); r++)
      for (let c = Math.max(0, Math.ceil(column - AROUND)); c <= Math.min(columns - 1, column + AROUND); c++)
        if (Math.hypot(c - column, r - row) <= AROUND && !Number.isNaN(grid.bed[r * columns + c]))
          around.push(r * columns + c)
    const low = around.filter((cell) => (grid.bed[cell] as number) <= sill_m)
    const own = low.filter((cell) => cell === cellAt(extent, x, y))
    return { id, sill: sill_m, cells: [own, low, around].find((cells) => cells.length > 0) ?? [] }
  })
}

/** Of a street outside there are no cells: it is told as not tested. */
export function streetsOf({ streets }: FloodCase, { grid }: Laid, extent: Extent): Street[] {
  return streets.map(({ id, axis, width_m }) => {
    const cells = new Set<number>()
    let length = 0
    axis.slice(1).forEach(([x1, y1], segment) => {
      const [x0, y0] = axis[segment] as [number, number]
      const [whole, step] = [Math.hypot(x1 - x0, y1 - y0), extent.size / 2]
      const parts = Math.max(1, Math.ceil(whole / step))
      for (let part = 0; part < parts; part++) {
        const along = (part + 0.5) / parts
        const [x, y] = [x0 + (x1 - x0) * along, y0 + (y1 - y0) * along]
        if (cellAt(extent, x, y) === null) continue
        length += whole / parts
        for (const cell of across(extent, [x, y], [(y0 - y1) / whole, (x1 - x0) / whole], width_m)) cells.add(cell)
      }
    })
    const ground = [...cells].filter((cell) => !Number.isNaN(grid.bed[cell])).sort((a, b) => a - b)
    return { id, cells: ground, length }
  })
}

/** Of a square outside there are no cells: its people are told as not tested. */
export function squaresOf({ population }: FloodCase, { grid }: Laid, extent: Extent): Square[] | null {
  if (!population) return null
  const half = population.size_m / 2
  return population.cells.map(([x, y, people]) => {
    const [west, east, south, north] = [x - half, x + half, y - half, y + half]
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ] as const
    return { people, cells: cellsWithin(extent, [ring]).filter((cell) => !Number.isNaN(grid.bed[cell])) }
  })
}

/** Cells on the width of a street, at a place of its axis. */
function across(extent: Extent, [x, y]: [number, number], [nx, ny]: [number, number], width: number): number[] {
  const steps = Math.max(1, Math.ceil(width / (extent.size / 2)))
  return Array.from({ length: steps }, (_, step) => {
    const off = width * ((step + 0.5) / steps - 0.5)
    return cellAt(extent, x + nx * off, y + ny * off)
  }).filter((cell) => cell !== null)
}
