import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, idTwice } from '../../refusal.ts'
import { type Reached, uptakeRadius } from '../soil/pathways.ts'
import type { Gas } from '../spaces/gases.ts'
import { draggedAir, headspaceOfPipe, waterSpeed } from '../spaces/headspace.ts'
import { type Layering, layeringOf } from '../spaces/layering.ts'
import { type AirStep, exchangeThrough, type VoidNetwork } from '../spaces/void-network.ts'
import type { GasCase, SpaceKind } from './case.ts'

/** What lies under a street and takes gas up. */
export type Street = Pick<GasCase, 'spaces' | 'passages' | 'sewage'>
export type GasSpace = GasCase['spaces'][number]

/** Soil hands gas to spaces no farther than this [m]. */
export const REACH = 30
/** Air changes an hour when none are given. */
const USUAL_AIR: Readonly<Record<SpaceKind, readonly [number, number]>> = {
  well: [0.1, 1],
  drain: [0.1, 1],
  duct: [0.05, 0.5],
  tunnel: [1, 3],
  basement: [0.3, 1],
  other: [0.1, 1],
}
const USUAL_DISPERSION = [0.1, 1] as const

/** The air of a street: what is not given is drawn from what is usual. */
export function networkOf(given: Street, draw: (range: readonly [number, number]) => number): VoidNetwork {
  const number = new Map(given.spaces.map(({ id }, index) => [id, index]))
  const isSloped = given.passages.some(({ drain }) => drain && 'slope' in drain)
  const filled = isSloped ? draw(given.sewage.filled) : 0
  const flow = given.passages.map(({ air_m3_s: air, drain }) => {
    if (air !== undefined) return air
    return drain ? airOf(drain, filled, given.sewage.roughness) : 0
  })
  const perSecond = (changes: number, volume: number) => (changes * volume) / 3600
  return {
    volume: Float64Array.from(given.spaces, ({ volume_m3 }) => volume_m3),
    ventilation: Float64Array.from(given.spaces, ({ air_changes_per_h: changes, kind, volume_m3 }) => {
      const range = changes ?? USUAL_AIR[kind]
      return perSecond(typeof range === 'number' ? range : draw(range), volume_m3)
    }),
    from: Int32Array.from(given.passages, ({ from }) => number.get(from) as number),
    to: Int32Array.from(given.passages, ({ to }) => number.get(to) as number),
    exchange: Float64Array.from(given.passages, ({ dispersion_m2_s, area_m2, length_m }, n) =>
      exchangeThrough(draw(dispersion_m2_s ?? USUAL_DISPERSION), area_m2, length_m, flow[n] as number),
    ),
    flow: Float64Array.from(flow),
    fans: new Map(
      given.spaces.flatMap(({ fans, volume_m3 }, index): [number, AirStep[]][] =>
        fans.length > 0 ? [[index, fans.map(([time, changes]) => [time, perSecond(changes, volume_m3)] as const)]] : [],
      ),
    ),
  }
}

/** Along with the water of a drain [m³/s], by its sign; of one that is given by its slope, so much filled. */
function airOf(drain: NonNullable<Street['passages'][number]['drain']>, filled: number, roughness: number): number {
  const { diameter_m: diameter } = drain
  if (!('slope' in drain)) return draggedAir(headspaceOfPipe(diameter, drain.water_depth_m), drain.water_speed_m_s)
  const depth = filled * diameter
  const speed = Math.sign(drain.slope) * waterSpeed(diameter, depth, Math.abs(drain.slope), roughness)
  return draggedAir(headspaceOfPipe(diameter, depth), speed)
}

/** How gas lies in each space of a street, by the air that moves through it. */
export function layersOf({ spaces }: Street, { ventilation }: VoidNetwork, gas: Gas): Layering[] {
  return spaces.map(({ height_m: height, volume_m3: volume }, i) =>
    layeringOf(gas, height, ((ventilation[i] as number) * height) / volume),
  )
}

/** The place of a space that is nearest to the leak, and how much it takes up; null = too far away. */
export function reachedOf(leak: readonly [number, number, number], space: GasSpace): Reached | null {
  if (!space.at) return null
  const [from, to] = typeof space.at[0] === 'number' ? [space.at, space.at] : space.at
  const [a, b] = [from as readonly number[], to as readonly number[]]
  const along = [0, 1, 2].map((i) => (b[i] as number) - (a[i] as number))
  const length = Math.hypot(...along)
  const dot = along.reduce((sum, d, i) => sum + d * ((leak[i] as number) - (a[i] as number)), 0)
  const part = length > 0 ? Math.min(1, Math.max(0, dot / length ** 2)) : 0
  const [x, y, depth] = a.map((value, i) => value + part * (along[i] as number)) as [number, number, number]
  const distance = Math.hypot(x - leak[0], y - leak[1], depth - leak[2])
  if (distance > REACH) return null
  // of a long duct only what lies about as near takes up
  const beside = length > 0 ? Math.min(length, 2 * Math.max(distance, space.radius_m)) : space.height_m
  return { place: { x, y, depth }, radius: uptakeRadius(beside, space.radius_m, space.tightness) }
}

/** What is wrong with spaces and passages, one line a fault. */
export function streetFaults(given: Street): Localized[] {
  const faults: Localized[] = []
  const seen = new Set<string>()
  given.spaces.forEach(({ id, fans, tightness, at }, index) => {
    const name = `spaces[${index}] "${id}"`
    if (seen.has(id)) faults.push(idTwice(name))
    seen.add(id)
    if (fans.some(([time], n) => n > 0 && time <= (fans[n - 1]?.[0] ?? 0)))
      faults.push(faultOf(name, '风机时刻未按先后排列', 'fans out of the order of time'))
    if (tightness === 0 && at)
      faults.push(
        faultOf(name, '密闭度为 0；气体不能进入的空间请不要写 at', 'tightness 0; leave out `at` where no gas gets in'),
      )
  })
  given.passages.forEach(({ from, to, air_m3_s, drain }, index) => {
    const name = `passages[${index}] ${from} – ${to}`
    for (const end of [from, to]) if (!seen.has(end)) faults.push(noSpace(name, end))
    if (from === to) faults.push(faultOf(name, '两端是同一空间', 'joins a space with itself'))
    if (air_m3_s !== undefined && drain)
      faults.push(faultOf(name, 'air_m3_s 与 drain 只能给一个', 'air_m3_s and drain, expected one of them'))
    if (drain && 'water_depth_m' in drain && drain.water_depth_m >= drain.diameter_m)
      faults.push(faultOf(name, '满管流，空气不能通过', 'runs full, no air passes'))
  })
  const [least, most] = given.sewage.filled
  if (!(least > 0 && least <= most && most < 1))
    faults.push(
      faultOf(
        'sewage.filled',
        `${least} 至 ${most}，应大于 0、小于 1，先小后大`,
        `${least} to ${most}, expected above 0, least first, below 1`,
      ),
    )
  return faults
}

export function noSpace(item: string, id: string): Localized {
  return faultOf(item, `没有空间“${id}”`, `no space "${id}"`)
}
