import { expect, it } from 'vitest'
import { aFloodFrame, floodFrames, valley } from '../../../tests/kit/a-flood.ts'
import { colorDistance, toOklch } from '../oklch.ts'
import { THEMES } from '../theme.ts'
import { cellAt, deepestBeside } from './grid.ts'
import { crossSection, hydrograph } from './samples.ts'
import { ARRIVAL_SCALE, DEPTH_SCALE, DIFFERENCE_SCALE } from './scales.ts'

const { west, south } = valley

it('finds the cell of a place, and none beside the grid or where there is no ground', () => {
  expect(cellAt(valley, west + 4.1, south + 0.1)).toBe(1)
  expect(cellAt(valley, west + 159.9, south + 119.9)).toBe(1199)
  expect(cellAt(valley, west + 160.1, south + 1)).toBeNull()
  expect(cellAt(valley, west + 1, south + 1)).toBeNull()
})

it('finds the deepest ground beside a door, which lies in a wall', () => {
  const depth = Float32Array.from(valley.bed, (_, cell) => (cell === 43 ? 0.4 : cell === 42 ? 0.2 : Number.NaN))
  expect(deepestBeside(valley, depth, west + 10, south + 5)).toEqual([west + 14, south + 6])
  expect(deepestBeside(valley, depth, west + 90, south + 90)).toEqual([west + 90, south + 90])
})

it('reads depth and speed of a cell over time', () => {
  const { time, depth, speed } = hydrograph(floodFrames(), 15 * 40 + 20)
  expect([time[6], depth[6], speed[6]]).toEqual([360, 0.5, 0.5])
  expect([depth[0], speed[0]]).toEqual([0, 0])
})

it('cuts ground and water from one place to another, dry ground without a level, no ground without either', () => {
  // across the valley, from its southern edge to its axis
  const across = crossSection(valley, aFloodFrame(6), { x: west + 82, y: south + 2 }, { x: west + 82, y: south + 62 })
  expect(across.distance.at(-1)).toBe(60)
  expect(across.bed[0]).toBe(4)
  expect(across.level[0]).toBeNaN()
  expect(across.level.at(-1)).toBeCloseTo(3.5, 6)
  const out = crossSection(valley, aFloodFrame(6), { x: west - 2, y: south + 62 }, { x: west + 6, y: south + 62 })
  expect(out.bed.map(Number.isNaN)).toEqual([true, true, false])
})

it.each(THEMES)('tells neighbouring classes apart in the look %s, also without hue', (theme) => {
  for (const scale of [DEPTH_SCALE, ARRIVAL_SCALE]) {
    const colors = scale.map(({ color }) => color[theme])
    colors.slice(1).forEach((color, i) => {
      const before = colors[i] ?? color
      expect(Math.abs(toOklch(color).lightness - toOklch(before).lightness)).toBeGreaterThan(0.06)
    })
  }
  const [shallower, , , same, , , deeper] = DIFFERENCE_SCALE.map(({ color }) => color[theme])
  for (const [one, other] of [
    [shallower, same],
    [same, deeper],
    [shallower, deeper],
  ] as const)
    expect(one && other && colorDistance(one, other)).toBeGreaterThan(0.1)
})
