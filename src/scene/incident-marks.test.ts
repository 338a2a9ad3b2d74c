import { describe, expect, it } from 'vitest'
import { planLength } from '../domain/geo/ellipsoid.ts'
import type { NearbyAsset } from '../ports/records.ts'
import { incidentRings, isNear, valveMarks } from './incident-marks.ts'

const SITE = { lon: 120.35, lat: 36.06, height: 3 }

describe('the rings of an incident', () => {
  it('close around the site, the outer one 100 m away at its height', () => {
    const outer = incidentRings(SITE)[1]?.path ?? []
    expect(outer[0]?.lon).toBeCloseTo(outer.at(-1)?.lon ?? 0, 9)
    for (const corner of outer) {
      // a spherical degree against the ellipsoid: 0.3 % at this latitude
      expect(Math.abs(planLength(SITE.lon, SITE.lat, corner.lon, corner.lat) - 100)).toBeLessThan(0.5)
      expect(corner.height).toBe(3)
    }
  })

  it('hold what is within 100 m and nothing beyond', () => {
    expect(isNear({ ...SITE, lat: SITE.lat + 0.00085 }, SITE)).toBe(true)
    expect(isNear({ ...SITE, lat: SITE.lat + 0.00095 }, SITE)).toBe(false)
  })
})

describe('valves near an incident', () => {
  const valve = (id: string, is_operable: boolean | null): NearbyAsset => ({
    id,
    gid: 1,
    kind: 'point',
    discipline: 'water',
    name: null,
    feature: '阀门井',
    road: null,
    road_en: null,
    at: SITE,
    distance_m: 5,
    diameter_mm: null,
    is_operable,
  })

  it('are lettered squares whose ring and sign tell whether they work', () => {
    const marks = valveMarks({ state: 'loaded', value: [valve('a', true), valve('b', null), valve('c', false)] })
    expect(marks.map(({ id, shape, ring, label }) => [id, shape, ring, label])).toEqual([
      ['a', 'square', 'blue', 'A'],
      ['b', 'square', 'suspect', 'B'],
      ['c', 'square', 'offline', 'C ✕'],
    ])
  })

  it('are none until they have been read', () => {
    expect(valveMarks({ state: 'loading' })).toEqual([])
  })
})
