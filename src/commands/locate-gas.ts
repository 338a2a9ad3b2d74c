import { planLength } from '../domain/geo/ellipsoid.ts'
import type { SensorId } from '../domain/ids.ts'
import type { GasSourceQuestion } from '../domain/leak/gas-source.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { QUALITIES } from '../domain/sensing/reading.ts'
import type { ReadingSeries } from '../ports/readings.ts'
import type { CommandContext } from './context.ts'
import { gasFiles } from './gas-files.ts'
import { locateSource } from './locate-source.ts'

/** Sensors within this of the one that is asked about take part [m], the nearest, itself among them. */
const NEIGHBOURS = { radius: 400, most: 12 } as const
/** Readings so far back are looked at [ms]; points of a sensor. */
const RECORD = 48 * 3_600_000
const MAX_POINTS = 720
const BAD = QUALITIES.indexOf('bad')

/** 精准溯源: ranks gas pipes by what a methane sensor and those around it read of late. One under way is ended first. */
export async function locateGas(context: CommandContext, sensorId: SensorId): Promise<void> {
  const to = context.store.getState().time ?? context.clock.now()
  const from = to - RECORD
  await locateSource(context, { kind: 'gas', sensorId, from, to }, () => questionOf(context, sensorId, from, to))
}

async function questionOf(
  context: CommandContext,
  sensorId: SensorId,
  from: number,
  to: number,
): Promise<Result<GasSourceQuestion>> {
  const files = await gasFiles(context)
  if (!files.ok) return files
  const near = sensorsNear(context, files.value.plan, sensorId)
  if (near.length === 0) return fail('not-found', `${sensorId} stands in no space of the plan`, NO_SPACE)
  const series = await Promise.all(near.map((id) => context.ports.readings.history(id, from, to, MAX_POINTS)))
  const [own] = series
  // what the others read is told as missing; without its own there is nothing to ask
  if (own && !own.ok) return own
  const sensors = near.map((id, k) => {
    const read = series[k]
    return {
      id,
      ...(read?.ok ? readingsOf(read.value, from) : { time: new Float64Array(), value: new Float64Array() }),
    }
  })
  return succeed({ ...files.value, sensors })
}

/** The sensor and the methane sensors around it, by distance; none when it stands in no known space. */
function sensorsNear({ store }: CommandContext, { methane }: LeakPlan, sensorId: SensorId): readonly SensorId[] {
  const { sensors } = store.getState()
  if (sensors.state !== 'loaded') return []
  const own = sensors.value.find(({ id }) => id === sensorId)
  const isPlaced = new Set(methane.map(({ id }) => id))
  if (!own || !isPlaced.has(sensorId)) return []
  return sensors.value
    .filter(({ id }) => isPlaced.has(id))
    .map(({ id, at }) => ({ id, away: planLength(own.at.lon, own.at.lat, at.lon, at.lat) }))
    .filter(({ away }) => away <= NEIGHBOURS.radius)
    .sort((a, b) => Number(b.id === sensorId) - Number(a.id === sensorId) || a.away - b.away)
    .slice(0, NEIGHBOURS.most)
    .map(({ id }) => id)
}

/** Readings that are not bad; means of hours where it is told by hours. */
function readingsOf({ at, value, quality }: ReadingSeries, from: number) {
  const kept = Array.from(at.keys()).filter((n) => quality[n] !== BAD && Number.isFinite(value[n]))
  return {
    time: Float64Array.from(kept, (n) => ((at[n] as number) - from) / 1000),
    value: Float64Array.from(kept, (n) => Math.min(100, Math.max(0, value[n] as number))),
  }
}

const NO_SPACE = {
  zh: '这个传感器不在已知的地下空间内（或不是甲烷传感器），无法溯源。',
  en: 'This sensor stands in no known space below ground, or measures no methane: nothing can be traced from it.',
}
