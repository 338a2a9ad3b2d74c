import { describe, expect, it } from 'vitest'
import { SIDES, SoilBox } from './box.ts'
import type { Medium } from './kernels.ts'

const SAND: Medium = { diffusivity: 6e-6, air: 0.25 }
const HOUR = 3600
const equal = (count: number, size: number) => new Float64Array(count).fill(size)
const OPEN = { open: 1, held: 0 }

describe('gas in a box of soil', () => {
  it('is kept: released = in the soil + out of it + in spaces, with the flow that carries it', () => {
    const cells = { x: equal(12, 0.5), y: equal(9, 0.5), z: equal(6, 0.4) }
    const spaces = new Int32Array(12 * 9 * 6).fill(-1)
    for (const k of [0, 1, 2]) spaces[(k * 9 + 4) * 12 + 8] = 0
    spaces[(3 * 9 + 1) * 12 + 3] = 1
    const box = new SoilBox(cells, SAND, { top: { open: 0.05, held: 0 }, west: OPEN, east: OPEN }, spaces)
    box.release((2 * 9 + 4) * 12 + 5, true)
    for (let step = 0; step < 24; step++) box.step(HOUR, step < 12 ? 2e-4 : 0)
    const out =
      SIDES.reduce((sum, side) => sum + box.left[side], 0) + (box.taken[0] as number) + (box.taken[1] as number)
    expect(box.released).toBeCloseTo(2e-4 * 12 * HOUR, 10)
    expect(Math.abs(box.held() + out - box.released)).toBeLessThan(1e-6 * box.released)
    expect(box.taken[0]).toBeGreaterThan(box.taken[1] as number)
    expect(Math.min(...box.concentration)).toBeGreaterThan(-1e-9)
    expect(Math.max(...box.concentration)).toBeLessThan(1 + 1e-6)
  })

  it('is as far to the left as to the right', () => {
    const cells = { x: equal(9, 0.5), y: equal(5, 0.5), z: equal(4, 0.5) }
    const box = new SoilBox(cells, SAND, { top: OPEN })
    box.release((2 * 5 + 2) * 9 + 4, true)
    for (let step = 0; step < 5; step++) box.step(HOUR, 1e-4)
    const at = (i: number) => box.concentration[(2 * 5 + 2) * 9 + i] as number
    for (const i of [1, 2, 3, 4]) expect(at(4 - i)).toBeCloseTo(at(4 + i), 10)
    expect(at(4)).toBeGreaterThan(at(3))
  })

  it('fills with pure gas where the flow comes from, and no more', () => {
    const box = new SoilBox({ x: equal(21, 0.5), y: equal(1, 1), z: equal(1, 1) }, SAND, { east: OPEN })
    box.release(0, true)
    for (let step = 0; step < 200; step++) box.step(HOUR, 1e-3)
    expect(box.concentration[0]).toBeCloseTo(1, 3)
    expect(Math.max(...box.concentration)).toBeLessThan(1 + 1e-8)
  })

  it('needs a way out for what flows', () => {
    const box = new SoilBox({ x: equal(3, 1), y: equal(1, 1), z: equal(1, 1) }, SAND, {})
    expect(() => box.release(0, true)).toThrow('no side is open')
  })
})
