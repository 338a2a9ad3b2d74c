import { expect, test } from 'vitest'
import { MeshWriter } from './mesh-writer.ts'
import { boxAround, boxDeviation, standingBox } from './plan-box.ts'

/** A block 10 m high over corners in plan, turned by an angle and set far from the origin. */
function aBlock(corners: readonly (readonly [number, number])[], turn = 0): Float64Array {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const level = (up: number) => corners.flatMap(([x, y]) => [5000 + x * cos - y * sin, -3000 + x * sin + y * cos, up])
  return Float64Array.from([...level(2), ...level(12)])
}
const SQUARE = [
  [0, 0],
  [30, 0],
  [30, 20],
  [0, 20],
] as const

test('the box around a turned block is the block', () => {
  const points = aBlock(SQUARE, 0.4)
  const box = boxAround(points)
  expect([box.halfLength, box.halfWidth].sort()).toEqual([expect.closeTo(10, 6), expect.closeTo(15, 6)])
  expect([box.bottom, box.top]).toEqual([2, 12])
  expect(boxDeviation(box, points)).toBeCloseTo(0, 6)
})

test('a box errs by the depth of what it fills in: the missing corner of an L, the court of a U', () => {
  const wing = [...SQUARE.slice(0, 2), [30, 14], [22, 14], [22, 20], [0, 20]] as const
  // the corner of the box lies 6 m and 8 m from the corners beside it, the inner corner 6 m below the side
  expect(boxDeviation(boxAround(aBlock(wing)), aBlock(wing))).toBeCloseTo(6, 6)
  const court = [...SQUARE.slice(0, 3), [20, 20], [20, 11], [10, 11], [10, 20], [0, 20]] as const
  expect(boxDeviation(boxAround(aBlock(court, 1)), aBlock(court, 1))).toBeCloseTo(9, 6)
})

test('a box errs by the height of a roof above its eaves', () => {
  const house = aBlock(SQUARE)
  const points = Float64Array.from([...house, 5000, -2990, 15, 5030, -2990, 15])
  expect(boxDeviation(boxAround(points), points)).toBeCloseTo(3, 6)
})

test('a standing box encloses its volume with walls and a roof that face outwards', () => {
  const writer = new MeshWriter()
  standingBox(writer, boxAround(aBlock(SQUARE, 0.4)))
  const { positions, normals, indices } = writer.finish()
  const at = (values: ArrayLike<number>, vertex: number, axis: number) => values[vertex * 3 + axis] ?? 0
  let volume = 0
  for (let i = 0; i < indices.length; i += 3) {
    const [a = 0, b = 0, c = 0] = indices.subarray(i, i + 3)
    const side = (to: number, axis: number) => at(positions, to, axis) - at(positions, a, axis)
    const facing = [0, 1, 2].map((axis) => {
      const [next, last] = [(axis + 1) % 3, (axis + 2) % 3]
      return side(b, next) * side(c, last) - side(b, last) * side(c, next)
    })
    expect(facing.reduce((sum, value, axis) => sum + value * at(normals, a, axis), 0)).toBeGreaterThan(0)
    // about the middle of the underside, to which the missing face adds nothing
    const from = [5000 + 15 * Math.cos(0.4) - 10 * Math.sin(0.4), -3000 + 15 * Math.sin(0.4) + 10 * Math.cos(0.4), 2]
    volume += facing.reduce((sum, value, axis) => sum + value * (at(positions, a, axis) - (from[axis] ?? 0)), 0) / 6
  }
  expect(volume).toBeCloseTo(30 * 20 * 10, 3)
})
