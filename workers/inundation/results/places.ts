import type { EntryVerdict, StreetVerdict } from '../../../src/domain/inundation/outcome.ts'
import type { Entry, Street } from '../prepare/places.ts'
import type { Grid, WaterView } from '../surface/grid.ts'

/** Depth that a street cannot be used with [m]. */
const IMPASSABLE = 0.15
/** Thinner water at an entry is no flood of it [m]. */
const FILM = 0.005

/** Watches entries and streets. */
export function watchPlaces(grid: Grid, entries: readonly Entry[], streets: readonly Street[]) {
  const { columns, size, bed } = grid
  const entered = entries.map(() => ({
    arrival: null as number | null,
    over: null as number | null,
    overAt: null as number | null,
  }))
  const covered = streets.map(() => ({ volume: 0, volumeAt: 0 }))

  return {
    note({ water, at }: WaterView, time: number): void {
      const depthAt = (cell: number) => water.depth[at(cell % columns, Math.floor(cell / columns))] as number
      entries.forEach(({ cells, sill }, index) => {
        const seen = entered[index] as (typeof entered)[number]
        for (const cell of cells) {
          const depth = depthAt(cell)
          if (depth < FILM) continue
          const over = (bed[cell] as number) + depth - sill
          if (over > 0 && seen.arrival === null) seen.arrival = time
          if (seen.over === null || over > seen.over) Object.assign(seen, { over, overAt: time })
        }
      })
      streets.forEach(({ cells }, index) => {
        const seen = covered[index] as (typeof covered)[number]
        const sum = cells.reduce((all, cell) => all + depthAt(cell), 0)
        if (sum * size * size > seen.volume) Object.assign(seen, { volume: sum * size * size, volumeAt: time })
      })
    },
    entries: (): EntryVerdict[] =>
      entries.map(({ id, sill, cells }, index) => ({
        ...{ id, sill, isTested: cells.length > 0 },
        ...(entered[index] as (typeof entered)[number]),
      })),
    /** @param greatest  greatest depth by cell of the grid [m] */
    streets: (greatest: Float32Array): StreetVerdict[] =>
      streets.map(({ id, length, cells }, index) => {
        const { volume, volumeAt } = covered[index] as (typeof covered)[number]
        const worst = cells.map((cell) => greatest[cell] as number)
        const wet = worst.reduce((count, depth) => count + (depth >= IMPASSABLE ? 1 : 0), 0)
        return {
          ...{
            id,
            isTested: worst.length > 0,
            volume,
            volumeAt,
            depth: worst.reduce((most, depth) => Math.max(most, depth), 0),
          },
          impassable: worst.length > 0 ? (length * wet) / worst.length : 0,
        }
      }),
  }
}
