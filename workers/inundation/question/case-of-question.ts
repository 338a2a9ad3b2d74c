import { withoutBanks } from '../../../src/domain/inundation/bank.ts'
import { cellsWithin, pairs } from '../../../src/domain/inundation/cells.ts'
import { decodeFloodGround, type FloodGround } from '../../../src/domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion, LiveRain } from '../../../src/domain/inundation/flood-question.ts'
import { decodeFloodSurface, type FloodSurface, OPEN_WATER } from '../../../src/domain/inundation/flood-surface.ts'
import { shallowSea } from '../../../src/domain/inundation/shallow-sea.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { readInput } from '../../read-input.ts'
import { type Fault, Refusal } from '../../refusal.ts'
import { caseSchema, type FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { type PreparedStructures, structuresOf } from '../prepare/structures.ts'
import { byCover, filledWith } from './by-cover.ts'
import { drainsOfQuestion } from './drains-of-question.ts'
import { fillBanks, fillFromEdges } from './fill-from-edges.ts'
import { rainOfGauges } from './rain-of-gauges.ts'
import { rimOf } from './rim-of-question.ts'
import { roofsOfQuestion } from './roofs-of-question.ts'
import { soilsOfQuestion } from './soils-of-question.ts'
import { fillWaters } from './standing-water.ts'
import { toldOfQuestion } from './told-of-question.ts'
import { worksOfQuestion } from './works-of-question.ts'

/** Roughness of ground that nothing is known of: short grass and paving (Chow 1959, table 5-6) [s/m^(1/3)]. */
const UNKNOWN_ROUGHNESS = 0.035
/** Interval of a design storm [s]: the peak of the formula is that of five minutes (GB 50014). */
const STORM_STEP = 300
/** Most frames of a run: what a page can keep. */
const FRAMES = 180
const HOUR = 3600
/** Below all ground: no water stands there [m]. */
const NO_WATER = -9000

const NO_GAUGE: Localized = { zh: '降雨：没有雨量站实测雨强', en: 'rain: no gauge tells what falls now' }
const NO_FORMULA: Localized = {
  zh: '降雨：本市没有暴雨强度公式',
  en: 'rain: the city has no storm intensity formula (暴雨强度公式)',
}

/** A case, and what of the city is not in it or is taken otherwise than it is. */
export interface AskedCase {
  readonly given: FloodCase
  /** its structures on its ground, for `prepare`: the water at the start stands before them */
  readonly standing: PreparedStructures
  readonly told: readonly Localized[]
}

/**
 * The case of a city's flood: its ground with the buildings as blocks, its rough places, the storm or the rain of the
 * gauges, what bursts, breaks and is put up, its drains with what roofs pour into them, and the water beyond the rim.
 *
 * @throws Refusal when the city lacks what the scenario needs, or its data make no case
 */
export function caseOfQuestion(question: FloodQuestion): AskedCase {
  const { plan, scenario, ground, surface, liveRain } = question
  const cover = surface ? decodeFloodSurface(surface) : null
  const banked = shallowSea(decodeFloodGround(ground), cover, plan.waters, scenario.hours)
  const open = withoutBanks(banked, scenario.breaches)
  const before = demOf(banked, cover)
  const dem = open === banked ? before : demOf(open, cover)
  const manning = roughnessOf(dem, cover)
  const duration = scenario.hours * HOUR
  const works = worksOfQuestion(scenario, before, duration)
  const water = filledWith(dem, NO_WATER)
  const filled = fillWaters(plan, cover, before, water)
  const rim = rimOf(plan, dem, { surge: scenario.surge, isRiverFull: filled.isFilled })
  const { boundaries } = rim
  const standing = structuresOnGround(works, dem, manning)
  const { grid: atStart } = standing
  fillFromEdges({ ...atStart, bed: before.values }, boundaries, ([first]) => first?.[1] ?? NO_WATER, water)
  const waters = watersOf(plan, before, cover)
  for (const cell of fillBanks(atStart, before.values, water)) waters.values[cell] = 1
  const drains = drainsOfQuestion(question, dem)
  const roofs = roofsOfQuestion(cover?.buildings ?? [], drains.nodes, dem, waters)
  const soils = soilsOfQuestion(scenario, cover, dem, waters)
  const read = readInput(caseSchema, {
    grid: { dem, manning, initial_level: water, waters },
    duration_s: duration,
    output_interval_s: Math.max(60, duration / FRAMES),
    rain: rainOf(plan, scenario, liveRain, dem),
    ...{ sources: works.sources, structures: works.structures },
    ...{ boundaries, network: drains.network, roofs: roofs.roofs },
    infiltration: soils.infiltration,
    entries: plan.entries.map(({ id, at: [x, y], sill_m }) => ({ id, x, y, sill_m })),
    streets: plan.streets.map(({ id, axis, width_m }) => ({ id, axis, width_m })),
    ...(plan.population ? { population: plan.population } : {}),
  })
  if (!read.ok) throw new Refusal(read.faults)
  return {
    given: read.input,
    standing,
    told: [
      ...[...(liveRain?.told ?? []), ...works.told],
      ...[...toldOfQuestion(question), ...soils.told],
      ...[...drains.told, ...roofs.told, ...rim.told, ...filled.told],
    ],
  }
}

/** The ground with buildings as no cells. */
function demOf({ bed, ...extent }: FloodGround, cover: FloodSurface | null): Raster {
  const dem: Raster = { ...extent, values: Float64Array.from(bed) }
  for (const { rings } of cover?.buildings ?? [])
    for (const cell of cellsWithin(dem, rings.map(pairs))) dem.values[cell] = Number.NaN
  return dem
}

/** @throws Refusal with every structure that does not fit */
function structuresOnGround(
  works: Pick<FloodCase, 'structures'>,
  { columns, rows, size, west, south, values: bed }: Raster,
  { values: roughness }: Raster,
): PreparedStructures {
  const faults: Fault[] = []
  const extent = { columns, rows, size, west, south }
  const standing = structuresOf(works, { columns, rows, size, bed, roughness }, extent, faults)
  if (faults.length > 0) throw new Refusal(faults)
  return standing
}

function roughnessOf(dem: Raster, cover: FloodSurface | null): Raster {
  return cover ? byCover(dem, cover, ({ roughness }) => roughness) : filledWith(dem, UNKNOWN_ROUGHNESS)
}

/**
 * Sea, rivers and lakes: those of the land cover, of which a river may begin dry, and what the water beyond the rim covers at its
 * lowest of the day. What stands higher, a high tide or a surge on a quay, stands on land and counts there.
 *
 * @param dem  with all banks
 */
function watersOf(plan: FloodPlan, dem: Raster, cover: FloodSurface | null): Raster {
  const { boundaries } = rimOf(plan, dem, { surge: 0, isRiverFull: true })
  const covered = filledWith(dem, NO_WATER)
  const lowest = (series: readonly (readonly number[])[]) => Math.min(...series.map(([, level]) => level ?? NO_WATER))
  fillFromEdges({ ...dem, bed: dem.values }, boundaries, lowest, covered)
  const waters = cover ? byCover(dem, cover, ({ name }) => (OPEN_WATER.includes(name) ? 1 : 0)) : filledWith(dem, 0)
  covered.values.forEach((level, cell) => {
    if (level > NO_WATER) waters.values[cell] = 1
  })
  return waters
}

function rainOf(
  { storms: [storm] }: FloodPlan,
  { rain, returnPeriod, stormMinutes }: FloodQuestion['scenario'],
  liveRain: LiveRain | null,
  dem: Raster,
): FloodCase['rain'] {
  if (rain === 'none') return []
  if (rain === 'live') {
    if (!liveRain) throw new Refusal([NO_GAUGE])
    return rainOfGauges(dem, liveRain)
  }
  if (!storm) throw new Refusal([NO_FORMULA])
  const { a1, c, b, n, r } = storm
  const duration_s = stormMinutes * 60
  const step_s = Math.min(STORM_STEP, duration_s)
  return { storm: { a1, c, b_min: b, n, return_period_a: returnPeriod, duration_s, peak_ratio: r, step_s, start_s: 0 } }
}
