import { sigmas, virtualDistance } from './briggs.ts'
import type { Air, Release } from './plume.ts'

/** Nearest puffs of one that begins as a point [m]. */
const LEAST_APART = 0.5

/** Wind that blows from a time on: towards x and y [m/s]. */
export type WindStep = readonly [time: number, east: number, north: number]

/** Gas let go at one time, carried by the wind since. */
export interface Puff {
  readonly amount: number
  readonly x: number
  readonly y: number
  /** way that it came [m] */
  readonly way: number
  /** where the wind blew to when it was let go, of length 1: its neighbours lie along it */
  readonly east: number
  readonly north: number
}

/**
 * Puffs of a release in changing wind, as they lie at a time: as far apart as they are wide, so that a steady release is a plume.
 *
 * @param amount  let go between two times [kg], or any amount
 * @param winds   by time, the first from the start on; none of them a calm
 * @param far     puffs that came farther are left out [m]
 */
export function puffsAt(
  time: number,
  amount: (from: number, to: number) => number,
  winds: readonly WindStep[],
  { terrain, stability }: Air,
  { width = 0 }: Release,
  far = Number.POSITIVE_INFINITY,
): Puff[] {
  const upwind = virtualDistance(terrain, stability, 'y', width)
  const puffs: Puff[] = []
  for (let end = time; end > 0; ) {
    const step = Math.max(
      0,
      winds.findLastIndex(([from]) => from < end),
    )
    const [since = 0, east = 0, north = 0] = winds[step] ?? []
    const { way } = carried(winds, end, time)
    if (way > far) break
    const speed = Math.hypot(east, north)
    const apart = Math.max(LEAST_APART, sigmas(terrain, stability, way + upwind)[0]) / speed
    const begin = Math.max(0, step === 0 ? 0 : since, end - apart)
    const gas = amount(begin, end)
    if (gas > 0)
      puffs.push({
        ...{ amount: gas, ...carried(winds, (begin + end) / 2, time) },
        ...{ east: east / speed, north: north / speed },
      })
    end = begin
  }
  return puffs
}

function carried(winds: readonly WindStep[], from: number, to: number): { x: number; y: number; way: number } {
  let [x, y, way] = [0, 0, 0]
  winds.forEach(([begin, east, north], index) => {
    const start = index === 0 ? from : Math.max(from, begin)
    const span = Math.min(to, winds[index + 1]?.[0] ?? to) - start
    if (span <= 0) return
    x += east * span
    y += north * span
    way += Math.hypot(east, north) * span
  })
  return { x, y, way }
}
