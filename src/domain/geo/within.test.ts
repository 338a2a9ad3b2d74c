import { describe, expect, it } from 'vitest'
import { beside, distance } from './beside.ts'
import { pathWithin } from './within.ts'

const middle = { lon: 120.35, lat: 36.06, height: 3 }
const east = (metres: number, height = 3) => ({ ...beside(middle, 90, metres), height })

describe('the part of a path within a distance', () => {
  it('is cut on both sides, at the height it has there', () => {
    const [start, end, ...more] = pathWithin([east(-10, 0), east(10, 4)], middle, 2.5)
    expect(more).toEqual([])
    expect([start, end].map((place) => place && distance(middle, place))).toEqual([
      expect.closeTo(2.5, 6),
      expect.closeTo(2.5, 6),
    ])
    expect([start?.height, end?.height]).toEqual([expect.closeTo(1.5, 6), expect.closeTo(2.5, 6)])
  })

  it('goes on round a corner, and is the whole of a short one', () => {
    const corner = [east(-10), middle, { ...beside(middle, 0, 10), height: 3 }]
    expect(pathWithin(corner, middle, 3).map((place) => Math.round(distance(middle, place)))).toEqual([3, 0, 0, 3])
    expect(pathWithin([east(-1), east(1)], middle, 3)).toHaveLength(2)
  })

  it('is nothing where it stays away, or has no length', () => {
    expect(pathWithin([east(4), east(9)], middle, 3)).toEqual([])
    expect(pathWithin([east(1), east(1)], middle, 3)).toEqual([])
  })
})
