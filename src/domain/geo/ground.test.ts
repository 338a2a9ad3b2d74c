import { describe, expect, it } from 'vitest'
import { encodeColumns } from '../formats/columns.ts'
import { decodeGround, groundHeight } from './ground.ts'

const META = { west: 120, south: 36, east: 120.2, north: 36.1, columns: 3, rows: 2 }
const aGround = (height: number[]) =>
  decodeGround(encodeColumns(META, { height: Float32Array.from(height) }).buffer as ArrayBuffer)

describe('the ground', () => {
  it('has row 0 in the north and is bilinear between posts', () => {
    const ground = aGround([10, 20, 30, 0, 0, 0])
    expect(groundHeight(ground, 120, 36.1)).toBeCloseTo(10)
    expect(groundHeight(ground, 120.05, 36.1)).toBeCloseTo(15)
    expect(groundHeight(ground, 120.1, 36.05)).toBeCloseTo(10)
  })

  it('goes on level beyond its edge', () => {
    const ground = aGround([10, 20, 30, 0, 0, 0])
    expect(groundHeight(ground, 125, 40)).toBeCloseTo(30)
  })

  it('takes the nearest known height where there are no data', () => {
    const ground = aGround([10, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 40])
    expect([...ground.height]).not.toContain(Number.NaN)
    expect(ground.height[3]).toBe(10)
    expect(ground.height[2]).toBe(40)
  })

  it('refuses a file whose heights do not fit its size', () => {
    expect(() => aGround([1, 2, 3])).toThrow('3 heights, expected 2 × 3')
  })
})
