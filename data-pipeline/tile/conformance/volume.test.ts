import { describe, expect, it } from 'vitest'
import { enuToEcef, toEcef } from '../../../src/domain/geo/ellipsoid.ts'
import { IDENTITY } from './matrix.ts'
import { volumeOf } from './volume.ts'

const RADIANS = Math.PI / 180
const region = (west: number, south: number, east: number, north: number) =>
  volumeOf({ region: [west * RADIANS, south * RADIANS, east * RADIANS, north * RADIANS, -10, 20] }, IDENTITY)

describe('a region', () => {
  it('holds points by longitude, latitude and ellipsoidal height', () => {
    const volume = region(117, 30, 117.1, 30.1)
    expect(volume?.outside(toEcef(117.05, 30.05, 0))).toBeLessThan(0)
    // 20 m above the top
    expect(volume?.outside(toEcef(117.05, 30.05, 40))).toBeCloseTo(20, 5)
    // 0.001° of longitude at 30.05° north is 96.4 m on a sphere of the semi-major axis
    expect(volume?.outside(toEcef(117.101, 30.05, 0))).toBeCloseTo(96.4, 0)
  })

  it('may lie across the antimeridian', () => {
    const volume = region(179, -1, -179, 1)
    expect(volume?.outside(toEcef(179.5, 0, 0))).toBeLessThan(0)
    expect(volume?.outside(toEcef(-179.5, 0, 0))).toBeLessThan(0)
    expect(volume?.outside(toEcef(178, 0, 0))).toBeGreaterThan(100_000)
  })
})

it('a box is turned and moved by the transform of its tile', () => {
  const volume = volumeOf({ box: [0, 0, 5, 10, 0, 0, 0, 10, 0, 0, 0, 5] }, enuToEcef(117, 30, 0))
  expect(volume?.outside(toEcef(117, 30, 9.9))).toBeCloseTo(-0.1, 3)
  expect(volume?.outside(toEcef(117, 30, 12))).toBeCloseTo(2, 3)
})

it('a sphere measures from its centre', () => {
  const volume = volumeOf({ sphere: [1, 2, 3, 4] }, IDENTITY)
  expect(volume?.outside([1, 2, 10])).toBeCloseTo(3, 9)
})

it('a volume of an unknown kind is not judged', () => {
  expect(volumeOf({}, IDENTITY)).toBeNull()
})
