import { describe, expect, it } from 'vitest'
import { ecefToEnu, enuToEcef, fromEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'
import type { Shape } from '../tile/feature.ts'
import { bridgeBodies, schematicParts } from './bridge.ts'
import type { Bridge } from './bridge-body.ts'
import { type Ground, groundOf } from './ground.ts'

const FRAME = enuToEcef(120.4, 36, 0)
const [LENGTH, SPAN, DECK, BED] = [200, 80, 12, 4]

/** A bridge of 200 m to the east, its deck at H 12 over a bed at H 4: its main span is from 60 to 140 m. */
const bridge: Bridge = {
  kind: 'bridge',
  width: 12,
  thickness: 1.5,
  pierSpacing: 25,
  mainSpan: SPAN,
  support: null,
  pylonHeight: null,
  cableSpacing: null,
}
const path = [0, 100, LENGTH].map((east) => place(east, 0, DECK))
const bed: Ground = { ...groundOf({ origin: 'none' }), at: () => BED }

function place(east: number, north: number, height: number) {
  const at = (row: number) => (FRAME[row] ?? 0) * east + (FRAME[row + 4] ?? 0) * north + (FRAME[row + 12] ?? 0)
  const [lon, lat] = fromEcef(at(0), at(1), at(2))
  return { lon, lat, height }
}

/** Metres east and north of the start of the bridge. */
function plan({ lon, lat }: { lon: number; lat: number }): readonly [number, number] {
  const [east, north] = ecefToEnu(FRAME, ...toEcef(lon, lat, 0))
  return [east, north]
}

const bodies = (changes: Partial<Bridge> = {}, ground = bed) => bridgeBodies(path, { ...bridge, ...changes }, ground)

function only<Kind extends Shape['kind']>(kind: Kind, part: string, changes: Partial<Bridge> = {}, ground = bed) {
  return bodies(changes, ground).flatMap((body) =>
    body.part === part && body.shape.kind === kind ? [body.shape as Extract<Shape, { kind: Kind }>] : [],
  )
}

function middleOf(prism: Extract<Shape, { kind: 'prism' }>): readonly [number, number] {
  const corners = (prism.rings[0] ?? []).map(plan)
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return [mean(0), mean(1)]
}

const rounded = (value: number) => Math.round(value * 100) / 100

describe('a bridge of beams', () => {
  it('stands on piers that divide each side evenly, from its bed to its underside', () => {
    const piers = only('prism', 'pier')
    // 60 m of side by 25 m: two spans of 30 m; the end of the main span stands too
    expect(piers.map((pier) => rounded(middleOf(pier)[0]))).toEqual([30, 60, 140, 170])
    for (const { bottom, top } of piers) expect([bottom, rounded(top)]).toEqual([BED, 10.5])
  })

  it('keeps its main span free', () => {
    const inside = only('prism', 'pier').filter((pier) => Math.abs(middleOf(pier)[0] - LENGTH / 2) < SPAN / 2 - 1)
    expect(inside).toEqual([])
  })

  it('rests on abutments as wide as its deck at its ends', () => {
    const abutments = only('prism', 'abutment')
    expect(abutments.map((one) => rounded(middleOf(one)[0]))).toEqual([0.75, 199.25])
    const north = (abutments[0]?.rings[0] ?? []).map((corner) => plan(corner)[1])
    expect(rounded(Math.max(...north) - Math.min(...north))).toBe(bridge.width)
  })

  it('goes on beyond its table where an end is high above its bed: there is a pier', () => {
    const deep = { ...bed, at: () => -20 }
    expect(only('prism', 'abutment', {}, deep)).toEqual([])
    expect(only('prism', 'pier', {}, deep).map((pier) => rounded(middleOf(pier)[0]))).toContain(1)
  })

  it('has nothing under it where the ground is not known', () => {
    expect(bodies({}, groundOf({ origin: 'none' })).map(({ part }) => part)).toEqual(['deck'])
  })

  it('has a parapet of 1.1 m, which its record calls schematic as all but the deck', () => {
    expect(only('deck', 'deck')[0]?.parapet).toBe(1.1)
    expect(schematicParts(path, bridge, bed)).toEqual(['parapet', 'abutment', 'pier'])
  })
})

describe('a cable-stayed bridge', () => {
  const stayed = { support: 'cable-stayed' } as const

  it('has two pylons a quarter of the main span high, of legs beside the deck that stand on the bed', () => {
    const legs = only('prism', 'pylon', stayed).filter(({ bottom }) => bottom === BED)
    expect(legs.map(({ top }) => rounded(top))).toEqual(Array(4).fill(DECK + SPAN / 4))
    expect(legs.map((leg) => rounded(middleOf(leg)[0]))).toEqual([60, 60, 140, 140])
    // half the deck, a gap of 0.2 m and half a leg: 20 m · 0.1 · 0.7 / 2
    expect(legs.map((leg) => rounded(Math.abs(middleOf(leg)[1])))).toEqual(Array(4).fill(6.9))
  })

  it('takes the height that its table tells', () => {
    const tops = only('prism', 'pylon', { ...stayed, pylonHeight: 33 }).map(({ top }) => top)
    expect(rounded(Math.max(...tops))).toBe(DECK + 33)
  })

  it('leaves the traffic its headroom under the upper beam', () => {
    const beams = only('prism', 'pylon', stayed).filter(({ bottom }) => bottom > BED)
    for (const { bottom, top } of beams) expect(top <= 10.5 + 1e-9 || bottom >= DECK + 5.5).toBe(true)
  })

  it('hangs from a fan of stays between its deck and its pylons', () => {
    const stays = only('tube', 'stay-cable', stayed)
    // half the span by 8 m: five stays of 7.27 m apart, two ways, two sides, two pylons
    expect(stays).toHaveLength(40)
    for (const { path: ends } of stays) {
      const [foot, head] = ends
      if (!foot || !head) throw new Error('a stay has two ends')
      expect(foot.height).toBeCloseTo(DECK, 6)
      expect(head.height).toBeGreaterThanOrEqual(DECK + 0.6 * 20 - 1e-6)
      expect(head.height).toBeLessThanOrEqual(DECK + 0.96 * 20 + 1e-6)
      expect([60, 140]).toContain(rounded(plan(head)[0]))
      expect(rounded(Math.abs(plan(foot)[1]))).toBe(5.85)
    }
    const feet = stays.map(({ path: [foot] }) => (foot ? rounded(plan(foot)[0]) : Number.NaN))
    // 60 + 5 · 40 / 5.5, and the same from the other pylon
    expect([...new Set(feet)].filter((east) => east > 90 && east < 110)).toEqual([96.36, 103.64])
  })

  it('has stays on both sides alike', () => {
    const sides = only('tube', 'stay-cable', stayed).map(({ path: [foot] }) =>
      Math.sign(plan(foot ?? place(0, 0, 0))[1]),
    )
    expect(sides.reduce((sum, side) => sum + side, 0)).toBe(0)
  })

  it('is drawn as its deck on piers where its main span is not shorter than itself', () => {
    const parts = bodies({ ...stayed, mainSpan: 300 }).map(({ part }) => part)
    expect(parts).not.toContain('pylon')
    expect(parts).not.toContain('stay-cable')
  })

  it('names its pylons and stays as schematic', () => {
    expect(schematicParts(path, { ...bridge, ...stayed }, bed)).toEqual([
      'parapet',
      'abutment',
      'pier',
      'pylon',
      'stay-cable',
    ])
  })
})

describe('a suspension bridge', () => {
  const hung = { support: 'suspension' } as const

  it('sags a tenth of its main span, to 2 m above the deck', () => {
    const [cable] = only('tube', 'main-cable', hung)
    const heights = new Map(cable?.path.map((at) => [rounded(plan(at)[0]), rounded(at.height)]))
    // pylons of 80 / 10 + 2 m; a parabola: at a quarter three quarters of the sag
    expect(heights.get(60)).toBe(DECK + 10)
    expect(heights.get(80)).toBe(DECK + 10 - 6)
    expect(heights.get(100)).toBe(DECK + 2)
    expect(heights.get(24)).toBe(DECK)
  })

  it('has a hanger every 10 m of its main span, from the deck to the cable', () => {
    const hangers = only('tube', 'hanger', hung)
    expect(hangers).toHaveLength(2 * 7)
    for (const {
      path: [foot, head],
    } of hangers)
      expect((head?.height ?? 0) - (foot?.height ?? 0)).toBeGreaterThan(2 - 1e-6)
  })
})
