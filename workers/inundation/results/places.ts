import { AFFECTING_DEPTH, DEPTH_GRADES, depthGradeOf } from '../../../src/domain/inundation/depth-grades.ts'
import type { EntryVerdict, PeopleVerdict, StreetVerdict } from '../../../src/domain/inundation/outcome.ts'
import type { Prepared } from '../prepare/prepare.ts'
import type { WaterView } from '../surface/grid.ts'
import { peopleOf } from './people.ts'

/** Thinner water at an entry is no flood of it [m]. */
const FILM = 0.005

/** Watches entries, streets, and where people live; sea, rivers and lakes flood neither streets nor people. */
export function watchPlaces({
  grid,
  waters,
  entries,
  streets: all,
  squares,
}: Pick<Prepared, 'grid' | 'waters' | 'entries' | 'streets' | 'squares'>) {
  const { columns, size, bed } = grid
  const streets = all.map((street) => ({ ...street, cells: street.cells.filter((cell) => waters[cell] === 0) }))
  const entered = entries.map(() => ({
    arrival: null as number | null,
    over: null as number | null,
    overAt: null as number | null,
  }))
  const covered = all.map(() => ({ volume: 0, volumeAt: 0 }))

  const depthAt = ({ water, at }: WaterView, cell: number) =>
    water.depth[at(cell % columns, Math.floor(cell / columns))] as number

  return {
    /** Looks at the entries alone. */
    noteEntries(view: WaterView, time: number): void {
      entries.forEach(({ cell, sill }, index) => {
        const seen = entered[index] as (typeof entered)[number]
        const depth = cell === null ? 0 : depthAt(view, cell)
        if (cell === null || depth < FILM) return
        // into a ramp that the grid does not have runs what stands at its upper end
        const over = depth - Math.max(0, sill - (bed[cell] as number))
        if (over > 0 && seen.arrival === null) seen.arrival = time
        if (seen.over === null || over > seen.over) Object.assign(seen, { over, overAt: time })
      })
    },
    /** Looks at the streets alone. */
    noteStreets(view: WaterView, time: number): void {
      streets.forEach(({ cells }, index) => {
        const seen = covered[index] as (typeof covered)[number]
        const sum = cells.reduce((all, cell) => all + depthAt(view, cell), 0)
        if (sum * size * size > seen.volume) Object.assign(seen, { volume: sum * size * size, volumeAt: time })
      })
    },
    entries: (): EntryVerdict[] =>
      entries.map(({ id, sill, cell }, index) => ({
        ...{ id, sill, isTested: cell !== null },
        ...(entered[index] as (typeof entered)[number]),
      })),
    /** @param greatest  greatest depth by cell of the grid [m] */
    streets: (greatest: Float32Array): StreetVerdict[] =>
      streets.map(({ id, length, cells }, index) => {
        const { volume, volumeAt } = covered[index] as (typeof covered)[number]
        const perCell = cells.length > 0 ? length / cells.length : 0
        const lengths = DEPTH_GRADES.map(() => 0)
        let [deepest, impassable] = [0, 0]
        for (const cell of cells) {
          const depth = greatest[cell] as number
          const grade = depthGradeOf(depth)
          if (grade >= 0) lengths[grade] = (lengths[grade] as number) + perCell
          if (depth >= AFFECTING_DEPTH) impassable += perCell
          deepest = Math.max(deepest, depth)
        }
        return { id, isTested: cells.length > 0, volume, volumeAt, depth: deepest, impassable, lengths }
      }),
    /** @param greatest  as above; null = nobody told who lives where */
    people: (greatest: Float32Array): PeopleVerdict | null => squares && peopleOf(squares, waters, greatest),
  }
}
