import { planLength } from '../domain/geo/ellipsoid.ts'
import type { SensorId } from '../domain/ids.ts'
import { changeOf, NOW_SPAN, type Readings, USUAL_SPAN } from '../domain/leak/usual-pressure.ts'
import { PRESSURE_KINDS, type WaterSourceQuestion } from '../domain/leak/water-source.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { findSensorKind } from '../domain/sensing/kinds/index.ts'
import { QUALITIES } from '../domain/sensing/reading.ts'
import { timeOfDay } from '../domain/time-of-day.ts'
import type { ReadingSeries } from '../ports/readings.ts'
import type { Sensor } from '../ports/records.ts'
import { loadLeakPlan } from './compute-leak.ts'
import type { CommandContext } from './context.ts'
import { locateSource } from './locate-source.ts'

/** The nearest pressure sensors take part, the one that is asked about among them. */
const MOST_SENSORS = 30
/** Points of a sensor: of seven days at a minute each two of ten minutes are told, the lowest and the highest. */
const MAX_POINTS = 2000
const UNFIT = [QUALITIES.indexOf('bad'), QUALITIES.indexOf('maintenance')]
/** Of a pressure unit [kPa]. */
const KPA: Readonly<Record<string, number>> = { MPa: 1000, kPa: 1, bar: 100 }

/** 精准溯源: ranks water pipes by how pressures have changed against the week before. One under way is ended first. */
export async function locateWater(context: CommandContext, sensorId: SensorId): Promise<void> {
  const to = context.store.getState().time ?? context.clock.now()
  const from = to - USUAL_SPAN
  await locateSource(context, { kind: 'water', sensorId, from, to }, () => questionOf(context, sensorId, to))
}

async function questionOf(
  context: CommandContext,
  sensorId: SensorId,
  to: number,
): Promise<Result<WaterSourceQuestion>> {
  const { store, ports } = context
  await loadLeakPlan(context)
  const { internal, leakPlan } = store.getState()
  if (internal?.state !== 'loaded') return fail('signed-out', 'no internal manifest')
  if (leakPlan.state === 'failed') return { ok: false, failure: leakPlan.failure }
  if (leakPlan.state !== 'loaded') return fail('failed', 'the plan of leaks is still being read')
  const plan = leakPlan.value
  const part = plan.networks.find(({ discipline }) => discipline === 'water')
  if (!part) return fail('not-found', 'the plan of leaks has no water network', NO_WATER)
  const near = sensorsNear(context, sensorId)
  if (near.length === 0) return fail('not-found', `${sensorId} is no pressure sensor of the city`, NO_SENSOR)
  const [network, pipes, hydraulics, ...changes] = await Promise.all([
    ports.city.network(internal.value, 'water'),
    ports.city.leakFile(part.pipes),
    part.hydraulics ? ports.city.leakFile(part.hydraulics.path) : succeed(null),
    ...near.map((sensor) => pressureOf(context, sensor, to)),
  ])
  if (!network.ok) return network
  if (!pipes.ok) return pipes
  if (!hydraulics.ok) return hydraulics
  // what the others read is told as missing; without its own there is nothing to ask
  const [own] = changes
  if (own && !own.ok) return own
  const sensors = near.map(({ id, assetId }, k) => {
    const change = changes[k]
    return { id, asset: assetId, pressure: change?.ok ? change.value : null }
  })
  return succeed({
    ...{ plan, network: network.value, pipes: pipes.value, hydraulics: hydraulics.value, sensors },
    clock_s: timeOfDay(to),
  })
}

/** The sensor and the pressure sensors nearest to it; none when it is none itself. */
function sensorsNear({ store }: CommandContext, sensorId: SensorId): readonly Sensor[] {
  const { sensors } = store.getState()
  if (sensors.state !== 'loaded') return []
  const all = sensors.value.filter(({ kind }) => PRESSURE_KINDS.includes(kind))
  const own = all.find(({ id }) => id === sensorId)
  if (!own) return []
  return all
    .map((sensor) => ({ sensor, away: planLength(own.at.lon, own.at.lat, sensor.at.lon, sensor.at.lat) }))
    .sort((a, b) => Number(b.sensor === own) - Number(a.sensor === own) || a.away - b.away)
    .slice(0, MOST_SENSORS)
    .map(({ sensor }) => sensor)
}

/** How the pressure at a sensor has changed; null = too little is known of it. */
async function pressureOf(
  { ports }: CommandContext,
  { id, kind }: Sensor,
  to: number,
): Promise<Result<WaterSourceQuestion['sensors'][number]['pressure']>> {
  const kpa = KPA[findSensorKind(kind)?.unit ?? '']
  if (kpa === undefined) return succeed(null)
  const [recent, before] = await Promise.all([
    ports.readings.history(id, to - NOW_SPAN, to, MAX_POINTS),
    ports.readings.history(id, to - USUAL_SPAN, to - NOW_SPAN, MAX_POINTS),
  ])
  if (!recent.ok) return recent
  if (!before.ok) return before
  const change = changeOf(fitOf(recent.value), fitOf(before.value), to)
  if (!change) return succeed(null)
  return succeed({ now_kpa: kpa * change.now, usual_kpa: kpa * change.usual, scatter_kpa: kpa * change.scatter })
}

/** Readings that are neither bad nor of maintenance. */
function fitOf({ at, value, quality, low }: ReadingSeries): Readings {
  const kept = Array.from(at.keys()).filter((n) => !UNFIT.includes(quality[n] ?? 0))
  return {
    at: kept.map((n) => at[n] as number),
    value: kept.map((n) => value[n] as number),
    isByHours: low !== undefined,
  }
}

const NO_WATER = { zh: '本城市没有供水管网数据。', en: 'This city has no water network.' }
const NO_SENSOR = {
  zh: '这不是供水压力传感器，无法由它溯源。',
  en: 'This is no sensor of water pressure: nothing can be traced from it.',
}
