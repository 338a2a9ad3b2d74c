import { describe, expect, it } from 'vitest'
import { along, type HorizontalElement } from './horizontal.ts'
import { samplePath } from './sample-path.ts'
import { levelAt } from './vertical.ts'

const NORTH = { east: 0, north: 0, bearing: 0 }
const line = (length: number): HorizontalElement => ({ length, startCurvature: 0, endCurvature: 0 })
const arc = (length: number, radius: number): HorizontalElement => ({
  length,
  startCurvature: 1 / radius,
  endCurvature: 1 / radius,
})

describe('a place on an alignment', () => {
  it('goes straight on along a line, and bearings run clockwise from north', () => {
    const { east, north } = along({ east: 100, north: 200, bearing: Math.PI / 2 }, line(50), 30)
    expect([east, north]).toEqual([expect.closeTo(130, 9), expect.closeTo(200, 9)])
  })

  it('turns to the right by a positive radius: a quarter circle ends a radius ahead and a radius aside', () => {
    const quarter = (Math.PI / 2) * 300
    expect(along(NORTH, arc(quarter, 300), quarter)).toEqual({
      east: expect.closeTo(300, 5),
      north: expect.closeTo(300, 5),
      bearing: expect.closeTo(Math.PI / 2, 9),
    })
    expect(along(NORTH, arc(quarter, -300), quarter).east).toBeCloseTo(-300, 5)
  })

  it('follows a clothoid as its power series does', () => {
    // x = L − L³/40R² + L⁵/3456R⁴, y = L²/6R − L⁴/336R³ + L⁶/42240R⁵ (standard setting-out series)
    const [length, radius] = [150, 500]
    const ahead = length - length ** 3 / (40 * radius ** 2) + length ** 5 / (3456 * radius ** 4)
    const aside = length ** 2 / (6 * radius) - length ** 4 / (336 * radius ** 3) + length ** 6 / (42_240 * radius ** 5)
    const end = along(NORTH, { length, startCurvature: 0, endCurvature: 1 / radius }, length)
    expect(end.north).toBeCloseTo(ahead, 4)
    expect(end.east).toBeCloseTo(aside, 4)
    expect(end.bearing).toBeCloseTo(length / (2 * radius), 12)
  })
})

describe('a level on a profile', () => {
  // up 2 % to chainage 500, then down 2 %; tangents of 10 000 · 0.04 / 2 = 200 m
  const breaks = [
    { chainage: 0, level: 10, radius: null },
    { chainage: 500, level: 20, radius: 10_000 },
    { chainage: 1000, level: 10, radius: null },
  ]

  it('lies on the tangents outside the vertical curve and T²/2R below them at its middle', () => {
    expect(levelAt(breaks, 300)).toBeCloseTo(16, 9)
    expect(levelAt(breaks, 700)).toBeCloseTo(16, 9)
    expect(levelAt(breaks, 500)).toBeCloseTo(20 - 200 ** 2 / (2 * 10_000), 9)
    expect(levelAt(breaks, 400)).toBeCloseTo(18 - 100 ** 2 / (2 * 10_000), 9)
  })

  it('is not known outside', () => {
    expect(levelAt(breaks, -1)).toBeNull()
    expect(levelAt(breaks, 1001)).toBeNull()
    expect(levelAt([], 0)).toBeNull()
  })

  it('changes at once where a break has no radius', () => {
    expect(levelAt([...breaks.slice(0, 1), { chainage: 500, level: 20, radius: null }, ...breaks.slice(2)], 500)).toBe(
      20,
    )
  })
})

describe('a path along an alignment', () => {
  const elements = [
    { chainage: 0, start: NORTH, ...line(100) },
    { chainage: 100, start: { east: 0, north: 100, bearing: 0 }, ...arc(200, 300) },
  ]
  const flat = [
    { chainage: 0, level: 5, radius: null },
    { chainage: 300, level: 8, radius: null },
  ]

  it('has no more points than a straight part needs, and chords within 5 mm of a curve', () => {
    expect(samplePath(elements, flat, 0, 100, { right: 0, up: 0 })?.length).toBe(2)
    const path = samplePath(elements, flat, 100, 300, { right: 0, up: 0 }) ?? []
    // the centre lies 300 m to the right of the arc's start
    const radii = path.slice(1).map((at, index) => {
      const before = path[index] ?? at
      return Math.hypot((at.east + before.east) / 2 - 300, (at.north + before.north) / 2 - 100)
    })
    expect(Math.min(...radii)).toBeGreaterThan(300 - 0.005 - 1e-6)
    expect(path.at(-1)?.height).toBeCloseTo(8, 9)
  })

  it('is set aside to the right and up', () => {
    const path = samplePath(elements, flat, 100, 300, { right: 2, up: -6 }) ?? []
    expect(path[0]).toEqual({ east: expect.closeTo(2, 9), north: expect.closeTo(100, 9), height: expect.closeTo(0, 9) })
    expect(Math.hypot((path[5]?.east ?? 0) - 300, (path[5]?.north ?? 0) - 100)).toBeCloseTo(298, 5)
  })

  it('is none where plan or profile do not reach', () => {
    expect(samplePath(elements, flat, 0, 301, { right: 0, up: 0 })).toBeNull()
    expect(samplePath([], flat, 0, 10, { right: 0, up: 0 })).toBeNull()
  })
})
