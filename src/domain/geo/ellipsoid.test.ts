import fc from 'fast-check'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { ecefToEnu, enuToEcef, fromEcef, planLength, toEcef } from './ellipsoid.ts'

/** Semi-axes of WGS84 [m] (NIMA TR8350.2, table 3.1). */
const SEMI_MAJOR = 6378137
const SEMI_MINOR = 6356752.3142

describe('Earth-centred coordinates', () => {
  it.each([
    ['the equator at Greenwich', 0, 0, 0, [SEMI_MAJOR, 0, 0]],
    ['the equator at 90° east', 90, 0, 100, [0, SEMI_MAJOR + 100, 0]],
    ['the north pole', 0, 90, 10, [0, 0, SEMI_MINOR + 10]],
    ['the south pole', 120, -90, 0, [0, 0, -SEMI_MINOR]],
  ])('lie on the axes at %s', (_, lon, lat, height, expected) => {
    toEcef(lon, lat, height).forEach((value, axis) => {
      // 0.1 mm: TR8350.2 prints the semi-minor axis to this digit
      expect(Math.abs(value - (expected[axis] ?? 0))).toBeLessThan(1e-4)
    })
  })

  it('lead back to the place they came from, to a micrometre', () => {
    const place = [
      fc.double({ min: -179, max: 179, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -500, max: 9000, noNaN: true }),
    ] as const
    fc.assert(
      fc.property(...place, (lon, lat, height) => {
        const [x, y, z] = toEcef(...fromEcef(...toEcef(lon, lat, height)))
        const there = toEcef(lon, lat, height)
        expect(Math.hypot(x - there[0], y - there[1], z - there[2])).toBeLessThan(1e-6)
      }),
    )
  })

  it('agree with PROJ geocentric coordinates everywhere to a micrometre', () => {
    const place = [
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -89.9, max: 89.9, noNaN: true }),
    ] as const
    fc.assert(
      fc.property(...place, fc.double({ min: -500, max: 9000, noNaN: true }), (lon, lat, height) => {
        const expected = proj4('EPSG:4326', '+proj=geocent +datum=WGS84 +units=m', [lon, lat, height])
        toEcef(lon, lat, height).forEach((value, axis) => {
          expect(Math.abs(value - (expected[axis] ?? 0))).toBeLessThan(1e-6)
        })
      }),
    )
  })
})

describe('the local frame', () => {
  it('puts its origin at zero, and a point above it straight up', () => {
    const frame = enuToEcef(120.3, 36.1, 20)
    const above = ecefToEnu(frame, ...toEcef(120.3, 36.1, 33))
    expect(Math.hypot(...ecefToEnu(frame, ...toEcef(120.3, 36.1, 20)))).toBeLessThan(1e-8)
    expect(Math.hypot(above[0], above[1], above[2] - 13)).toBeLessThan(1e-8)
  })

  it('has east to the east and north to the north', () => {
    const frame = enuToEcef(120.3, 36.1, 0)
    const [east, , upEast] = ecefToEnu(frame, ...toEcef(120.301, 36.1, 0))
    const [atNorth, north] = ecefToEnu(frame, ...toEcef(120.3, 36.101, 0))
    // a thousandth of a degree: 1 cm below the tangent plane, 90 m east and 111 m north
    expect([Math.round(east), Math.round(north)]).toEqual([90, 111])
    expect(Math.abs(atNorth)).toBeLessThan(1e-6)
    expect(upEast).toBeLessThan(0)
  })
})

describe('plan length', () => {
  it('is the arc of the equator: a · Δλ', () => {
    expect(Math.abs(planLength(0, 0, 0.05, 0) - (SEMI_MAJOR * 0.05 * Math.PI) / 180)).toBeLessThan(1e-4)
  })

  it('is the arc of a meridian: 1′ at 45° is 1852.2 m', () => {
    // M(45°) = a (1 − e²) / (1 − e² / 2)^1.5 = 6,367,381.816 m, over one minute of arc; worked by hand
    const oneMinute = (6367381.816 * Math.PI) / 180 / 60
    expect(Math.abs(planLength(7, 45 - 1 / 120, 7, 45 + 1 / 120) - oneMinute)).toBeLessThan(1e-3)
  })

  it('agrees with the geodesic of Vincenty for lines below 10 km to 0.1 mm', () => {
    const step = fc.double({ min: -0.06, max: 0.06, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: -70, max: 70, noNaN: true }), step, step, (lat, dLon, dLat) => {
        fc.pre(Math.hypot(dLon, dLat) > 1e-5)
        const geodesic = vincenty(100, lat, 100 + dLon, lat + dLat)
        expect(Math.abs(planLength(100, lat, 100 + dLon, lat + dLat) - geodesic)).toBeLessThan(1e-4)
      }),
    )
  })

  it('is zero between equal points and the same both ways', () => {
    expect(planLength(120, 36, 120, 36)).toBe(0)
    expect(planLength(120, 36, 120.01, 36.02)).toBe(planLength(120.01, 36.02, 120, 36))
  })
})

describe('the check itself', () => {
  it('gives the published distance Flinders Peak – Buninyong: 54,972.271 m', () => {
    // Geoscience Australia, GDA technical manual, on GRS80, which differs from WGS84 by 0.1 mm in the semi-minor axis
    const degrees = (d: number, m: number, s: number) => d + m / 60 + s / 3600
    const flindersPeak = [degrees(144, 25, 29.5244), -degrees(37, 57, 3.7203)] as const
    const buninyong = [degrees(143, 55, 35.3839), -degrees(37, 39, 10.1561)] as const
    expect(Math.abs(vincenty(...flindersPeak, ...buninyong) - 54972.271)).toBeLessThan(1e-3)
  })
})

/** Geodesic length [m] by the inverse formula of T. Vincenty, Survey Review 23 (176), 1975. */
function vincenty(lonA: number, latA: number, lonB: number, latB: number): number {
  const radians = Math.PI / 180
  const flattening = 1 / 298.257223563
  const minor = SEMI_MAJOR * (1 - flattening)
  const reduced = (lat: number) => Math.atan((1 - flattening) * Math.tan(lat * radians))
  const [sinA, cosA] = [Math.sin(reduced(latA)), Math.cos(reduced(latA))]
  const [sinB, cosB] = [Math.sin(reduced(latB)), Math.cos(reduced(latB))]
  const difference = (lonB - lonA) * radians
  let lambda = difference
  for (;;) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)]
    const sinSigma = Math.hypot(cosB * sinLambda, cosA * sinB - sinA * cosB * cosLambda)
    const cosSigma = sinA * sinB + cosA * cosB * cosLambda
    const sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (cosA * cosB * sinLambda) / sinSigma
    const cosSquared = 1 - sinAlpha ** 2
    const middle = cosSquared === 0 ? 0 : cosSigma - (2 * sinA * sinB) / cosSquared
    const c = (flattening / 16) * cosSquared * (4 + flattening * (4 - 3 * cosSquared))
    const next =
      difference +
      (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)))
    const isSettled = Math.abs(next - lambda) < 1e-13
    lambda = next
    if (!isSettled) continue
    const u = (cosSquared * (SEMI_MAJOR ** 2 - minor ** 2)) / minor ** 2
    const a = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)))
    const b = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)))
    const correction =
      b *
      sinSigma *
      (middle +
        (b / 4) *
          (cosSigma * (2 * middle ** 2 - 1) - (b / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3)))
    return minor * a * (sigma - correction)
  }
}
