import { describe, expect, it } from 'vitest'
import { createNetworkReach, type PlacedNetwork, wayTo } from './network-reach.ts'

/** Metres in a degree of latitude, as the distances in plan have it. */
const DEGREE = 111_320

/**
 * A north–south main A ─300 m─ B ─200 m─ C with a detour A ─400 m─ D ─500 m─ C beside it (D lies north, then back), and a
 * main of its own X ─100 m─ Y that runs 10 m beside A–B.
 */
function theNetwork(): PlacedNetwork {
  const metres = { A: 0, B: 300, C: 500, D: 1000, X: 0, Y: 100 }
  const names = Object.keys(metres)
  const pipes = { ab: 'AB', bc: 'BC', ad: 'AD', dc: 'DC', xy: 'XY' }
  const end = (side: 0 | 1) => Int32Array.from(Object.values(pipes), (pipe) => names.indexOf(pipe[side] ?? ''))
  return {
    discipline: 'water',
    nodeId: names.map((name) => `demo/water/${name}`),
    linkId: Object.keys(pipes).map((name) => `demo/water/${name}`),
    isSource: new Uint8Array(names.length),
    ...{ from: end(0), to: end(1) },
    ...{ valveLink: new Int32Array(), valveNode: new Int32Array(), operable: new Uint8Array() },
    nodeLon: Float64Array.from(names, () => 120),
    nodeLat: Float64Array.from(Object.values(metres), (north) => 36 + north / DEGREE),
  }
}
const wanted = new Set(['A', 'B', 'C', 'D', 'X', 'Y', 'ab', 'bc', 'xy'].map((name) => `demo/water/${name}`))

/** The way from one asset to another within a limit [m]; null = an asset is not there. */
function way(from: string, to: string, most: number): number | null {
  const reach = createNetworkReach(theNetwork(), wanted)
  const [a, b] = [reach.footOf(`demo/water/${from}`), reach.footOf(`demo/water/${to}`)]
  return a && b ? wayTo(b, reach.within(a, most)) : null
}

describe('the way along a network', () => {
  it('is the shortest one: A–B–C is 500 m, over D it would be 1,500 m', () => {
    expect(way('A', 'C', 2000)).toBeCloseTo(500, 3)
  })

  it('from the middle of a line begins with half of it: 150 m to B, then 100 m to the middle of B–C', () => {
    expect(way('ab', 'bc', 2000)).toBeCloseTo(250, 3)
  })

  it('ends where the limit does', () => {
    expect(way('A', 'C', 500.001)).toBeCloseTo(500, 3)
    expect(way('A', 'C', 499)).toBe(Number.POSITIVE_INFINITY)
  })

  it('does not lead to a main that is not connected, however near it lies', () => {
    expect(way('A', 'X', 2000)).toBe(Number.POSITIVE_INFINITY)
    expect(way('ab', 'xy', 2000)).toBe(Number.POSITIVE_INFINITY)
  })

  it('is not known of an asset that the network does not have', () => {
    expect(way('A', 'nowhere', 2000)).toBeNull()
  })
})
