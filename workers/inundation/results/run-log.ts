import type { FloodFrame } from '../../../src/domain/inundation/frame.ts'
import type { Extremes, FloodOutcome, FloodVolumes, NetworkOutcome } from '../../../src/domain/inundation/outcome.ts'
import type { OpenDrains } from '../acts/manholes.ts'
import { Ledger } from '../ledger.ts'
import type { Prepared } from '../prepare/prepare.ts'
import type { WaterView } from '../surface/grid.ts'
import { onGround } from './extremes.ts'
import { frameOf } from './frame-of.ts'
import { readGauges } from './gauge-log.ts'
import { NetworkLog } from './network-log.ts'
import { watchPlaces } from './places.ts'

/** What is thinner counts as dry in what a person is told [m]. */
const FILM = 1e-4

/** How far a run has come. */
interface Standing {
  /** [s] */
  readonly time: number
  readonly steps: number
  /** of all water now [m³] */
  readonly volume: number
}

/**
 * What a run writes down on its way, whatever computes it: volumes, places, gauges, drains, and how it goes on.
 *
 * @param now  monotonic clock [ms], for progress only
 */
export function openLog(prepared: Prepared, drains: OpenDrains | null, now: () => number) {
  const { grid, duration, gauges } = prepared
  const ledger = new Ledger()
  const places = watchPlaces(prepared)
  const started = now()
  const cells = grid.bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0)
  const rows: FloodOutcome['gauges'][number][] = []
  const network = drains && new NetworkLog(drains.drainage)
  let leastDepth = Number.POSITIVE_INFINITY

  function volumes(final: number): FloodVolumes {
    const moved = ledger.volumes()
    const came = moved.initial + moved.rain + moved.inflow + moved.returned
    const error = final + moved.outflow + moved.infiltrated + moved.drained - came
    return { ...moved, final, error, errorShare: came > 0 ? Math.abs(error) / came : 0 }
  }

  /** Counts the wet cells, and sees whether one is below nothing. */
  function wet({ water, at }: WaterView): number {
    let count = 0
    for (let row = 0; row < grid.rows; row++) {
      const from = at(0, row)
      for (let i = from; i < from + grid.columns; i++) {
        const depth = water.depth[i] as number
        if (depth > FILM) count++
        if (depth < leastDepth) leastDepth = depth
      }
    }
    return count
  }

  return {
    ledger,
    places,

    /** What a page is shown now. */
    show(view: WaterView, { time, steps, volume }: Standing): FloodFrame {
      places.noteEntries(view, time)
      places.noteStreets(view, time)
      rows.push(...readGauges(grid, gauges, view, time))
      network?.note(time)
      const waited = (now() - started) / 1000
      const speed = waited > 0 ? time / waited : 0
      return frameOf(grid, view, time, {
        ...{ share: time / duration, speed, left: speed > 0 ? (duration - time) / speed : 0 },
        ...{ cellSteps: cells * steps, wetShare: wet(view) / cells, error: volumes(volume).errorShare },
      })
    },

    outcome({ steps, volume }: Standing, found: Omit<Extremes, 'leastDepth'>): FloodOutcome {
      const moved = volumes(volume)
      const worst = onGround(grid, found)
      return {
        ...{ cells, steps, cellSteps: cells * steps, volumes: moved, gauges: rows },
        ...{ waters: prepared.waters, extremes: { ...worst, leastDepth } },
        ...{ entries: places.entries(), streets: places.streets(worst.depth) },
        people: places.people(worst.depth),
        network: drains && network && networkOutcome(drains, network, moved),
      }
    },
  }
}

function networkOutcome(
  { drainage, log }: OpenDrains,
  network: NetworkLog,
  { drained, returned, roofs }: FloodVolumes,
): NetworkOutcome {
  const { initial, fromFile, backflow, outflow, spilled, lost, stored } = drainage.balance()
  const inflow = fromFile + backflow
  // what came is what others say they gave: what is lost on the way to the drains shows
  const came = initial + inflow + drained + roofs
  const error = stored + outflow + spilled + lost + returned - came
  return {
    ...{ series: network.series(), manholes: log.verdicts(), initial, inflow, outflow, spilled, lost, stored, error },
  }
}
