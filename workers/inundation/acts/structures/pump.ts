import type { Grid, SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'
import type { Series } from '../series.ts'
import type { Cell } from './pair.ts'

/** A pump. */
export interface Pump {
  readonly from: Cell
  /** null = out of the grid */
  readonly to: Cell | null
  /** by lift [m, m³/s], rising lifts and falling discharges; one point = the same at any lift */
  readonly curve: readonly (readonly [lift: number, flow: number])[]
  /** level that it lifts to where that is above the water of `to`, or where `to` is null [m] */
  readonly outlet: number | null
  /** it starts at this level before it and stops at the lower one [m] */
  readonly onLevel: number
  readonly offLevel: number
  /** 0 = off, 1 = allowed to run, in time: staff */
  readonly isOn: Series
}

/** Of the water of a cell no more than this leaves it in a step. */
const SHARE = 0.5

/**
 * Lifts water from a cell to another or out of the grid, by its curve between its points (constant before the first, none
 * beyond the last), between the levels at which it starts and stops.
 *
 * @throws RangeError when the curve does not fall, or it stops above where it starts
 */
export function runPump(grid: Grid, solver: SurfaceSolver, pump: Pump): Act {
  const { from, to, curve, outlet, onLevel, offLevel, isOn } = pump
  checkPump(pump)
  const area = grid.size ** 2
  const bedOf = ([column, row]: Cell) => grid.bed[row * grid.columns + column] as number
  const levelOf = (cell: Cell) => bedOf(cell) + (solver.water.depth[solver.at(...cell)] as number)
  let isRunning = false

  return {
    longestStep: (time) => isOn.bendsAfter(time) - time,
    apply(time, duration, ledger) {
      const level = levelOf(from)
      isRunning = isRunning ? level > offLevel : level >= onLevel
      const speed = isOn.at(time - duration / 2)
      if (!isRunning || speed <= 0) return
      const against = Math.max(outlet ?? Number.NEGATIVE_INFINITY, to ? levelOf(to) : Number.NEGATIVE_INFINITY)
      const flow = speed * flowAt(curve, Math.max(0, against - level))
      const there = Math.min(SHARE * (level - bedOf(from)), level - offLevel)
      if ((flow * duration) / area >= level - offLevel) isRunning = false
      const depth = Math.min((flow * duration) / area, there)
      if (!(depth > 0)) return
      const taken = solver.take(...from, depth)
      if (to) solver.add(...to, taken)
      else ledger.add('outflow', taken * area)
    },
  }
}

/** @throws RangeError when the curve does not fall, or it stops above where it starts */
export function checkPump({ curve, onLevel, offLevel }: Pump): void {
  curve.forEach(([lift, flow], n) => {
    const before = curve[n - 1]
    if (!(flow >= 0) || (before && !(lift > before[0] && flow <= before[1])))
      throw new RangeError(`pump: ${flow} m³/s at ${lift} m, expected rising lifts and falling discharges`)
  })
  if (curve.length === 0) throw new RangeError('pump: no curve, expected one point or more')
  if (offLevel > onLevel) throw new RangeError(`pump: stops at ${offLevel} m, expected no more than ${onLevel} m`)
}

function flowAt(curve: Pump['curve'], lift: number): number {
  const next = curve.findIndex(([reached]) => reached >= lift)
  if (curve.length === 1 || next === 0) return (curve[0] as readonly [number, number])[1]
  if (next < 0) return 0
  const [[l0, q0], [l1, q1]] = [curve[next - 1], curve[next]] as [readonly [number, number], readonly [number, number]]
  return q0 + ((q1 - q0) * (lift - l0)) / (l1 - l0)
}
