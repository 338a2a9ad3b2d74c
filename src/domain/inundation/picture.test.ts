import { expect, it } from 'vitest'
import { floodPicture } from './picture.ts'
import { DEPTH_SCALE } from './scales.ts'

it('draws the north above, and of many cells in a pixel the deepest', () => {
  const grid = { columns: 4, rows: 2, size: 5, west: 0, south: 0, bed: new Float32Array(8) }
  // the south-west is deep in one cell, the north-east is a river, the south-east a house
  const depth = Float32Array.of(0.7, 0, Number.NaN, Number.NaN, 0, 0, 0.3, 0.3)
  const waters = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1)
  const outcome = { extremes: { depth }, waters }
  const fine = floodPicture(grid, outcome, 4)
  expect([fine.columns, fine.rows, fine.size]).toEqual([4, 2, 5])
  const at = ({ rgba, columns }: typeof fine, column: number, row: number) => [
    ...rgba.subarray(4 * (row * columns + column), 4 * (row * columns + column) + 3),
  ]
  const deep = DEPTH_SCALE[5]?.color.light ?? []
  expect(at(fine, 0, 1)).toEqual([...deep])
  const colors = [at(fine, 1, 1), at(fine, 2, 0), at(fine, 2, 1)].map(String)
  expect(new Set(colors).size).toBe(3)
  const coarse = floodPicture(grid, outcome, 2)
  expect([coarse.columns, coarse.rows, coarse.size]).toEqual([2, 1, 10])
  expect(at(coarse, 0, 0)).toEqual([...deep])
})
