import { COURANT, GRAVITY, type Grid, type SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import type { Series } from './series.ts'

/** Millimetres an hour in metres a second. */
export const MM_H = 1 / 3.6e6

/** Rain in time [mm/h], constant between its bends: the same everywhere, or by cell of the grid, no cell too. */
export interface Rain {
  at(time: number): number | Float64Array
  bendsAfter(time: number): number
}

/** Fields of rain, each from its time on; nothing before the first. A field is made when it is asked for. */
export function rainFields(fields: readonly { readonly time: number; readonly make: () => Float64Array }[]): Rain {
  let made: { readonly index: number; readonly values: Float64Array } | null = null
  return {
    at(time) {
      const index = fields.findLastIndex((field) => field.time <= time)
      const field = fields[index]
      if (!field) return 0
      if (made?.index !== index) made = { index, values: field.make() }
      return made.values
    },
    bendsAfter: (time) => fields.find((field) => field.time > time)?.time ?? Number.POSITIVE_INFINITY,
  }
}

/**
 * Rain on the cells.
 *
 * @param share  what of it runs, by cell of the grid [0…1]: a runoff coefficient, none under a roof; left out = all
 */
export function rainOn(
  grid: Grid,
  solver: Pick<SurfaceSolver, 'setRain'>,
  rain: Rain | Series,
  share?: Float64Array,
): Act {
  const isGround = grid.bed.map((level) => (Number.isNaN(level) ? 0 : 1))
  const cells = isGround.reduce((sum, one) => sum + one, 0)
  let last: number | Float64Array = Number.NaN
  let fallsAt = 0
  /** over all cells [m³/s], and where it rains most [m/s] */
  let total = 0
  let most = 0

  function look(time: number): void {
    const now = rain.at(time)
    if (now === last) return
    last = now
    if (typeof now === 'number' && !share) {
      fallsAt = most = now * MM_H
      total = fallsAt * cells * grid.size ** 2
      solver.setRain(fallsAt)
      return
    }
    const field = isGround.map((one, cell) =>
      one === 0 ? 0 : (typeof now === 'number' ? now : (now[cell] as number)) * MM_H * (share?.[cell] ?? 1),
    )
    most = field.reduce((greatest, rate) => Math.max(greatest, rate), 0)
    total = field.reduce((sum, rate) => sum + rate, 0) * grid.size ** 2
    solver.setRain(field)
  }

  return {
    longestStep(time) {
      look(time)
      // a film that falls on dry ground within a step has waves of √(g · rate · step)
      const bears = Math.cbrt((COURANT * grid.size) ** 2 / (GRAVITY * most))
      return Math.min(rain.bendsAfter(time) - time, bears)
    },
    begin: look,
    apply(_, duration, ledger) {
      ledger.add('rain', total * duration)
    },
  }
}
