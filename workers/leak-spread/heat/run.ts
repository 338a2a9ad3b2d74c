import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, idTwice, Refusal } from '../../refusal.ts'
import type { Below } from '../soil/kernels.ts'
import type { HeatCase, Neighbour } from './case.ts'
import { flashShare, scaldArea, waterTemperature } from './outflow.ts'
import { heatLoss, warmedShare } from './pipe-loss.ts'
import { filledRadius, givenToGround, reachedShare } from './warmed-soil.ts'
import { densityOfWater, VAPORISATION, WATER_HEAT } from './water.ts'

/** Above it a neighbour is in danger [°C] (choice): insulation of cables, strength of polyethylene. */
const LIMITS: Readonly<Record<Neighbour['kind'], number | null>> = { cable: 40, 'pe-gas': 40, other: null }

/** How far the ground is as warm is told of these [°C]: 40 is the limit of cables and polyethylene (choice). */
export const WARM_LEVELS = [30, 40, 50, 60] as const

/** Beyond so many metres, and so many times √(a t), nothing is warmed by a leak. */
const FAR = 20
/** of an interval, until it is told */
const HALVINGS = 40

/** The ground at a time. */
export interface HeatFrame {
  readonly time: number
  /** filled with hot water [m] */
  readonly radius: number
  /** how far from the leak, level and square to the pipe, the ground is as warm as each of WARM_LEVELS [m]; null = nowhere by the leak */
  readonly reach: readonly (number | null)[]
  /** of the neighbours [°C] */
  readonly temperature: readonly number[]
}

/** Heat above that of the ground [J]: released = the rest together. */
export interface HeatAmounts {
  readonly released: number
  readonly steam: number
  readonly ground: number
  /** with water that runs off, or that stands in the ground */
  readonly water: number
}

/** What a leak of a heat pipe does. */
export interface HeatOutcome {
  readonly heat: HeatAmounts
  /** of the water, what turns to steam */
  readonly flashShare: number
  readonly lostMass: number
  /** order of magnitude [m²], two digits */
  readonly scaldArea: number
  /** without a leak [W/m] */
  readonly steadyLoss: number
  readonly neighbours: readonly {
    readonly id: string
    readonly kind: Neighbour['kind']
    /** without the leak, and the most within the run [°C] */
    readonly before: number
    readonly most: number
    /** first above its limit [s]; null = not within the run, or no limit */
    readonly overAt: number | null
  }[]
  readonly evidence: 'C'
  readonly flags: readonly ('steam' | 'water at the surface' | 'wet ground conducts better')[]
}

/**
 * Computes a leak of a heat pipe; yields the ground at the start and at every output.
 *
 * @throws Refusal with every fault of the case
 */
export function* runHeat(given: HeatCase): Generator<HeatFrame, HeatOutcome> {
  refuse(given)
  const { leak, pipe, ground, neighbours, duration_s: duration } = given
  const [x, y, depth] = leak.at
  const at = { x, y, depth }
  const earth = { conductivity: ground.conductivity_w_mk, diffusivity: ground.diffusivity_m2_s }
  const water = waterTemperature(leak.temperature_c)
  const flash = flashShare(leak.temperature_c)
  const ambient = ground.temperature_c
  const lost = (time: number) => leak.rate_kg_s * Math.min(time, leak.stopped_at_s ?? time)
  const radiusAt = (time: number) =>
    filledRadius((lost(time) * (1 - flash)) / densityOfWater(water + 273.15), ground.free_pores, depth)
  const buried = { diameter: pipe.diameter_m, depth }
  const before = neighbours.map(
    ({ aside_m: aside, at: [, , below] }) =>
      ambient + (pipe.wall_temperature_c - ambient) * warmedShare(buried, aside, below),
  )
  const warmedTo = (usual: number, place: Below, time: number) =>
    usual + Math.max(0, water - usual) * reachedShare(earth, at, place, radiusAt(time), time)
  const temperatureAt = (neighbour: number, time: number) => {
    const [nx, ny, below] = (neighbours[neighbour] as Neighbour).at
    return warmedTo(before[neighbour] as number, { x: nx, y: ny, depth: below }, time)
  }
  const reachOf = (level: number, time: number) => {
    const radius = radiusAt(time)
    const warmthAt = (aside: number) => {
      const usual = ambient + (pipe.wall_temperature_c - ambient) * warmedShare(buried, aside, depth)
      return warmedTo(usual, { x: x + aside, y, depth }, time)
    }
    if (!(lost(time) > 0 && level > ambient && warmthAt(radius) >= level)) return null
    const far = radius + FAR + FAR * Math.sqrt(earth.diffusivity * time)
    return between(radius, far, (aside) => warmthAt(aside) < level)
  }
  const most = [...before]
  const overAt: (number | null)[] = neighbours.map(() => null)
  for (let output = 0; ; output++) {
    const time = Math.min(duration, output * given.output_interval_s)
    const temperature = neighbours.map((_, i) => temperatureAt(i, time))
    temperature.forEach((value, i) => {
      most[i] = Math.max(most[i] as number, value)
      const limit = LIMITS[(neighbours[i] as Neighbour).kind]
      if (limit === null || overAt[i] !== null || value < limit) return
      const last = Math.max(0, (output - 1) * given.output_interval_s)
      overAt[i] = between(last, time, (at) => temperatureAt(i, at) >= limit)
    })
    yield { time, radius: radiusAt(time), reach: WARM_LEVELS.map((level) => reachOf(level, time)), temperature }
    if (time >= duration) break
  }
  const released = lost(duration) * (WATER_HEAT * (leak.temperature_c - ambient))
  const steam = lost(duration) * flash * (VAPORISATION + WATER_HEAT * (100 - ambient))
  const liquid = lost(duration) * (1 - flash) * WATER_HEAT * (water - ambient)
  const toGround = Math.min(liquid, givenToGround(earth, radiusAt(duration), water - ambient, duration))
  return {
    heat: { released, steam, ground: toGround, water: released - steam - toGround },
    ...{ flashShare: flash, lostMass: lost(duration) },
    scaldArea: Number(scaldArea({ rate: leak.rate_kg_s, temperature: leak.temperature_c, ambient }).toPrecision(2)),
    steadyLoss: heatLoss(buried, earth.conductivity, pipe.wall_temperature_c - ambient),
    neighbours: neighbours.map(({ id, kind }, i) => ({
      ...{ id, kind, before: before[i] as number, most: most[i] as number, overAt: overAt[i] ?? null },
    })),
    evidence: 'C',
    flags: [
      ...(flash > 0 ? (['steam'] as const) : []),
      ...(radiusAt(duration) >= depth ? (['water at the surface'] as const) : []),
      ...(leak.rate_kg_s > 0 ? (['wet ground conducts better'] as const) : []),
    ],
  }
}

/** Where something comes to hold between two places, from which on it does; never later than it is. */
function between(from: number, to: number, holds: (at: number) => boolean): number {
  if (holds(from)) return from
  let [below, above] = [from, to]
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (below + above) / 2
    if (holds(middle)) above = middle
    else below = middle
  }
  return below
}

function refuse({ leak, pipe, ground, neighbours }: HeatCase): void {
  const faults: Localized[] = []
  if (leak.at[2] <= pipe.diameter_m / 2)
    faults.push(
      faultOf(
        'leak.at',
        `管轴埋深 ${leak.at[2]} m，管径 ${pipe.diameter_m} m，埋深应大于半径`,
        `depth ${leak.at[2]} m, the axis of a pipe of ${pipe.diameter_m} m, expected below its radius`,
      ),
    )
  if (leak.temperature_c < ground.temperature_c)
    faults.push(
      faultOf(
        'leak.temperature_c',
        `水温 ${leak.temperature_c} ℃，应不低于地温 ${ground.temperature_c} ℃`,
        `${leak.temperature_c}, expected at least the ground's ${ground.temperature_c}`,
      ),
    )
  if (pipe.wall_temperature_c < ground.temperature_c || pipe.wall_temperature_c > 150)
    faults.push(
      faultOf(
        'pipe.wall_temperature_c',
        `外护管表面 ${pipe.wall_temperature_c} ℃，应在地温 ${ground.temperature_c} ℃ 至 150 ℃ 之间`,
        `${pipe.wall_temperature_c}, expected the ground's ${ground.temperature_c} to 150`,
      ),
    )
  const seen = new Set<string>()
  neighbours.forEach(({ id }, index) => {
    if (seen.has(id)) faults.push(idTwice(`neighbours[${index}] "${id}"`))
    seen.add(id)
  })
  if (faults.length > 0) throw new Refusal(faults)
}
