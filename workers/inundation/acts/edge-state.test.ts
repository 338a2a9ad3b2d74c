import { describe, expect, it } from 'vitest'
import { GRAVITY } from '../surface/grid.ts'
import { atDepth, atDischarge, atInflow, atRest, atWave, critical } from './edge-state.ts'

const still = { depth: 1, inward: 0 }
const c = Math.sqrt(GRAVITY)

describe('water at an open edge', () => {
  it('stands still beside still water of the same level', () => {
    expect(atDepth(1, still)).toEqual({ depth: 1, inward: 0 })
    expect(atWave(1, 1, still)).toEqual({ depth: 1, inward: 0 })
    expect(atDischarge(0, still).depth).toBeCloseTo(1, 12)
  })

  it('keeps what comes out of the grid: a higher level outside pushes in', () => {
    // u = 2(√(1.21 g) − √g) = 0.2 √g
    expect(atDepth(1.21, still).inward).toBeCloseTo(0.2 * c, 12)
  })

  it('comes onto dry ground, and after fast water, at its critical flow and no faster', () => {
    const dry = { depth: 0, inward: 0 }
    expect(atDepth(0.25, dry)).toEqual({ depth: 0.25, inward: c / 2 })
    expect(atDepth(0.25, { depth: 0.2, inward: 9 })).toEqual({ depth: 0.25, inward: c / 2 })
    expect(atDepth(0, dry)).toEqual(dry)
  })

  it('comes from water at rest with no more than its head, and critical at most', () => {
    expect(atRest(1, still)).toEqual({ depth: 1, inward: 0 })
    const pushed = atRest(1.21, still)
    expect(pushed.depth + pushed.inward ** 2 / (2 * GRAVITY)).toBeCloseTo(1.21, 12)
    expect(pushed.inward - 2 * Math.sqrt(GRAVITY * pushed.depth)).toBeCloseTo(-2 * c, 12)
    // a broad crest, q = (2/3)^1.5 √g H^1.5
    const crest = atRest(0.3, { depth: 0, inward: 0 })
    expect(crest.depth * crest.inward).toBeCloseTo((2 / 3) ** 1.5 * c * 0.3 ** 1.5, 12)
    // a current does not feed itself, and what leaves meets the level
    expect(atRest(1, { depth: 1, inward: 1 }).inward).toBeLessThan(1)
    expect(atRest(0.9, still)).toEqual(atDepth(0.9, still))
  })

  it('falls over a free edge at its critical depth', () => {
    // c = (2 √g)/3, so h = 4/9 m and u = c: as behind a dam that broke (Ritter at the dam)
    const edge = critical(still)
    expect(edge.depth).toBeCloseTo(4 / 9, 12)
    expect(edge.inward).toBeCloseTo((-2 / 3) * c, 12)
    expect(atDepth(0, still)).toEqual(edge)
  })

  it('leaves fast outflow as it is', () => {
    const fast = { depth: 0.5, inward: -4 }
    expect(critical(fast)).toEqual(fast)
    expect(atDepth(3, fast)).toEqual(fast)
  })

  it('lets in what is asked for, and lets out no more than is critical', () => {
    for (const flow of [0.01, 1, 30, -0.5]) {
      const { depth, inward } = atDischarge(flow, still)
      expect(depth * inward).toBeCloseTo(flow, 9)
      expect(inward - 2 * Math.sqrt(GRAVITY * depth)).toBeCloseTo(-2 * c, 9)
    }
    const most = atDischarge(-100, still)
    expect(most.depth).toBeCloseTo(4 / 9, 6)
    expect(most.depth * most.inward).toBeCloseTo((-8 / 27) * c, 6)
    // onto dry ground: u = 2c, so q = 2 h √(g h)
    expect(atDischarge(2, { depth: 0, inward: 0 }).depth).toBeCloseTo(Math.cbrt(2 ** 2 / (4 * GRAVITY)), 12)
  })

  it('comes in as fast and deep as given, unless the water in its way drowns its jump', () => {
    // 2 m²/s at 0.3 m: force 4/0.3 + g 0.3²/2 = 13.77 m³/s²; beside a metre of still water 2 m²/s needs 13.43
    expect(atInflow(2, 0.3, { depth: 0.3, inward: 2 / 0.3 })).toEqual({ depth: 0.3, inward: 2 / 0.3 })
    expect(atInflow(2, 0.3, still)).toEqual({ depth: 0.3, inward: 2 / 0.3 })
    // two metres of it have more force than the jet
    const deep = { depth: 2, inward: 0 }
    expect(atInflow(2, 0.3, deep)).toEqual(atDischarge(2, deep))
    // what runs from the edge faster than its waves stands in nobody's way
    const thin = { depth: 0.04, inward: 130 }
    expect(atInflow(2.5, 0.74, thin)).toEqual({ depth: 0.74, inward: 2.5 / 0.74 })
    // slower than its waves
    expect(atInflow(1, 1, still)).toEqual(atDischarge(1, still))
  })

  it('adds a wave that comes in to one that goes out', () => {
    // what stands inside is that same wave: nothing is sent back
    const h = 1.1
    const wave = { depth: h, inward: 2 * (Math.sqrt(GRAVITY * h) - c) }
    expect(atWave(h, 1, wave).depth).toBeCloseTo(h, 12)
    expect(atWave(h, 1, wave).inward).toBeCloseTo(wave.inward, 12)
  })
})
