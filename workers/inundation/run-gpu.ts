import type { FloodFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Act } from './acts/act.ts'
import { openingsOf } from './acts/acts-of.ts'
import { EACH_TIME, soakIn } from './acts/infiltration.ts'
import { EXCHANGE_INTERVAL } from './acts/manholes.ts'
import type { Prepared } from './prepare/prepare.ts'
import { openLog } from './results/run-log.ts'
import { untilBroken } from './surface/gpu/answers.ts'
import { TICKS } from './surface/gpu/constants.ts'
import { type Mirror, mirrorCells } from './surface/gpu/mirror.ts'
import { createGpuSolver } from './surface/gpu/solver.ts'
import type { Water } from './surface/grid.ts'
import type { SwitchDesk } from './switch-desk.ts'

/**
 * Between two times at which crests move, openings exchange water and entries are looked at [s]: a tick more than openings
 * wait for, so that no rounding makes them wait for the next.
 */
const QUICK = EXCHANGE_INTERVAL + 1 / TICKS
/** … at which the ground takes water and streets are looked at [s]: many cells come over for them. */
const SLOW = 5
/** Share of the run that two times are the same by [-]. */
const HAIR = 1e-9

/** Cells that come over from the device at intervals, and what is done with them. */
interface Round {
  readonly seconds: number
  readonly mirror: Mirror
  readonly acts: readonly Act[]
  readonly note: (mirror: Mirror, time: number) => void
  /** when it was last [s] */
  last: number
}

/** Why a case is not for a graphics card; null = it is. */
export function notForCard({ scheme }: Pick<Prepared, 'scheme'>): Localized | null {
  return scheme === 'preview' ? { zh: '快速预览只由 WASM 计算', en: 'only WASM computes the preview' } : null
}

/**
 * Computes a case on a graphics card, as `runFlood` does: edges, sources, rain and structures that pass water within the steps
 * of the device, everything else between two of its advances.
 *
 * @param device  its owner destroys it
 * @param now     monotonic clock [ms], for progress and how much is submitted at once, never for results
 * @param desk    where staff switch while it computes; left out = nobody does
 * @throws Error when the device is lost, refuses the grid, or gives no number
 */
export async function* runFloodOnCard(
  prepared: Prepared,
  device: GPUDevice,
  now: () => number,
  desk?: SwitchDesk,
): AsyncGenerator<FloodFrame, FloodOutcome> {
  const { grid, duration, outputInterval, driven, structures } = prepared
  const orLost = untilBroken(device)
  const drains = prepared.openDrains()
  desk?.hand(drains)
  const { ledger, places, show, outcome } = openLog(prepared, drains, now)
  const acts = { ...driven, passing: structures.passing }
  const solver = await orLost(createGpuSolver(device, grid, prepared.depth, acts, ledger, { now }))
  const crests = structures.crests(solver)
  const rounds = roundsOf()
  const between = [...crests, ...rounds.flatMap((round) => round.acts)]
  const hair = HAIR * duration
  let time = 0

  function roundsOf(): Round[] {
    const { entries, streets, soils, roofs } = prepared
    const cellOf = (column: number, row: number) => row * grid.columns + column
    const near = mirrorCells(solver, grid, [
      ...(drains?.manholes ?? []).map(({ column, row }) => cellOf(column, row)),
      ...roofs.flatMap(({ to }) => (typeof to === 'number' ? [] : [cellOf(...to)])),
      ...entries.flatMap(({ cell }) => cell ?? []),
    ])
    const wide = mirrorCells(
      solver,
      grid,
      [...soils, ...streets].flatMap(({ cells }) => cells),
    )
    const openings = openingsOf(prepared, near, drains)
    return [
      ...(openings.length > 0 || crests.length > 0 || entries.length > 0
        ? [{ seconds: QUICK, mirror: near, acts: openings, note: places.noteEntries, last: 0 }]
        : []),
      ...(soils.length > 0 || streets.length > 0
        ? [
            {
              ...{ seconds: SLOW, mirror: wide, note: places.noteStreets, last: 0 },
              acts: soils.length > 0 ? [soakIn(grid, wide, soils, EACH_TIME)] : [],
            },
          ]
        : []),
    ]
  }

  async function goRound(round: Round): Promise<void> {
    await round.mirror.refresh()
    round.note(round.mirror, time)
    for (const act of round.acts) act.apply(time, time - round.last, ledger)
    await round.mirror.flush()
    round.last = time
  }

  async function frame(): Promise<FloodFrame> {
    const water = await solver.read()
    refuseNoNumbers(water, time)
    const view = { water, at: (column: number, row: number) => row * grid.columns + column }
    return show(view, { time, steps: solver.steps, volume: await solver.volume() })
  }

  try {
    ledger.add('initial', await orLost(solver.volume()))
    yield await orLost(frame())
    for (let output = 1; time < duration; output++) {
      const until = Math.min(duration, output * outputInterval)
      while (time < until) {
        if (desk?.isDue()) await desk.take(time, drains)
        const bend = between.reduce(
          (least, act) => Math.min(least, act.longestStep(time + hair)),
          Number.POSITIVE_INFINITY,
        )
        const due = rounds.reduce((soonest, { last, seconds }) => Math.min(soonest, last + seconds), until)
        for (const act of between) act.begin?.(time + hair)
        // a bend that lies on the end but for rounding is no step of its own
        const next = Math.min(due, time + bend + hair)
        time = next > until - 2 * hair ? until : next
        await orLost(solver.advance(time))
        // what acts every second hangs on what falls until the next bend: it goes along with each
        for (const round of rounds)
          if (round.seconds === QUICK || time === until || time >= round.last + round.seconds - hair)
            await orLost(goRound(round))
      }
      yield await orLost(frame())
    }
    const worst = await orLost(solver.extremes())
    return outcome({ time, steps: solver.steps, volume: await orLost(solver.volume()) }, worst)
  } finally {
    solver.close()
  }
}

/** @throws Error when some water is no number: a shader may go on with it in silence */
function refuseNoNumbers({ depth, east, north }: Water, time: number): void {
  for (let cell = 0; cell < depth.length; cell++)
    if (!Number.isFinite((depth[cell] as number) + (east[cell] as number) + (north[cell] as number)))
      throw new Error(`the water is no number at ${time} s`)
}
