import { describe, expect, it } from 'vitest'
import type { FloodPlan } from './flood-plan.ts'
import type { FloodSurface } from './flood-surface.ts'
import { shallowSea } from './shallow-sea.ts'

const kind = (name: string) => ({ name, roughness: 0.03, source: '' })
/** from west to east: sea, sea, a river's mouth, land */
const ground = { columns: 4, rows: 1, size: 10, west: 0, south: 0, bed: Float32Array.of(-20, 0.25, -20, -3) }
const square = (from: number, to: number) => [[from, 0, to, 0, to, 10, from, 10, from, 0]]
const cover: FloodSurface = {
  ...{ base: kind('untold'), classes: [kind('sea'), kind('water')], buildings: [] },
  areas: [
    { kind: 0, rings: square(0, 30) },
    { kind: 1, rings: square(20, 30) },
  ],
}
const tide = (hour: number, level_m: number): FloodPlan['waters'][number] => ({
  ...{ water: 'sea', hour, level_m, discharge_m3_s: null },
})
const waters = [tide(0, 2), tide(6, -4), tide(12, 2)]

describe('a sea no deeper than it matters', () => {
  it('keeps a metre below the lowest level of the hours computed, linear between the rows', () => {
    expect([...shallowSea(ground, cover, waters, 24).bed]).toEqual([-5, 0.25, -20, -3])
    expect([...shallowSea(ground, cover, waters, 2).bed]).toEqual([-1, 0.25, -20, -3])
  })

  it('raises neither river nor land, and nothing where cover or levels are not known', () => {
    expect(shallowSea(ground, cover, waters, 2).bed[2]).toBe(-20)
    expect(shallowSea(ground, null, waters, 2)).toBe(ground)
    expect(shallowSea(ground, { ...cover, areas: cover.areas.slice(1) }, waters, 2)).toBe(ground)
    expect(shallowSea(ground, cover, [], 2)).toBe(ground)
  })
})
