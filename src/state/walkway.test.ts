import { describe, expect, it } from 'vitest'
import { planPathLength as planLengthOf } from '../domain/geo/ellipsoid.ts'
import type { Asset } from '../ports/records.ts'
import { axisAt, eyeAt, facing, floorAt, keptWithin, sectionAt, stationOf, walkwayOf, widestLane } from './walkway.ts'

/** Two straight parts with a bend; floor from H 5 to H 3. */
const PATH = [
  { lon: 120.38, lat: 36, height: 5 },
  { lon: 120.386, lat: 36, height: 4 },
  { lon: 120.39, lat: 36.003, height: 3 },
]
const GALLERY = {
  kind: 'structure',
  discipline: 'gallery',
  path: PATH,
  attributes: { cabins: '燃气舱:1.9;综合舱:3.2;电力舱:2.6', height_m: 3.2, wall_m: 0.35 },
} as unknown as Asset

function gallery() {
  const way = walkwayOf(GALLERY)
  if (!way) throw new Error('no way')
  return way
}

describe('the way through a structure', () => {
  it('is as long as its record says, on the ellipsoid', () => {
    expect(gallery().length).toBeCloseTo(planLengthOf(PATH), 6)
  })

  it('comes back to the chainage it started from, before and after a bend', () => {
    for (const station of [1, 120, 540, 700, 950]) {
      // 5 mm: turf finds the nearest point on a sphere
      expect(Math.abs(stationOf(gallery(), axisAt(gallery(), station).at) - station)).toBeLessThan(0.005)
    }
  })

  it('stands in the widest cabin, 1.6 m above its floor', () => {
    const way = gallery()
    expect(way.lanes[widestLane(way)]?.name).toBe('综合舱')
    expect(eyeAt(way, 0, 1).height).toBeCloseTo(5 + 1.6, 2)
  })

  it('has its cabins from left to right with a wall between', () => {
    const offsets = gallery().lanes.map(({ offset }) => offset)
    // total 1.9 + 3.2 + 2.6 + 4 × 0.35 = 9.1: cabins from −4.2, −1.95 and 1.6
    expect(offsets.map((offset) => Number(offset.toFixed(2)))).toEqual([-3.25, -0.35, 2.9])
  })

  it('ends before its ends', () => {
    const way = gallery()
    expect(keptWithin(way, -5)).toBeGreaterThan(0)
    expect(keptWithin(way, 1e6)).toBeLessThan(way.length)
  })

  it('knows whether one looks along it or against it', () => {
    expect(facing(gallery(), 100, 80)).toBe(1)
    expect(facing(gallery(), 100, 275)).toBe(-1)
  })

  it('is cut square to its axis', () => {
    expect(sectionAt(gallery(), 100).heading).toBeCloseTo(90, 6)
    expect(sectionAt(gallery(), 100).pitch).toBe(0)
  })

  it('is not entered where the record lacks the sizes that keep the eye out of walls', () => {
    expect(walkwayOf({ ...GALLERY, attributes: { cabins: '综合舱:3.2' } })).toBeNull()
    expect(walkwayOf({ ...GALLERY, attributes: { cabins: '综合舱', height_m: 3, wall_m: 0.3 } })).toBeNull()
  })

  it('stands on the floor of a rectangular tunnel, as wide as it is', () => {
    const way = walkwayOf({
      ...GALLERY,
      discipline: 'metro',
      attributes: { width_m: 19.4, height_m: 12.6, wall_m: 0.8 },
    })
    expect(way).toMatchObject({ kind: 'box', floor: 0, eye: 1.6, bottom: -0.8, top: 13.4 })
    expect(way?.lanes).toEqual([{ name: null, offset: 0, width: 19.4 }])
  })

  it('stands on the roadway of a round tunnel where there is one, else on its lowest point', () => {
    const tunnel = { ...GALLERY, discipline: 'tunnel', attributes: { inner_radius_m: 5, thickness_m: 0.5 } }
    expect(walkwayOf(tunnel)).toMatchObject({ kind: 'tunnel', floor: -5, eye: -3.4, bottom: -5.5 })
    const paved = walkwayOf({ ...tunnel, attributes: { ...tunnel.attributes, floor_m: 2 } })
    expect(paved).toMatchObject({ floor: -3, eye: -1.4 })
    // 3 m below the axis of a circle of 5 m: a chord of 8 m
    expect(paved?.lanes[0].width).toBeCloseTo(8, 9)
    expect(paved && floorAt(paved, 0, 4).height).toBeCloseTo(5 - 3, 9)
  })

  it('stoops where there is no headroom', () => {
    const way = walkwayOf({ ...GALLERY, attributes: { cabins: '电力舱:1.2', height_m: 1.5, wall_m: 0.2 } })
    expect(way?.eye).toBeCloseTo(1.2, 9)
  })

  it('hangs below a deck, off its abutments and beside its piers under a bridge', () => {
    const way = walkwayOf({
      ...GALLERY,
      discipline: 'bridge',
      attributes: { width_m: 20, thickness_m: 1.6, clearance_m: 3.5 },
    })
    expect(way?.lanes[0].offset).toBe(8)
    expect(way?.eye).toBeCloseTo(-1.6 - 1.75, 6)
    expect(way?.from).toBeGreaterThan(0.1 * (way?.length ?? 0))
  })

  it('is no way through a pipe', () => {
    expect(walkwayOf({ ...GALLERY, kind: 'line' })).toBeNull()
  })
})
