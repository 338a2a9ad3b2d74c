import { cellAt, cellsWithin, type Extent } from '../../../src/domain/inundation/cells.ts'
import { groundBefore } from '../../../src/domain/inundation/entry-ground.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'
import type { Laid } from './lay-grid.ts'

/** An entry by the ground before it. */
export interface Entry {
  readonly id: string
  /** [m] */
  readonly sill: number
  /** null = none */
  readonly cell: number | null
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

/** Of an entry that no ground lies at there is no cell: it is told as not tested. */
export function entriesOf({ entries }: FloodCase, { grid: { bed } }: Laid, extent: Extent): Entry[] {
  return entries.map(({ id, x, y, sill_m: sill }) => {
    return { id, sill, cell: groundBefore(extent, (cell) => bed[cell] as number, [x, y], sill) }
  })
}

/** Entries whose ramps are not in the grid, named. */
export function withoutRamp(entries: readonly Entry[], { grid: { bed } }: Laid): Localized[] {
  const names = entries.flatMap(({ id, sill, cell }) => (cell !== null && (bed[cell] as number) > sill ? [id] : []))
  if (names.length === 0) return []
  return [
    {
      zh: `进水口门槛低于门前地面（坡道不在网格内），按门前地面水深判断：${names.join('、')}。`,
      en: `Entries with their sill below the ground before them (the grid has no ramp there), tested by the depth on that ground: ${names.join(', ')}.`,
    },
  ]
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
        addAcross(extent, [x, y], [(y0 - y1) / whole, (x1 - x0) / whole], width_m, cells)
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

/** Adds the cells on the width of a street, at a place of its axis. */
function addAcross(
  extent: Extent,
  [x, y]: [number, number],
  [nx, ny]: [number, number],
  width: number,
  cells: Set<number>,
): void {
  const steps = Math.max(1, Math.ceil(width / (extent.size / 2)))
  for (let step = 0; step < steps; step++) {
    const off = width * ((step + 0.5) / steps - 0.5)
    const cell = cellAt(extent, x + nx * off, y + ny * off)
    if (cell !== null) cells.add(cell)
  }
}
