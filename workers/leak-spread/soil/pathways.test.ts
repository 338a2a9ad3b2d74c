import { describe, expect, it } from 'vitest'
import { type Ground, type Reached, SoilPaths, uptakeRadius } from './pathways.ts'

const OPEN: Ground = { diffusivity: 6e-6, air: 0.25, openShare: 1 }
const SEALED: Ground = { ...OPEN, openShare: 0.05 }
const LEAK = { x: 0, y: 0, depth: 1 }
const HOUR = 3600
const DAY = 24 * HOUR
const well = (x: number, y = 0): Reached => ({ place: { x, y, depth: 1 }, radius: 0.5 })

describe('gas through soil to the spaces around', () => {
  it('gives a lone far space the share b K, whatever the soil', () => {
    const { shares } = new SoilPaths(OPEN, LEAK, [well(6)], [[0, 1e-5]])
    const alone = 1 / 6 - 1 / Math.hypot(6, 2)
    expect(shares[0]).toBeCloseTo(alone / (1 / 0.5 - 1 / 2), 12)
    expect(new SoilPaths({ ...OPEN, diffusivity: 1e-7 }, LEAK, [well(6)], [[0, 1]]).shares[0]).toBe(shares[0])
  })

  it('keeps what was released: handed, out of the surface, and still in the ground', () => {
    const paths = new SoilPaths(
      SEALED,
      LEAK,
      [well(2), well(3, 2), well(-9)],
      [
        [0, 2e-4],
        [DAY, 5e-5],
        [2 * DAY, 0],
      ],
    )
    let before = 0
    for (const time of [HOUR, DAY, 1.5 * DAY, 3 * DAY, 30 * DAY]) {
      const handed = [0, 1, 2].reduce((sum, space) => sum + paths.handed(space, time), 0)
      expect(paths.stored(time)).toBeGreaterThan(0)
      expect(handed + paths.surfaced(time) + paths.stored(time)).toBeCloseTo(paths.released(time), 12)
      expect(handed).toBeGreaterThan(before)
      before = handed
    }
    expect(paths.released(30 * DAY)).toBeCloseTo(2e-4 * DAY + 5e-5 * DAY, 12)
  })

  it('is the same when two spaces change places', () => {
    const one = new SoilPaths(SEALED, LEAK, [well(2), well(5, 1)], [[0, 1e-4]])
    const other = new SoilPaths(SEALED, LEAK, [well(5, 1), well(2)], [[0, 1e-4]])
    expect(one.shares[0]).toBeCloseTo(other.shares[1] as number, 14)
    expect(one.handed(0, DAY)).toBeCloseTo(other.handed(1, DAY), 14)
  })

  it('leaves less for a space behind another', () => {
    const alone = new SoilPaths(OPEN, LEAK, [well(4)], [[0, 1e-4]]).shares[0] as number
    expect(new SoilPaths(OPEN, LEAK, [well(4), well(2)], [[0, 1e-4]]).shares[0]).toBeLessThan(0.8 * alone)
  })

  it('reaches a space along the trench sooner than one across it', () => {
    const ground = { ...SEALED, trench: { direction: Math.PI / 2, factor: 10 } }
    const paths = new SoilPaths(ground, LEAK, [well(6), well(0, 6)], [[0, 1e-4]])
    expect(paths.handed(1, DAY)).toBeGreaterThan(3 * paths.handed(0, DAY))
  })

  it('comes from a stronger leak sooner, near it; far away only in proportion', () => {
    const of = (flow: number) => new SoilPaths(OPEN, LEAK, [well(2), well(25)], [[0, flow]])
    const [weak, strong] = [of(1e-4), of(1e-3)]
    expect(strong.flowReach).toBeLessThan(5)
    expect(strong.handed(0, 12 * HOUR)).toBeGreaterThan(20 * weak.handed(0, 12 * HOUR))
    const far = strong.handed(1, 60 * DAY) / weak.handed(1, 60 * DAY)
    expect(far).toBeGreaterThanOrEqual(10)
    expect(far).toBeLessThan(14)
  })

  it('gives nothing for no leak, and all to a space that holds the leak', () => {
    const none = new SoilPaths(OPEN, LEAK, [well(2)], [[0, 0]])
    expect([none.handed(0, DAY), none.surfaced(DAY), none.stored(DAY)]).toEqual([0, 0, 0])
    const inside = new SoilPaths({ ...OPEN, openShare: 0.5 }, LEAK, [well(0.1)], [[0, 1e-4]])
    expect(inside.shares[0]).toBe(1)
  })

  it('takes up by a slender well less than by a sphere of its length', () => {
    expect(uptakeRadius(3, 0.35)).toBeCloseTo(3 / (2 * Math.log(3 / 0.35)), 12)
    expect(uptakeRadius(1, 0.6)).toBe(0.6)
    expect(uptakeRadius(1, 0.6, 0.5)).toBe(0.3)
  })
})
