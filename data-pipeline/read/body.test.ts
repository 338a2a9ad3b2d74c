import { describe, expect, it } from 'vitest'
import { Body } from './body.ts'

/** Metres east and north of a fixed place, roughly, and H. */
const ring = (...points: readonly (readonly [number, number, number])[]) =>
  points.flatMap(([east, north, height]) => [120 + east / 89_907, 36 + north / 111_132, height])

const square = ring([0, 0, 5], [10, 0, 5], [10, 10, 5], [0, 10, 5], [0, 0, 5])

/** Plan area of the triangles [m²], > 0 where they are seen from above. */
function planArea(body: Body): number {
  const mesh = body.finish()
  let area = 0
  for (let at = 0; mesh && at < mesh.indices.length; at += 3) {
    const [a, b, c] = [...mesh.indices.subarray(at, at + 3)].map((vertex) => [
      ((mesh.positions[3 * vertex] ?? 0) - 120) * 89_907,
      ((mesh.positions[3 * vertex + 1] ?? 0) - 36) * 111_132,
    ])
    if (!a || !b || !c) continue
    const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = [...a, ...b, ...c]
    area += ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
  }
  return area
}

describe('a face of a body', () => {
  it('becomes triangles that cover it and are seen from the side its ring runs anticlockwise on', () => {
    const [up, down] = [new Body(), new Body()]
    up.face([square])
    down.face([ring([0, 0, 5], [0, 10, 5], [10, 10, 5], [10, 0, 5])])
    expect(planArea(up)).toBeCloseTo(100, 1)
    expect(planArea(down)).toBeCloseTo(-100, 1)
  })

  it('keeps its hole open', () => {
    const body = new Body()
    body.face([square, ring([2, 2, 5], [2, 4, 5], [4, 4, 5], [4, 2, 5])])
    expect(planArea(body)).toBeCloseTo(96, 1)
  })

  it('may stand upright, in any direction', () => {
    for (const [east, north] of [
      [10, 0],
      [0, 10],
      [7, 7],
    ] as const) {
      const body = new Body()
      body.face([ring([0, 0, 0], [east, north, 0], [east, north, 3], [0, 0, 3])])
      expect(body.finish()?.indices.length).toBe(6)
    }
  })

  it.each([
    ['without area', ring([0, 0, 1], [5, 0, 1], [10, 0, 1]), { empty: 1 }],
    ['of one point', ring([0, 0, 1], [0, 0, 1]), { empty: 1 }],
    ['that crosses itself', ring([0, 0, 1], [10, 10, 1], [10, 0, 1], [0, 8, 1]), { crossing: 1 }],
    ['with NaN', ring([0, 0, 1], [5, Number.NaN, 1], [10, 4, 1]), { notANumber: 1 }],
  ])('%s is counted and left out, the others stay', (_, bad, faults) => {
    const body = new Body()
    body.face([bad])
    body.face([square])
    expect(body.faults).toMatchObject(faults)
    expect(planArea(body)).toBeCloseTo(100, 1)
  })
})

it('triangles without area or with NaN are counted and left out, with vertices that no other uses', () => {
  const body = new Body()
  body.triangles(
    [Number.NaN, Number.NaN, 0, ...ring([0, 0, 0], [10, 0, 0], [0, 10, 0], [5, 0, 0])],
    [1, 2, 3, 1, 2, 4, 1, 2, 0],
  )
  expect(body.faults).toEqual({ empty: 1, crossing: 0, notANumber: 1 })
  expect(body.finish()?.positions.length).toBe(9)
})

it('a body without a usable face is none', () => {
  expect(new Body().finish()).toBeNull()
})
