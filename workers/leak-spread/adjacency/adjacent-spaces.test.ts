import { describe, expect, it } from 'vitest'
import { randomOf } from '../random.ts'
import { type AdjacentSpaces, adjacentSpaces, type GasPipes, MATERIALS } from './adjacent-spaces.ts'
import { apartOf, type Shapes } from './apart.ts'
import { nearestOf } from './segment-grid.ts'

const PIPES: GasPipes = {
  ends: Float64Array.of(0, 0, 100, 0, 0, 50, 100, 50),
  pressure: Float64Array.of(400, Number.NaN),
  age: Float64Array.of(30, 5),
  material: Int8Array.of(MATERIALS.indexOf('steel'), MATERIALS.indexOf('polyethylene')),
}
/** beside the first, on it, beside the second, a duct across both, far away */
const SPACES: AdjacentSpaces = {
  ends: Float64Array.of(10, 3, 10, 3, 50, 0, 50, 0, 20, 55, 20, 55, 90, -5, 90, 60, 500, 500, 500, 500),
  hasSensor: Uint8Array.of(0, 1, 0, 0, 0),
  people: Float64Array.of(0, 0, 0, 200, 0),
}

describe('spaces beside gas pipes', () => {
  it('are found with their distance, worst first', () => {
    const { pairs, pairCount, spacesInReach, unwatched } = adjacentSpaces(PIPES, SPACES, 10, 100)
    expect(pairCount).toBe(5)
    expect(spacesInReach).toBe(4)
    expect(pairs.map(({ pipe, space }) => [pipe, space])).toEqual([
      [0, 3],
      [1, 3],
      [0, 1],
      [0, 0],
      [1, 2],
    ])
    expect(pairs.map(({ distance }) => distance)).toEqual([0, 0, 0, 3, 5])
    // e^(−3/5) · (0.4 + 0.3 · 30/40 + 0.3 · 0.6) · 0.4
    expect(pairs[3]?.rank).toBeCloseTo(Math.exp(-0.6) * 0.805 * 0.4, 12)
    expect(pairs.map(({ isAssumed }) => isAssumed)).toEqual([false, true, false, false, true])
    expect(unwatched.map(({ space, pipe }) => [space, pipe])).toEqual([
      [3, 0],
      [0, 0],
      [2, 1],
    ])
  })

  it('are as many as a look at all of them finds', () => {
    const random = randomOf(5)
    const some = (count: number, length: number) =>
      Float64Array.from(
        Array.from({ length: count }, () => {
          const [x, y] = [1000 * random(), 1000 * random()]
          return [x, y, x + length * (random() - 0.5), y + length * (random() - 0.5)]
        }).flat(),
      )
    const [pipes, ends] = [some(200, 120), some(300, 40)]
    let expected = 0
    for (let i = 0; i < 200; i++) for (let j = 0; j < 300; j++) if (distanceOf(pipes, i, ends, j) <= 15) expected++
    const zeros = (count: number) => new Float64Array(count)
    const found = adjacentSpaces(
      { ends: pipes, pressure: zeros(200), age: zeros(200), material: new Int8Array(200) },
      { ends, hasSensor: new Uint8Array(300), people: zeros(300) },
      ...([15, 50] as const),
    )
    expect(found.pairCount).toBe(expected)
    expect(found.pairs.length).toBe(50)
  })

  it('are none where there is none', () => {
    const none = { ends: new Float64Array(0), hasSensor: new Uint8Array(0), people: new Float64Array(0) }
    expect(adjacentSpaces(PIPES, none, 10, 10)).toEqual({
      ...{ pairs: [], pairCount: 0, spacesInReach: 0, watched: 0, unwatched: [] },
    })
  })
})

describe('what lies between a pipe and a space', () => {
  const shapes = (depth: readonly number[], radius: number, halfHeight = radius): Shapes => ({
    ...{ depth: Float64Array.from(depth), radius: Float64Array.of(radius), halfHeight: Float64Array.of(halfHeight) },
  })
  const between = (at: readonly number[], pipe: Shapes | undefined, space: Shapes | undefined) => {
    const found = { distance: 0, along: 0, alongOther: 0 }
    nearestOf(Float64Array.of(0, 0, 100, 0), 0, Float64Array.from(at), 0, found)
    return apartOf(pipe, 0, space, 0, found)
  }

  it('is clear of both walls, to the side and down', () => {
    // 4 m from axis to axis, 0.2 and 0.8 m of it inside; the well ends 1 m above the pipe's crown
    expect(between([50, 4, 50, 4], shapes([2.2, 2.2], 0.2), shapes([0.5, 0.5], 0.8, 0.5))).toEqual({
      ...{ distance: expect.closeTo(Math.hypot(3, 1), 12), horizontal: 3, vertical: expect.closeTo(1, 12) },
    })
    // beside each other there is no height between them
    expect(between([50, 4, 50, 4], shapes([1, 1], 0.2), shapes([1, 1], 0.8, 1))).toMatchObject({
      distance: 3,
      vertical: 0,
    })
  })

  it('is told where they cross, at the depth of both there', () => {
    // the pipe falls from 1 to 2 m, and is 1.25 m deep a quarter along; the duct from 3 to 2 m, 2.5 m deep at its half
    const { horizontal, vertical } = between([25, -10, 25, 10], shapes([1, 2], 0.1), shapes([3, 2], 0.15))
    expect([horizontal, vertical]).toEqual([0, expect.closeTo(1.0, 12)])
  })

  it('is in plan alone where a depth is not known, and one known end stands for both', () => {
    const unknown = shapes([Number.NaN, Number.NaN], Number.NaN)
    expect(between([50, 4, 50, 4], shapes([1, 1], 0.2), unknown)).toEqual({
      distance: 3.8,
      horizontal: 3.8,
      vertical: null,
    })
    expect(between([50, 4, 50, 4], undefined, undefined).distance).toBe(4)
    expect(between([50, 0, 50, 0], shapes([Number.NaN, 1], 0), shapes([3, Number.NaN], 0)).vertical).toBe(2)
  })

  it('takes a wide space into reach that its axis is not in, and leaves out what lies deep below', () => {
    const wide = { ...SPACES, shapes: { ...flat(5), radius: new Float64Array(5).fill(2) } }
    expect(adjacentSpaces(PIPES, wide, 1, 10).pairs.map(({ space }) => space)).toContain(0)
    const deep = { ...SPACES, shapes: { ...flat(5), depth: new Float64Array(10).fill(30) } }
    const shallow = { ...PIPES, shapes: { ...flat(2), depth: new Float64Array(4).fill(1) } }
    expect(adjacentSpaces(shallow, deep, 10, 10).pairCount).toBe(0)
  })
})

function flat(count: number): Shapes {
  const unknown = (length: number) => new Float64Array(length).fill(Number.NaN)
  return { depth: unknown(2 * count), radius: unknown(count), halfHeight: unknown(count) }
}

function distanceOf(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const found = { distance: 0, along: 0, alongOther: 0 }
  nearestOf(a, 4 * i, b, 4 * j, found)
  return found.distance
}
