import { decodeFloodGround } from '../../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { decodeFloodSurface, type FloodSurface } from '../../../src/domain/inundation/flood-surface.ts'
import { shallowSea } from '../../../src/domain/inundation/shallow-sea.ts'
import { Refusal } from '../../refusal.ts'
import { caseSchema, type FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { cellsWithin, type Ring } from '../prepare/cells.ts'
import { fillFromEdges } from './fill-from-edges.ts'

/** Roughness of ground that nothing is known of: short grass and paving (Chow 1959, table 5-6) [s/m^(1/3)]. */
const UNKNOWN_ROUGHNESS = 0.035
/** Interval of a design storm [s]: the peak of the formula is that of five minutes (GB 50014). */
const STORM_STEP = 300
/** Most frames of a run: what a page can keep. */
const FRAMES = 180
const HOUR = 3600

/**
 * The case of a city's flood: its ground with the buildings as blocks, its rough places, the storm or the rain of the
 * gauges, and the water beyond the rim.
 *
 * @throws Refusal when the city lacks what the scenario needs
 */
export function caseOfQuestion({ plan, scenario, ground, surface, liveRain }: FloodQuestion): FloodCase {
  const { bed, ...extent } = shallowSea(decodeFloodGround(ground), plan)
  const dem: Raster = { ...extent, values: Float64Array.from(bed) }
  const cover = surface ? decodeFloodSurface(surface) : null
  const manning = cover ? roughnessOf(dem, cover) : UNKNOWN_ROUGHNESS
  for (const { rings } of cover?.buildings ?? [])
    for (const cell of cellsWithin(dem, rings.map(pairs))) dem.values[cell] = Number.NaN
  const boundaries = boundariesOf(plan, scenario.surge)
  const duration = scenario.hours * HOUR
  return caseSchema.parse({
    grid: { dem, manning, initial_level: fillFromEdges(dem, boundaries) },
    duration_s: duration,
    output_interval_s: Math.max(60, duration / FRAMES),
    rain: rainOf(plan, scenario, liveRain),
    boundaries,
    entries: plan.entries.map(({ id, at: [x, y], sill_m }) => ({ id, x, y, sill_m })),
    streets: plan.streets.map(({ id, axis, width_m }) => ({ id, axis, width_m })),
    ...(plan.population ? { population: plan.population } : {}),
  })
}

function roughnessOf(dem: Raster, { base, classes, areas }: FloodSurface): Raster {
  const values = new Float64Array(dem.values.length).fill(base.roughness)
  for (const { kind, rings } of areas) {
    const n = classes[kind]?.roughness ?? base.roughness
    for (const cell of cellsWithin(dem, rings.map(pairs))) values[cell] = n
  }
  return { ...dem, values }
}

function rainOf(
  { storms: [storm] }: FloodPlan,
  { rain, returnPeriod, stormMinutes }: FloodQuestion['scenario'],
  liveRain: FloodQuestion['liveRain'],
): FloodCase['rain'] {
  if (rain === 'none') return []
  if (rain === 'live') {
    if (!liveRain) throw new Refusal(['rain: no gauge tells what falls now'])
    return liveRain
  }
  if (!storm) throw new Refusal(['rain: the city has no storm intensity formula (暴雨强度公式)'])
  const { a1, c, b, n, r } = storm
  const duration_s = stormMinutes * 60
  const step_s = Math.min(STORM_STEP, duration_s)
  return { storm: { a1, c, b_min: b, n, return_period_a: returnPeriod, duration_s, peak_ratio: r, step_s, start_s: 0 } }
}

/** Water stands at its level at the rim; over land it falls away. */
function boundariesOf({ boundaries, waters }: FloodPlan, surge: number): FloodCase['boundaries'] {
  return boundaries.map(({ side, from_m, to_m, water }) => {
    const level = waters
      .filter((row) => row.water === water && row.level_m !== null)
      .sort((a, b) => a.hour - b.hour)
      .map(({ hour, level_m }): [number, number] => [hour * HOUR, (level_m as number) + (water === 'sea' ? surge : 0)])
    if (water === null || level.length === 0) return { side, from_m, to_m, type: 'free' }
    return { side, from_m, to_m, type: 'stage', series: level }
  })
}

function pairs(ring: readonly number[]): Ring {
  return Array.from({ length: ring.length / 2 }, (_, n) => [ring[2 * n] as number, ring[2 * n + 1] as number])
}
