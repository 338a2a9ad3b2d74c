import type { FloodFrame, FloodProgress } from '../../src/domain/inundation/frame.ts'
import { Ledger, type Volumes } from './ledger.ts'
import type { Prepared } from './prepare/prepare.ts'
import { frameOf } from './results/frame-of.ts'
import { type GaugeRow, readGauges } from './results/gauge-log.ts'
import { type EntryVerdict, type StreetVerdict, watchPlaces } from './results/places.ts'
import { type Extremes, keepRecords } from './results/records.ts'
import type { SurfaceSolver } from './surface/grid.ts'

/** Steps between two looks for what is worst: a wave crosses less than two cells in them. */
const LOOK = 4
/** A step shorter than this share of the run means that something runs away. */
const LEAST_STEP = 1e-9
/** What is thinner counts as dry in what a person is told [m]. */
const FILM = 1e-4

/** Volumes of a whole run [m³]. */
export interface FloodVolumes extends Volumes {
  readonly final: number
  /** what the accounts do not explain, and its share of all that was there or came */
  readonly error: number
  readonly errorShare: number
}

/** What a flood left behind. */
export interface FloodOutcome {
  readonly cells: number
  readonly steps: number
  /** cells × steps */
  readonly cellSteps: number
  readonly volumes: FloodVolumes
  readonly extremes: Extremes
  readonly gauges: readonly GaugeRow[]
  readonly entries: readonly EntryVerdict[]
  readonly streets: readonly StreetVerdict[]
}

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
  const records = keepRecords(grid)
  const places = watchPlaces(grid, prepared.entries, prepared.streets)
  const acts = prepared.act(solver)
  const started = now()
  const cells = grid.bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0)
  const rows: GaugeRow[] = []
  let time = 0
  let steps = 0
  ledger.add('initial', solver.volume())

  function volumes(): FloodVolumes {
    const moved = ledger.volumes()
    const final = solver.volume()
    const came = moved.initial + moved.rain + moved.inflow
    const error = final + moved.outflow + moved.infiltrated - came
    return { ...moved, final, error, errorShare: came > 0 ? Math.abs(error) / came : 0 }
  }

  function progress(): FloodProgress {
    const waited = (now() - started) / 1000
    const speed = waited > 0 ? time / waited : 0
    return {
      ...{ share: time / duration, speed, left: speed > 0 ? (duration - time) / speed : 0, cellSteps: cells * steps },
      ...{ wetShare: wetCells(solver, prepared) / cells, error: volumes().errorShare },
    }
  }

  function note(): void {
    records.note(solver, time)
    places.note(solver, time)
  }

  function look(): FloodFrame {
    note()
    rows.push(...readGauges(grid, gauges, solver, time))
    return frameOf(grid, solver, time, progress())
  }

  yield look()
  for (let output = 1; time < duration; output++) {
    const until = Math.min(duration, output * outputInterval)
    while (time < until) {
      const bears = acts.reduce((least, act) => Math.min(least, act.longestStep(time)), solver.longestStep())
      if (!(bears > LEAST_STEP * duration)) throw new Error(`at ${time} s a step of ${bears} s: the solution runs away`)
      // the last step before an output is not left tiny
      const step = until - time <= bears ? until - time : Math.min(bears, (until - time) / 2)
      for (const act of acts) act.begin?.(time)
      solver.step(step)
      time = step === until - time ? until : time + step
      for (const act of acts) act.apply(time, step, ledger)
      steps++
      if (steps % LOOK === 0 && time < until) note()
    }
    yield look()
  }
  return {
    ...{ cells, steps, cellSteps: cells * steps, volumes: volumes(), extremes: records.extremes(), gauges: rows },
    ...{ entries: places.entries(), streets: places.streets() },
  }
}

function wetCells({ water, at }: SurfaceSolver, { grid: { columns, rows } }: Prepared): number {
  let wet = 0
  for (let row = 0; row < rows; row++) {
    const from = at(0, row)
    for (let column = 0; column < columns; column++) if ((water.depth[from + column] as number) > FILM) wet++
  }
  return wet
}
