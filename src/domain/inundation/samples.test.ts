import { expect, it } from 'vitest'
import { aFloodFrame, floodFrames, valley } from '../../../tests/kit/a-flood.ts'
import { colorDistance, toOklch } from '../oklch.ts'
import { THEMES } from '../theme.ts'
import { groundBefore } from './entry-ground.ts'
import { cellAt } from './grid.ts'
import { crossSection, hydrograph } from './samples.ts'
import { ARRIVAL_SCALE, DEPTH_SCALE, DIFFERENCE_SCALE } from './scales.ts'

const { west, south } = valley

it('finds the cell of a place, and none beside the grid or where there is no ground', () => {
  expect(cellAt(valley, west + 4.1, south + 0.1)).toBe(1)
  expect(cellAt(valley, west + 159.9, south + 119.9)).toBe(1199)
  expect(cellAt(valley, west + 160.1, south + 1)).toBeNull()
  expect(cellAt(valley, west + 1, south + 1)).toBeNull()
})

it('finds the ground before a door: its own, the nearest below its sill beside a block or a wall, none far from all', () => {
  const before = (beds: Record<number, number>, sill: number) =>
    groundBefore(valley, (cell) => beds[cell] ?? Number.NaN, [west + 10, south + 5], sill)
  // its own cell is 42, and 2 lies nearer than 43
  expect(before({ 42: 3, 43: 2, 2: 2 }, 3.2)).toBe(42)
  expect(before({ 43: 2, 2: 3 }, 3.2)).toBe(2)
  expect(before({ 42: 9, 43: 2, 2: 8 }, 3.2)).toBe(43)
  expect(before({ 43: 9, 2: 8 }, 3.2)).toBe(2)
  expect(before({ 45: 2 }, 3.2)).toBeNull()
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
