import { describe, expect, it } from 'vitest'
import { aGrid, atCells, depthsOf, runUntil } from './analytic.ts'
import type { Grid } from './grid.ts'
import { createReferenceSolver } from './reference.ts'
import { createVectorSolver } from './vector.ts'

/** A lake to the west of the face that may be shut, 20 m from the west. */
const ground = aGrid(40, 6, 1, (x, y) => Math.sin(x / 3) / 5 + y / 50, 0.02)
const lake = atCells(ground, (x) => (x < 20 ? 1 : 0)).map((isWet, i) => isWet * (2 - (ground.bed[i] as number)))
const bare = () => new Float64Array(240).fill(-Infinity)
const shutAt = (crest: number): Grid => {
  const crestEast = bare()
  for (let row = 0; row < 6; row++) crestEast[row * 40 + 19] = crest
  return { ...ground, crestEast, crestNorth: bare() }
}

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('a crest that changes, %s', (_, create) => {
  const set = (solver: ReturnType<typeof create>, crest: number) => {
    for (let row = 0; row < 6; row++) solver.setCrest(19, row, 'east', crest)
  }

  it('acts as one that stood there from the start', () => {
    const [stood, changed] = [create(shutAt(1.4), lake), create(shutAt(-Infinity), lake)]
    set(changed, 1.4)
    for (const solver of [stood, changed]) runUntil(solver, 5)
    expect(depthsOf(changed, ground)).toEqual(depthsOf(stood, ground))
    expect(depthsOf(changed, ground)[60]).toBeGreaterThan(0)
  })

  it('holds all water back when it is endless, and lets it go when it is gone', () => {
    const solver = create(shutAt(-Infinity), lake)
    set(solver, Infinity)
    runUntil(solver, 5)
    const held = depthsOf(solver, ground)
    expect(Math.max(...held.map((h, i) => Math.abs(h - (lake[i] as number))))).toBeLessThan(2e-6)
    expect(held.every((h, i) => h === 0 || i % 40 < 20)).toBe(true)
    set(solver, -Infinity)
    const open = create(ground, lake)
    for (const one of [solver, open]) runUntil(one, 5)
    const [ours, theirs] = [depthsOf(solver, ground), depthsOf(open, ground)]
    expect(Math.max(...ours.map((h, i) => Math.abs(h - (theirs[i] as number))))).toBeLessThan(1e-5)
    expect(ours[30]).toBeGreaterThan(0.1)
  })

  it('refuses where the grid has none', () => {
    expect(() => create(ground, lake).setCrest(0, 0, 'east', 1)).toThrow(/without crests to the east/)
    const north = { ...ground, crestNorth: bare() }
    expect(() => create(north, lake).setCrest(0, 0, 'east', 1)).toThrow(/without crests to the east/)
  })
})
