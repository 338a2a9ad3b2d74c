import type { Series } from '../../acts/series.ts'
import { type Catchment, type CatchmentSpec, openCatchment } from './catchment.ts'

/** Longest step while water moves [s]: then rain and what the ground could take are constant. */
const WET_STEP = 60

/** A catchment in its place. */
export interface PlacedCatchment extends CatchmentSpec {
  /** rain on it [m/s]; null = none */
  readonly rain: Series | null
  /** where its water goes: a node, another catchment, or nowhere (it leaves the model) */
  readonly outlet: { readonly node: string } | { readonly catchment: string } | null
}

export interface RunoffSpec {
  readonly catchments: readonly PlacedCatchment[]
  /** potential evaporation [m/s] */
  readonly evaporation: Series
  /** only where it does not rain */
  readonly evaporatesDryOnly: boolean
  /** longest step while water moves, and while all is dry [s] */
  readonly wetStep: number
  readonly dryStep: number
}

/** Volumes over all catchments since the start [m³]; `error` is what they do not close by, of the rain [-]. */
export interface RunoffBalance {
  readonly rain: number
  readonly evaporated: number
  readonly infiltrated: number
  /** to nodes and out of the model */
  readonly runoff: number
  readonly storage: number
  readonly error: number
}

/** Runoff of all catchments, which moves on step by step. */
export interface Runoff {
  readonly catchments: readonly Catchment[]
  /** [s] */
  time(): number
  /** volume of each node of the last step [m³] */
  readonly volumes: ReadonlyMap<string, number>
  /** Moves on by a step of its own, at most `longest` [s] long. @returns its length [s] */
  step(longest: number): number
  balance(): RunoffBalance
}

/**
 * Opens the runoff of dry catchments at time 0.
 *
 * @throws Error when an outlet is no catchment, or catchments drain in a circle
 */
export function openRunoff(spec: RunoffSpec): Runoff {
  const order = downhill(spec.catchments)
  const catchments = new Map(order.map((placed) => [placed.id, openCatchment(placed)]))
  const open = order.map((placed) => ({ placed, catchment: catchments.get(placed.id) as Catchment }))
  const volumes = new Map<string, number>()
  let time = 0
  let runoff = 0

  /** as long as rain and evaporation are constant */
  function stepFrom(longest: number): number {
    const gages = new Set(spec.catchments.map(({ rain }) => rain))
    const rains = [...gages].some((rain) => rain !== null && rain.at(time) > 0)
    const isWet = rains || open.some(({ catchment }) => catchment.storage() > 0)
    const bends = [...gages, spec.evaporation].map((series) => series?.bendsAfter(time) ?? Number.POSITIVE_INFINITY)
    const own = isWet ? Math.min(WET_STEP, spec.wetStep) : Math.max(spec.dryStep, spec.wetStep)
    return Math.min(longest, own, ...bends.map((bend) => bend - time))
  }

  return {
    catchments: spec.catchments.map(({ id }) => catchments.get(id) as Catchment),
    time: () => time,
    volumes,
    step(longest) {
      const duration = stepFrom(longest)
      const runons = new Map<string, number>()
      const evaporation = spec.evaporation.at(time)
      volumes.clear()
      for (const { placed, catchment } of open) {
        const { id, rain, outlet } = placed
        const rate = rain?.at(time) ?? 0
        const dries = spec.evaporatesDryOnly && rate > 0 ? 0 : evaporation
        const volume = catchment.step(rate, runons.get(id) ?? 0, dries, duration)
        if (outlet && 'catchment' in outlet) runons.set(outlet.catchment, (runons.get(outlet.catchment) ?? 0) + volume)
        else runoff += volume
        if (outlet && 'node' in outlet) volumes.set(outlet.node, (volumes.get(outlet.node) ?? 0) + volume)
      }
      time += duration
      return duration
    },
    balance() {
      const sum = (of: (catchment: Catchment) => number) =>
        open.reduce((total, { catchment }) => total + of(catchment), 0)
      const rain = sum(({ totals }) => totals.rain)
      const evaporated = sum(({ totals }) => totals.evaporated)
      const infiltrated = sum(({ totals }) => totals.infiltrated)
      const storage = sum((catchment) => catchment.storage())
      const error = rain === 0 ? 0 : (rain - evaporated - infiltrated - runoff - storage) / rain
      return { rain, evaporated, infiltrated, runoff, storage, error }
    },
  }
}

/** Catchments in an order in which each stands before the one it drains to. */
function downhill(catchments: readonly PlacedCatchment[]): PlacedCatchment[] {
  const byId = new Map(catchments.map((placed) => [placed.id, placed]))
  const done = new Set<string>()
  const order: PlacedCatchment[] = []
  const next = ({ outlet }: PlacedCatchment) => (outlet && 'catchment' in outlet ? outlet.catchment : null)
  for (const placed of catchments) {
    const way: PlacedCatchment[] = []
    for (let at: PlacedCatchment | undefined = placed; at && !done.has(at.id); ) {
      if (way.includes(at))
        throw new Error(`runoff: ${at.id} drains to itself over ${way.map(({ id }) => id).join(', ')}`)
      way.push(at)
      const to: string | null = next(at)
      if (to !== null && !byId.has(to)) throw new Error(`runoff: ${at.id} drains to ${to}, which is no catchment`)
      at = to === null ? undefined : byId.get(to)
    }
    for (const one of way.reverse()) {
      done.add(one.id)
      order.push(one)
    }
  }
  return order.reverse()
}
