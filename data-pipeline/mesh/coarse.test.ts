import { describe, expect, it } from 'vitest'
import { circleProfile } from './circle.ts'
import { coarseMesh, whenCoarseMeshReady } from './coarse-mesh.ts'
import { MeshWriter } from './mesh-writer.ts'
import { simplifyPath } from './simplify-path.ts'
import { sweep } from './sweep.ts'

await whenCoarseMeshReady

/** A tube of 64 sides along a quarter circle of 60 m: 3,962 triangles. */
function bentTube(radius: number) {
  const path = Float64Array.from(
    Array.from({ length: 31 }, (_, step) => (step / 30) * (Math.PI / 2)).flatMap((angle) => [
      5e5 + 60 * Math.cos(angle),
      60 * Math.sin(angle),
      -10,
    ]),
  )
  const writer = new MeshWriter()
  sweep(writer, path, circleProfile(radius, 64))
  const { positions, indices } = writer.finish()
  return { points: positions.slice(), indices: indices.slice() }
}

function areaOf(points: Float64Array, indices: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < indices.length; at += 3) {
    const corner = (offset: number) => [0, 1, 2].map((axis) => points[3 * (indices[at + offset] ?? 0) + axis] ?? 0)
    const [a, b, c] = [corner(0), corner(1), corner(2)]
    const side = (to: number[]) => to.map((value, axis) => value - (a[axis] ?? 0))
    const [[x = 0, y = 0, z = 0], [u = 0, v = 0, w = 0]] = [side(b), side(c)]
    sum += Math.hypot(y * w - z * v, z * u - x * w, x * v - y * u) / 2
  }
  return sum
}

/** Lowest and highest of each axis of what the triangles use. */
function extent(points: Float64Array, indices: Uint32Array): number[] {
  return [0, 1, 2].flatMap((axis) => {
    const values = Array.from(indices, (vertex) => points[3 * vertex + axis] ?? 0)
    return [Math.min(...values), Math.max(...values)]
  })
}

describe('a model from afar', () => {
  it('has few triangles and still its form', () => {
    const { points, indices } = bentTube(3)
    const coarse = coarseMesh(points, indices, 2)
    expect(coarse.length / 3).toBeLessThan(700)
    // the wall of the tube: 2π · 3 · 94 m, of which collapsed edges cut off some
    expect(areaOf(points, coarse)).toBeGreaterThan(0.75 * areaOf(points, indices))
    const whole = extent(points, indices)
    extent(points, coarse).forEach((value, axis) => {
      expect(Math.abs(value - (whole[axis] ?? 0))).toBeLessThan(1)
    })
  })

  it('stays a tube where it is thinner than what is not seen', () => {
    const { points, indices } = bentTube(0.15)
    const [, , , , low = 0, high = 0] = extent(points, coarseMesh(points, indices, 5))
    expect(high - low).toBeGreaterThan(0.15)
  })

  it('is as it was where it is one triangle', () => {
    const points = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0)
    expect(coarseMesh(points, Uint32Array.of(0, 1, 2), 50)).toEqual(Uint32Array.of(0, 1, 2))
  })
})

describe('a path from afar', () => {
  const curve = Float64Array.from(
    Array.from({ length: 101 }, (_, i) => [i, 10 * Math.sin((Math.PI * i) / 100), 0]).flat(),
  )

  it('keeps its ends and leaves the curve by no more than the tolerance', () => {
    const kept = simplifyPath(curve, 0.5)
    expect([...kept.subarray(0, 2)]).toEqual([0, 0])
    expect(kept.at(-3)).toBe(100)
    expect(kept.length / 3).toBeLessThan(12)
    for (let i = 0; i <= 100; i++) {
      const next = Array.from({ length: kept.length / 3 }, (_, k) => kept[3 * k] ?? 0).findIndex((x) => x >= i)
      const at = Math.max(1, next)
      const [x0 = 0, y0 = 0] = kept.subarray(3 * at - 3)
      const [x1 = 0, y1 = 0] = kept.subarray(3 * at)
      expect(Math.abs(y0 + ((y1 - y0) * (i - x0)) / (x1 - x0) - (curve[3 * i + 1] ?? 0))).toBeLessThan(0.6)
    }
  })

  it('keeps every vertex when nothing may be left out', () => {
    expect(simplifyPath(curve, 0)).toBe(curve)
  })
})
