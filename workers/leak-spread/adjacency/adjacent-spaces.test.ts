import { describe, expect, it } from 'vitest'
import { randomOf } from '../random.ts'
import { type AdjacentSpaces, adjacentSpaces, type GasPipes, MATERIALS } from './adjacent-spaces.ts'
import { segmentDistance } from './segment-grid.ts'

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
    for (let i = 0; i < 200; i++)
      for (let j = 0; j < 300; j++) if (segmentDistance(pipes, 4 * i, ends, 4 * j) <= 15) expected++
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
