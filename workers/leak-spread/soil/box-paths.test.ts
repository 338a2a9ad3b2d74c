import { describe, expect, it } from 'vitest'
import { BoxPaths } from './box-paths.ts'
import { coverLength } from './cover.ts'
import { erfc } from './erfc.ts'
import { type Ground, type Reached, SoilPaths } from './pathways.ts'

const DAY = 86_400
const leak = { x: 0, y: 0, depth: 1.2 }
const sand = (openShare: number): Ground => ({ diffusivity: 2e-6, air: 0.25, openShare })
const well = (x: number, y: number): Reached => ({ place: { x, y, depth: 1 }, radius: 0.5 })
/** So little that it carries nothing along [m³/s]. */
const SEEPS = 1e-7

/**
 * Share of a steady release that has left a half space through a resistant surface; sideways spread does not matter to it, so it is
 * the one-dimensional case. Carslaw & Jaeger 1959, 14.2(9), summed over the time of the release.
 *
 * @param h  [1/m]; @param kappa D_e/ε [m²/s]
 */
function surfacedShare(depth: number, h: number, kappa: number, time: number): number {
  const steps = 2000
  let sum = 0
  for (let n = 0; n < steps; n++) {
    const root = Math.sqrt((kappa * time * (n + 0.5)) / steps)
    const near = depth / (2 * root)
    sum += erfc(near) - Math.exp(h * depth + (h * root) ** 2) * erfc(near + h * root)
  }
  return sum / steps
}

function both(openShare: number, spaces: readonly Reached[], flow: number, days: number) {
  const box = new BoxPaths(sand(openShare), leak, spaces, [[0, flow]], days * DAY)
  return { box, reduced: new SoilPaths(sand(openShare), leak, spaces, [[0, flow]]) }
}

describe('gas through a box of soil', () => {
  // cells of 0.75 m between a well of 0.5 m and a leak 3 m off: no closer than this
  it.each([1, 0.05])('that diffuses comes into a well as in closed form, open share %d', (open) => {
    const { box, reduced } = both(open, [well(3, 0)], SEEPS, 20)
    const ratio = box.handed(0, 20 * DAY) / reduced.handed(0, 20 * DAY)
    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(1.33)
  })

  it('leaves an open surface as in closed form', () => {
    const { box, reduced } = both(1, [well(3, 0)], SEEPS, 20)
    for (const day of [5, 10, 20]) expect(box.surfaced(day * DAY) / reduced.surfaced(day * DAY)).toBeCloseTo(1, 1)
  })

  it('leaves a cover with cracks as the exact solution under its tightness has it', () => {
    // hand-worked: χ 0.05, 5 m: (5/π) ln(1/sin 4.5°) = 4.051 m of soil
    expect(coverLength(0.05, 5)).toBeCloseTo(4.051, 3)
    expect([coverLength(1), coverLength(0)]).toEqual([expect.closeTo(0, 12), Number.POSITIVE_INFINITY])
    const { box, reduced } = both(0.05, [], SEEPS, 20)
    // implicit steps and cells of 0.75 m above a leak at 1.2 m let it out early: 7 % too much after five days, then less
    for (const day of [5, 10, 20]) {
      const exact = surfacedShare(leak.depth, 1 / coverLength(0.05), 2e-6 / 0.25, day * DAY)
      const ratio = box.surfaced(day * DAY) / box.released(day * DAY) / exact
      expect(ratio).toBeGreaterThan(0.95)
      expect(ratio).toBeLessThan(1.1)
    }
    // the closed form never lets out more than the open share
    expect(reduced.surfaced(20 * DAY) / reduced.released(20 * DAY)).toBeLessThan(0.05)
    expect(box.surfaced(20 * DAY) / reduced.surfaced(20 * DAY)).toBeGreaterThan(5)
  })

  it('that flows is told within a factor of two', () => {
    const { box, reduced } = both(0.05, [well(2, 0), well(-6, 2)], 1e-4, 20)
    const ratio = box.handed(0, 20 * DAY) / reduced.handed(0, 20 * DAY)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
    expect(box.handed(0, 20 * DAY)).toBeGreaterThan(box.handed(1, 20 * DAY))
  })

  it('is in one of its accounts at any time, also once the leak has ended', () => {
    const flows = [[0, 1e-4] as const, [DAY / 3, 0] as const]
    const box = new BoxPaths(sand(0.1), leak, [well(2, 0)], flows, 2 * DAY)
    for (const day of [0, 0.1, 0.4, 1, 2]) {
      const time = day * DAY
      expect(box.released(time)).toBeCloseTo(1e-4 * Math.min(time, DAY / 3), 10)
      expect(box.stored(time)).toBeGreaterThan(-1e-9)
      expect(box.handed(0, time) + box.surfaced(time) + box.stored(time)).toBeCloseTo(box.released(time), 12)
    }
    expect(box.handed(0, 2 * DAY)).toBeGreaterThan(box.handed(0, DAY))
    expect(box.shares[0]).toBeCloseTo(box.handed(0, 2 * DAY) / box.released(2 * DAY), 12)
  })

  it('goes as far to the west as to the east, and is nothing without a flow', () => {
    const { box } = both(0.1, [well(4, 0), well(-4, 0)], 1e-5, 5)
    expect(box.handed(0, 5 * DAY)).toBeGreaterThan(0)
    expect(box.handed(0, 5 * DAY) / box.handed(1, 5 * DAY)).toBeCloseTo(1, 6)
    const none = both(0.1, [well(4, 0)], 0, 1).box
    expect([none.handed(0, DAY), none.surfaced(DAY), none.stored(DAY), none.shares[0]]).toEqual([0, 0, 0, 0])
  })
})
