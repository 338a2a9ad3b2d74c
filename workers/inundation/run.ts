import type { FloodFrame, FloodProgress } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome, FloodVolumes, NetworkOutcome, NetworkRow } from '../../src/domain/inundation/outcome.ts'
import { Ledger } from './ledger.ts'
import type { Drainage } from './network/drainage.ts'
import type { Prepared } from './prepare/prepare.ts'
import { extremesOf } from './results/extremes.ts'
import { frameOf } from './results/frame-of.ts'
import { readGauges } from './results/gauge-log.ts'
import { readNetwork } from './results/network-log.ts'
import { watchPlaces } from './results/places.ts'
import type { SurfaceSolver } from './surface/grid.ts'

/** Steps between two looks for what is worst: a wave crosses less than two cells in them. */
const LOOK = 4
/** A step shorter than this share of the run means that something runs away. */
const LEAST_STEP = 1e-9
/** What is thinner counts as dry in what a person is told [m]. */
const FILM = 1e-4

/**
 * Computes a case to its end; yields the water at the start and at every output.
 *
 * @param now  monotonic clock [ms], for progress only
 * @throws Error when the solution runs away
 */
export async function* runFlood(
  prepared: Prepared,
  solver: SurfaceSolver,
  now: () => number,
): AsyncGenerator<FloodFrame, FloodOutcome> {
  const { grid, duration, outputInterval, gauges } = prepared
  const ledger = new Ledger()
  const places = watchPlaces(grid, prepared.entries, prepared.streets)
  const drainage = prepared.openDrains()
  const acts = prepared.act(solver, drainage)
  const started = now()
  const cells = grid.bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0)
  const rows: FloodOutcome['gauges'][number][] = []
  const networkRows: NetworkRow[] = []
  const hair = LEAST_STEP * duration
  let time = 0
  let steps = 0
  let looked = 0
  let leastDepth = Number.POSITIVE_INFINITY
  ledger.add('initial', solver.volume())

  function volumes(): FloodVolumes {
    const moved = ledger.volumes()
    const final = solver.volume()
    const came = moved.initial + moved.rain + moved.inflow + moved.returned
    const error = final + moved.outflow + moved.infiltrated + moved.drained - came
    return { ...moved, final, error, errorShare: came > 0 ? Math.abs(error) / came : 0 }
  }

  function progress(): FloodProgress {
    const waited = (now() - started) / 1000
    const speed = waited > 0 ? time / waited : 0
    return {
      ...{ share: time / duration, speed, left: speed > 0 ? (duration - time) / speed : 0, cellSteps: cells * steps },
      ...{ wetShare: wet() / cells, error: volumes().errorShare },
    }
  }

  /** Counts the wet cells, and sees whether one is below nothing. */
  function wet(): number {
    let count = 0
    for (let row = 0; row < grid.rows; row++) {
      const from = solver.at(0, row)
      for (let i = from; i < from + grid.columns; i++) {
        const depth = solver.water.depth[i] as number
        if (depth > FILM) count++
        if (depth < leastDepth) leastDepth = depth
      }
    }
    return count
  }

  function show(): FloodFrame {
    places.note(solver, time)
    rows.push(...readGauges(grid, gauges, solver, time))
    if (drainage) networkRows.push(...readNetwork(drainage, time))
    return frameOf(grid, solver, time, progress())
  }

  yield show()
  for (let output = 1; time < duration; output++) {
    const until = Math.min(duration, output * outputInterval)
    while (time < until) {
      // a hair further on: where a bend of an act lies on an output but for rounding, no step is left between them
      const bears = acts.reduce((least, act) => Math.min(least, act.longestStep(time + hair)), solver.longestStep())
      if (!(bears > hair)) throw new Error(`at ${time} s a step of ${bears} s: the solution runs away`)
      // the last step before an output is not left tiny
      const left = until - time
      const step = left <= bears + 2 * hair ? left : Math.min(bears, left / 2)
      for (const act of acts) act.begin?.(time + hair)
      const next = step === left ? until : time + step
      const isLook = steps++ % LOOK === 0
      if (isLook) places.note(solver, time)
      solver.step(step, isLook ? { time, since: time - looked } : undefined)
      if (isLook) looked = time
      time = next
      for (const act of acts) act.apply(time, step, ledger)
    }
    yield show()
  }
  solver.look({ time, since: time - looked })
  return {
    ...{ cells, steps, cellSteps: cells * steps, volumes: volumes(), gauges: rows },
    extremes: { ...extremesOf(grid, solver), leastDepth },
    ...{ entries: places.entries(), streets: places.streets() },
    network: drainage && networkOutcome(drainage, networkRows, volumes().drained),
  }
}

function networkOutcome(drainage: Drainage, rows: readonly NetworkRow[], drained: number): NetworkOutcome {
  const { initial, inflow, backflow, outflow, spilled, stored, error } = drainage.balance()
  return { rows, initial, inflow: inflow - drained + backflow, outflow, spilled, stored, error }
}
