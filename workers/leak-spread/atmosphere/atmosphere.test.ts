import { describe, expect, it } from 'vitest'
import { mixtureOf } from '../spaces/gases.ts'
import { sigmas, virtualDistance } from './briggs.ts'
import { puffField } from './field.ts'
import { HEAT_LIMITS, heatRadius, impactRadius, upToOneDigit } from './fire.ts'
import { type Air, hazardDistance, plume, profile } from './plume.ts'
import { puffsAt } from './puffs.ts'
import { stabilityOf, stabilityOfWeather, windAt } from './wind.ts'

const NIGHT: Air = { terrain: 'rural', stability: 'F', wind: 2 }
const METHANE = mixtureOf({ methane: 1 })

describe('a plume', () => {
  it('is as wide as Briggs says', () => {
    expect(sigmas('urban', 'A', 500)).toEqual([(0.32 * 500) / Math.sqrt(1.2), 0.24 * 500 * Math.sqrt(1.5)])
    expect(sigmas('rural', 'E', 1000)[0]).toBeCloseTo(60 / Math.sqrt(1.1), 12)
    expect(sigmas('rural', 'E', 1000)[1]).toBeCloseTo(30 / 1.3, 12)
    expect(sigmas('rural', 'F', 0)).toEqual([0, 0])
  })

  it('begins as wide as its source', () => {
    for (const stability of ['B', 'D', 'F'] as const) {
      const upwind = virtualDistance('urban', stability, 'z', 5)
      expect(sigmas('urban', stability, upwind)[1]).toBeCloseTo(5, 9)
    }
    expect(virtualDistance('urban', 'D', 'y', 0)).toBe(0)
  })

  it('carries all that was released through any plane, below a lid too', () => {
    for (const lid of [undefined, 30, 200]) {
      let sum = 0
      for (let z = 0.25; z < 400; z += 0.5) sum += 0.5 * profile(24, 10, z, lid)
      expect(Math.abs(sum - 1)).toBeLessThan(1e-3)
    }
  })

  it('is mixed below a lid in the end', () => {
    expect(profile(60, 1, 20, 30)).toBe(1 / 30)
    expect(profile(60, 1, 31, 30)).toBe(0)
  })

  it('reaches farther by night than by day, and not at all with little gas', () => {
    const release = { rate: 0.1, height: 0.5, width: 1, rise: 0.3 }
    const far = hazardDistance(NIGHT, release, 0.0033)
    expect(far).toBeGreaterThan(3 * hazardDistance({ ...NIGHT, stability: 'B' }, release, 0.0033))
    expect(plume(NIGHT, release, far, 0, 0.5)).toBeCloseTo(0.0033, 6)
    expect(hazardDistance(NIGHT, { ...release, rate: 1e-6 }, 0.0033)).toBe(0)
    expect(plume(NIGHT, release, -5, 0, 1)).toBe(0)
  })
})

describe('puffs', () => {
  it('in a row are a plume, to 1 %', () => {
    const release = { rate: 0.01, height: 1 }
    const puffs = puffsAt(1000, (from, to) => 0.01 * (to - from), [[0, 2, 0]], NIGHT, release)
    for (const x of [100, 400]) {
      // one cell of a millimetre
      const [value = 0] = puffField(NIGHT, release, puffs, { size: 1e-3, west: x, north: 2, columns: 1, rows: 1 })
      const ratio = value / Math.max(...[0, release.height].map((z) => plume(NIGHT, release, x, 2, z)))
      expect(Math.abs(ratio - 1)).toBeLessThan(0.01)
    }
  })

  it('hold all that was let go, and go where the wind turns', () => {
    const release = { rate: 1, height: 0.5, width: 0.5 }
    const amount = (from: number, to: number) => to - from
    const puffs = puffsAt(
      20,
      amount,
      [
        [0, 2, 0],
        [11, 0, 3],
      ],
      NIGHT,
      release,
    )
    expect(puffs.reduce((sum, each) => sum + each.amount, 0)).toBeCloseTo(20, 9)
    // let go after n seconds: 2 (11 − n) m east, then all of 27 m north; or nothing but north
    for (const { x, y, way, east } of puffs) {
      expect(way).toBeCloseTo(x + y, 9)
      expect(x > 0 ? y : x).toBeCloseTo(x > 0 ? 27 : 0, 9)
      expect(east).toBe(x > 0 ? 1 : 0)
    }
    expect(Math.max(...puffs.map(({ x }) => x))).toBeGreaterThan(20)
  })

  it('that came too far are left out', () => {
    const puffs = puffsAt(1000, (from, to) => to - from, [[0, 2, 0]], NIGHT, { rate: 1, height: 0.5 }, 100)
    expect(Math.max(...puffs.map(({ x }) => x))).toBeGreaterThan(95)
    expect(Math.max(...puffs.map(({ x }) => x))).toBeLessThan(110)
  })
})

describe('wind', () => {
  it.each([
    [-5, 'A'],
    [-10, 'B'],
    [-28, 'C'],
    [-84, 'D'],
    [172, 'D'],
    [24, 'E'],
    [8.3, 'F'],
  ])('with an Obukhov length of %d m is of class %s over grass', (length, stability) => {
    expect(stabilityOf(length)).toBe(stability)
  })

  it('by the weather', () => {
    expect(stabilityOfWeather(1, 'strong')).toBe('A')
    expect(stabilityOfWeather(1, 'night-clear')).toBe('F')
    expect(stabilityOfWeather(8, 'night-clear')).toBe('D')
  })

  it('of a clear night carries gas 1.6 to 2 times as far as neutral air, with one wind above the roofs', () => {
    const far = (stability: 'D' | 'F', rate: number) => {
      const wind = windAt('urban', stability, 2, 10, 2)
      return hazardDistance({ terrain: 'urban', stability, wind }, { rate, height: 0.5, width: 0.6, rise: 0.5 }, 0.025)
    }
    for (const rate of [0.3, 1, 5]) {
      expect(far('F', rate) / far('D', rate)).toBeGreaterThan(1.6)
      expect(far('F', rate) / far('D', rate)).toBeLessThan(2)
    }
  })

  it('is weaker near the ground, but never a calm', () => {
    expect(windAt('urban', 'D', 4, 10, 2)).toBeCloseTo(4 * 0.2 ** 0.25, 12)
    expect(windAt('urban', 'F', 0.2, 10, 2)).toBe(0.5)
  })
})

describe('what burns', () => {
  it('shines as far as its rate says, and is no point nearer than ten metres', () => {
    // √(0.25 · 1 · 50e6/(4π · 4700)) = 14.5 m
    expect(heatRadius(METHANE, 1, HEAT_LIMITS.evacuate)).toBeCloseTo(14.548, 3)
    // a tenth of it: 4.6 m
    expect(heatRadius(METHANE, 0.1, HEAT_LIMITS.evacuate)).toBeNull()
  })

  it('breaks with an impact above 4 bar, and with one that nobody knows below', () => {
    // 12 inch at 600 psi: 0.69 · 12 · √600 = 203 ft = 62 m
    expect(impactRadius(0.3048, 600 * 6894.76)).toBeCloseTo(61.8, 1)
    expect(impactRadius(0.2, 5_000)).toBeNull()
  })

  it('is kept away from by no less than it reaches', () => {
    expect([14.5, 20, 23, 99.1].map(upToOneDigit)).toEqual([20, 20, 30, 100])
  })
})
