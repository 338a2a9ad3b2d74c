import { describe, expect, it } from 'vitest'
import { Halves } from './halves.ts'
import { ShapeBook } from './shapes/shape-book.ts'
import type { ShapeSpec } from './shapes/spec.ts'
import { Wedges } from './wedges.ts'

/** A conduit of 100 m between the stores 0 and 1, both ends on the bed of their nodes at 0 m, or the lower one above it. */
function conduit(shape: ShapeSpec, bedBelow = 0) {
  const book = new ShapeBook([shape])
  const upper = { store: 0, shape: 0, bed: 0, length: 50, fall: null }
  const lower = {
    ...{ store: 1, shape: 0, bed: bedBelow, length: 50 },
    fall: bedBelow > 0 ? ({ face: 0, way: 1 } as const) : null,
  }
  const halves = new Halves(book, 2, 2, [[upper, lower]])
  return { halves, wedges: new Wedges(halves, book) }
}

describe('wedges of conduits in one reach', () => {
  it('a store that rises alone grows by (w_end + w_middle) L/4, and the other one by nothing', () => {
    // by hand, 2 m wide, 1 → 1.5 m deep beside 0.5 m: what the store holds grows by 25 (2 · 0.5 + 2 · 0.25) = 37.5 m³, and
    // 25 · 2 · 0.25 = 12.5 m³ stand beyond the middle: together 50 m³ = 25 (2 + 2) · 0.5
    const { halves, wedges } = conduit({ type: 'RECT_OPEN', depth: 3, width: 2, smoothWalls: 0 })
    const [before, after] = [Float64Array.of(1, 0.5), Float64Array.of(1.5, 0.5)]
    wedges.begin(before)
    wedges.linearise(after, 10)
    const moved = 10 * (wedges.flow[0] as number)
    expect(moved).toBeCloseTo(12.5, 9)
    expect(halves.held(0, after) - halves.held(0, before) + moved).toBeCloseTo(50, 9)
    expect(halves.held(1, after) - halves.held(1, before)).toBeCloseTo(moved, 9)
  })

  it('the matrix is free of the other level: what it holds more is what the wedge brings', () => {
    const { halves, wedges } = conduit({ type: 'CIRCULAR', depth: 2 })
    const level = Float64Array.of(1.1, 0.4)
    wedges.begin(level)
    wedges.linearise(level, 10)
    expect(wedges.shared[0]).toBeCloseTo(10 * (wedges.perTo[0] as number), 9)
    // against differences of the volume by the other level, and of the flow by both
    const nudge = 1e-6
    const more = Float64Array.of(1.1, 0.4 + nudge)
    expect((halves.held(0, more) - halves.held(0, level)) / nudge).toBeCloseTo(wedges.shared[0] as number, 3)
    const [flow, perTo] = [wedges.flow[0] as number, wedges.perTo[0] as number]
    wedges.linearise(more, 10)
    expect((flow - (wedges.flow[0] as number)) / nudge).toBeCloseTo(perTo, 3)
  })

  it('moves nothing while nothing rises, and nothing in a full pipe', () => {
    const { wedges } = conduit({ type: 'CIRCULAR', depth: 1 })
    for (const [before, after] of [
      [
        [0.7, 0.3],
        [0.7, 0.3],
      ],
      [
        [2, 3],
        [5, 3.5],
      ],
    ] as const) {
      wedges.begin(Float64Array.from(before))
      wedges.linearise(Float64Array.from(after), 10)
      expect(wedges.flow[0]).toBe(0)
    }
  })

  it('what comes to stand in a fall comes from the store upstream', () => {
    const { halves, wedges } = conduit({ type: 'RECT_OPEN', depth: 3, width: 2, smoothWalls: 0 }, 1)
    const level = Float64Array.of(1.5, 0.2)
    const before = halves.held(1, level)
    wedges.settle(level, () => halves.settleFalls(Float64Array.of(1), Float64Array.of(1.5), Float64Array.of(0.4)))
    wedges.begin(level)
    wedges.linearise(level, 10)
    // 25 (2 · 0.4 + 2 · 0.2) = 30 m³
    expect(halves.held(1, level) - before).toBeCloseTo(30, 9)
    expect(10 * (wedges.flow[0] as number)).toBeCloseTo(30, 9)
  })
})
