import type { FloodFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import { actsOf } from './acts/acts-of.ts'
import type { Prepared } from './prepare/prepare.ts'
import { extremesOf } from './results/extremes.ts'
import { openLog } from './results/run-log.ts'
import type { SurfaceSolver } from './surface/grid.ts'
import type { SwitchDesk } from './switch-desk.ts'

/** Steps between two looks for what is worst: a wave crosses less than two cells in them. */
const LOOK = 4
/** A step shorter than this share of the run means that something runs away. */
const LEAST_STEP = 1e-9

/**
 * Computes a case to its end; yields the water at the start and at every output.
 *
 * @param now   monotonic clock [ms], for progress only
 * @param desk  where staff switch while it computes; left out = nobody does
 * @throws Error when the solution runs away
 */
export async function* runFlood(
  prepared: Prepared,
  solver: SurfaceSolver,
  now: () => number,
  desk?: SwitchDesk,
): AsyncGenerator<FloodFrame, FloodOutcome> {
  const { grid, duration, outputInterval } = prepared
  const drains = prepared.openDrains()
  desk?.hand(drains)
  const { ledger, places, show, outcome } = openLog(prepared, drains, now)
  const acts = actsOf(prepared, solver, drains)
  const hair = LEAST_STEP * duration
  let time = 0
  let steps = 0
  let looked = 0
  ledger.add('initial', solver.volume())
  const standing = () => ({ time, steps, volume: solver.volume() })

  yield show(solver, standing())
  for (let output = 1; time < duration; output++) {
    const until = Math.min(duration, output * outputInterval)
    while (time < until) {
      if (desk?.isDue()) await desk.take(time, drains)
      // a hair further on: where a bend of an act lies on an output but for rounding, no step is left between them; and a
      // hair longer, so that a step ends on a bend and not a rounding before it
      const ofActs = acts.reduce(
        (least, act) => Math.min(least, act.longestStep(time + hair)),
        Number.POSITIVE_INFINITY,
      )
      const bears = Math.min(ofActs + hair, solver.longestStep())
      if (!(bears > hair)) throw new Error(`at ${time} s a step of ${bears} s: the solution runs away`)
      // the last step before an output is not left tiny
      const left = until - time
      const step = left <= bears + 2 * hair ? left : Math.min(bears, left / 2)
      for (const act of acts) act.begin?.(time + hair)
      const next = step === left ? until : time + step
      const isLook = steps++ % LOOK === 0
      if (isLook) {
        places.noteEntries(solver, time)
        places.noteStreets(solver, time)
      }
      solver.step(step, isLook ? { time, since: time - looked } : undefined)
      if (isLook) looked = time
      time = next
      for (const act of acts) act.apply(time, step, ledger)
    }
    yield show(solver, standing())
  }
  solver.look({ time, since: time - looked })
  return outcome(standing(), extremesOf(grid, solver))
}
