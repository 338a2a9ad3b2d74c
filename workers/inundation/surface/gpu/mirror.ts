import { type CellWater, type Grid, QUANTUM } from '../grid.ts'
import type { GpuSolver } from './solver.ts'

/** Some cells of a device, for what acts on them from outside. */
export interface Mirror extends CellWater {
  /** Reads them as they stand on the device. */
  refresh(): Promise<void>
  /** Brings to the device what was added and taken since. */
  flush(): Promise<void>
}

/**
 * Cells of a device as a solver shows them: acts draw from them and pour into them between two advances, and `flush` brings
 * it to the device at once. Each amount is told as the device takes it, in float32.
 *
 * @param cells  by cell of the grid (row × columns + column); one may be named twice
 */
export function mirrorCells(
  solver: Pick<GpuSolver, 'gather' | 'addAll'>,
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
  cells: Iterable<number>,
): Mirror {
  const list = Int32Array.from(new Set(cells)).sort()
  const places = new Int32Array(columns * rows).fill(-1)
  list.forEach((cell, place) => {
    places[cell] = place
  })
  const still = () => new Float32Array(list.length)
  const change = still()
  // what of the depth is less than a quantum waits beside it
  const had = new Float64Array(list.length)
  let water = { depth: still(), east: still(), north: still() }

  function at(column: number, row: number): number {
    const place = places[row * columns + column] ?? -1
    if (place < 0) throw new Error(`mirror: cell ${column}, ${row} is not among its ${list.length} cells`)
    return place
  }

  /** Answers what the change became. */
  function alter(place: number, by: number): number {
    const before = change[place] as number
    change[place] = before + by
    const after = (had[place] as number) + (change[place] as number)
    water.depth[place] = Math.max(0, Math.round(after / QUANTUM) * QUANTUM)
    return (change[place] as number) - before
  }
  const held = (place: number) => Math.max(0, (had[place] as number) + (change[place] as number))

  return {
    at,
    get water() {
      return water
    },
    add(column, row, depth) {
      const place = at(column, row)
      return alter(place, Math.max(depth, -held(place)))
    },
    take(column, row, depth) {
      const place = at(column, row)
      return -alter(place, -Math.min(depth, held(place)))
    },
    async refresh() {
      const seen = await solver.gather(list)
      water = {
        depth: Float32Array.from(seen.depth),
        east: Float32Array.from(seen.east),
        north: Float32Array.from(seen.north),
      }
      for (let place = 0; place < list.length; place++)
        had[place] = (seen.depth[place] as number) + (seen.waiting[place] as number)
      change.fill(0)
    },
    async flush() {
      const changed = list.filter((_, place) => change[place] !== 0)
      await solver.addAll(
        changed,
        change.filter((by) => by !== 0),
      )
      change.fill(0)
    },
  }
}
