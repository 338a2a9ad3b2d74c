import { expect, it } from 'vitest'
import { BLOCK, blocksOf, NOWHERE, packFrame, readBed } from './texels.ts'

const [columns, rows] = [70, 3]
const place = () => ({ lon: 0, lat: 0 })

function packed(
  depth: Uint16Array,
  more: { tint?: Uint16Array; flow?: { speed: Uint8Array; bearing: Uint8Array } } = {},
) {
  const blocks = blocksOf({ columns, rows })
  const texels = { words: new Uint32Array(columns * rows), deepest: new Uint16Array(blocks.across * blocks.up).fill(9) }
  const frame = { depth, tint: more.tint ?? null, flow: more.flow ?? null }
  for (const _ of packFrame({ columns, rows }, blocks, frame, 20, texels));
  return texels
}

it('keeps depth, speed and bearing of a cell apart, at their greatest values too', () => {
  const depth = new Uint16Array(columns * rows)
  const flow = { speed: new Uint8Array(columns * rows), bearing: new Uint8Array(columns * rows) }
  depth[5] = 65_535
  flow.speed[5] = 255
  flow.bearing[5] = 254
  expect([...new Uint8Array(packed(depth, { flow }).words.buffer, 20, 4)]).toEqual([255, 255, 255, 254])
})

it('carries the tint in place of the flow, and nothing of a cell that is too shallow to be drawn', () => {
  const depth = Uint16Array.from({ length: columns * rows }, (_, cell) => (cell === 0 ? 19 : cell === 1 ? 20 : 0))
  const tint = new Uint16Array(columns * rows).fill(40_000)
  expect([...packed(depth, { tint }).words.subarray(0, 2)]).toEqual([0, 40_000 * 65_536 + 20])
})

it('knows which blocks hold water, the first beginning one cell outside of the grid', () => {
  const depth = new Uint16Array(columns * rows)
  expect([...packed(depth).deepest]).toEqual([0, 0])
  depth[BLOCK - 2] = 300
  expect([...packed(depth).deepest]).toEqual([300, 0])
  depth[BLOCK - 1] = 700
  // its squares to the west are of the block before
  expect([...packed(depth).deepest]).toEqual([700, 700])
  depth[BLOCK - 1] = 0
  depth[BLOCK] = 500
  expect([...packed(depth).deepest]).toEqual([300, 500])
})

it('reads the ground with its range by block, and marks what is no cell', () => {
  const blocks = blocksOf({ columns, rows })
  const bed = new Float32Array(columns * rows).fill(4)
  bed[0] = Number.NaN
  bed[1] = -2
  bed[BLOCK] = 9
  const read = new Float32Array(bed.length)
  for (const _ of readBed({ columns, rows, bed, place }, blocks, read));
  expect([...read.subarray(0, 3)]).toEqual([NOWHERE, -2, 4])
  expect([...blocks.lowest]).toEqual([-2, 4])
  expect([...blocks.highest]).toEqual([4, 9])
})
