import { describe, expect, it } from 'vitest'
import { circleProfile } from './circle.ts'
import { deckProfile } from './deck.ts'
import { eggProfile } from './egg.ts'
import { galleryProfile } from './gallery.ts'
import { liningProfile } from './lining.ts'
import { type Mesh, MeshWriter } from './mesh-writer.ts'
import { prism } from './prism.ts'
import type { Profile } from './profile.ts'
import { rectangleProfile } from './rectangle.ts'
import { drawSolid, icosahedron, turned } from './solid.ts'
import { sweep } from './sweep.ts'

const straight = Float64Array.of(0, 0, 0, 10, 0, 0)
const bent = Float64Array.of(0, 0, 0, 10, 0, 0, 10, 8, -1, 10, 8, -6, 4, 8, -6, 4, 12, -6)

function drawn(draw: (writer: MeshWriter) => void): Mesh {
  const writer = new MeshWriter()
  draw(writer)
  return writer.finish()
}

const swept = (path: Float64Array, profile: Profile) => drawn((writer) => sweep(writer, path, profile))

function corner(mesh: Mesh, at: number): [number, number, number] {
  const index = (mesh.indices[at] ?? 0) * 3
  return [mesh.positions[index] ?? 0, mesh.positions[index + 1] ?? 0, mesh.positions[index + 2] ?? 0]
}

function triangles(mesh: Mesh) {
  return Array.from({ length: mesh.indices.length / 3 }, (_, index) =>
    [0, 1, 2].map((offset) => corner(mesh, index * 3 + offset)),
  )
}

/** Volume inside the triangles [m³]; negative when they face inward. */
function volume(mesh: Mesh): number {
  return triangles(mesh).reduce((sum, [a, b, c]) => {
    if (!a || !b || !c) return sum
    const cross = [b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]]
    return sum + (a[0] * (cross[0] ?? 0) + a[1] * (cross[1] ?? 0) + a[2] * (cross[2] ?? 0)) / 6
  }, 0)
}

/** Edges that are not met by the same edge in the other direction: 0 for a surface without a gap. */
function openEdges(mesh: Mesh): number {
  const balance = new Map<string, number>()
  const name = (point: number[] | undefined) => (point ?? []).map((value) => Math.round(value * 1e4) + 0).join(' ')
  for (const triangle of triangles(mesh))
    for (let side = 0; side < 3; side++) {
      const [from, to] = [name(triangle[side]), name(triangle[(side + 1) % 3])]
      if (from === to) continue
      const key = from < to ? `${from}|${to}` : `${to}|${from}`
      balance.set(key, (balance.get(key) ?? 0) + (from < to ? 1 : -1))
    }
  return [...balance.values()].filter((value) => value !== 0).length
}

/** Triangles whose vertex normals point to the other side than the triangle faces. */
function wrongNormals(mesh: Mesh): number {
  return triangles(mesh).filter(([a, b, c], index) => {
    if (!a || !b || !c) return true
    const [u, v] = [b.map((value, axis) => value - (a[axis] ?? 0)), c.map((value, axis) => value - (a[axis] ?? 0))]
    const face = [0, 1, 2].map((axis) => {
      const [next, after] = [(axis + 1) % 3, (axis + 2) % 3]
      return (u[next] ?? 0) * (v[after] ?? 0) - (u[after] ?? 0) * (v[next] ?? 0)
    })
    return [0, 1, 2].some((offset) => {
      const at = (mesh.indices[index * 3 + offset] ?? 0) * 3
      return face.reduce((sum, value, axis) => sum + value * (mesh.normals[at + axis] ?? 0), 0) < 0
    })
  }).length
}

const profiles: Readonly<Record<string, readonly [Profile, area: number]>> = {
  // area of a regular octagon on the circle: 8/2 · r² · sin 45°
  'round pipe': [circleProfile(0.5, 8), 4 * 0.25 * Math.SQRT1_2],
  duct: [rectangleProfile(-0.4, -0.3, 0.4, 0.3), 0.48],
  gallery: [galleryProfile([1.9, 3.2], 3, 0.3), (1.9 + 3.2 + 0.9) * 3.6 - (1.9 + 3.2) * 3],
  lining: [liningProfile(2, 0.5, 24, 0), 12 * Math.sin(Math.PI / 12) * (2.5 ** 2 - 2 ** 2)],
  'lining with a floor': [liningProfile(2, 0.5, 96, 1), liningWithFloor(96)],
  'deck with parapets': [deckProfile(12, 1.5, 1.1), 12 * 1.5 + 2 * 0.3 * 1.1],
}

/**
 * Around a circle of 2 m with a floor 1 m above its lowest point: the arc of 240° as a polygon of so many sides, and
 * the triangle from the floor to the middle.
 */
function liningWithFloor(sides: number): number {
  const outer = (sides / 2) * 2.5 ** 2 * Math.sin((2 * Math.PI) / sides)
  const arc = (sides / 2) * 2 ** 2 * Math.sin((4 * Math.PI) / 3 / sides)
  return outer - (arc + Math.sqrt(3))
}

describe('a swept section', () => {
  it.each(Object.entries(profiles))('%s encloses its area times its length', (_, [profile, area]) => {
    expect(volume(swept(straight, profile))).toBeCloseTo(10 * area, 3)
  })

  it.each(Object.entries(profiles))('%s faces outward everywhere', (_, [profile]) => {
    expect(wrongNormals(swept(straight, profile))).toBe(0)
  })

  it('has no gap at bends, drops and ends', () => {
    expect(openEdges(swept(bent, circleProfile(0.5, 8)))).toBe(0)
    expect(openEdges(swept(bent, rectangleProfile(-0.4, -0.3, 0.4, 0.3)))).toBe(0)
    expect(openEdges(swept(bent, eggProfile(0.8, 1.2, 12)))).toBe(0)
    expect(openEdges(swept(bent, deckProfile(3, 0.5, 1.1)))).toBe(0)
    expect(openEdges(swept(bent, liningProfile(1, 0.2, 24, 0.4)))).toBe(0)
  })

  it('turns back on itself without leaving its path', () => {
    const mesh = swept(Float64Array.of(0, 0, 0, 10, 0, 0, 0, 0.5, 0), circleProfile(0.25, 8))
    expect(openEdges(mesh)).toBe(0)
    expect(Math.max(...mesh.positions)).toBeLessThan(10.5)
  })

  it('keeps a duct upright after a drop', () => {
    const mesh = swept(
      Float64Array.of(0, 0, 0, 10, 0, 0, 10, 0, -5, 10, 10, -5),
      rectangleProfile(-0.4, -0.1, 0.4, 0.1),
    )
    const end = triangles(mesh)
      .flat()
      .filter((point) => (point[1] ?? 0) > 9.9)
    expect(Math.max(...end.map((point) => point[2]))).toBeCloseTo(-4.9, 5)
    expect(Math.max(...end.map((point) => point[0]))).toBeCloseTo(10.4, 5)
  })

  it('passes over repeated points', () => {
    const repeated = Float64Array.of(0, 0, 0, 0, 0, 0, 10, 0, 0, 10, 0, 0)
    expect(swept(repeated, circleProfile(0.5, 8))).toEqual(swept(straight, circleProfile(0.5, 8)))
  })

  it('without length writes nothing', () => {
    expect(swept(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1), circleProfile(0.5, 8)).vertexCount).toBe(0)
  })
})

it('an egg is as wide and high as it says, with its small end down', () => {
  const { outline } = eggProfile(0.8, 1.2, 64)
  const points = Array.from(
    { length: 64 },
    (_, index) => [outline[index * 4] ?? 0, outline[index * 4 + 1] ?? 0] as const,
  )
  expect(Math.max(...points.map(([x]) => x))).toBeCloseTo(0.4, 5)
  expect(Math.max(...points.map(([, y]) => y))).toBeCloseTo(0.6, 5)
  expect(Math.min(...points.map(([, y]) => y))).toBeCloseTo(-0.6, 5)
  const widest = points.find(([x]) => x > 0.3999)
  expect(widest?.[1]).toBeCloseTo(0.2, 5)
})

describe('a solid', () => {
  const place = Float64Array.of(3, 4, 5)
  // 1/6 · 8 · sin 45° · r² of each of the rings, as a prism and a frustum
  const octagon = 2 * Math.SQRT2
  const shoulder = (0.5 * (1 + 0.7 + 0.49)) / 3

  it('that is turned is closed, faces outward and has its true volume', () => {
    const manhole = turned(
      [
        [1, 0],
        [1, 0.75],
        [0.7, 1],
      ],
      8,
    )
    const mesh = drawn((writer) => drawSolid(writer, manhole, place, 0, [0, 0, 2], 0.5))
    expect(openEdges(mesh)).toBe(0)
    expect(volume(mesh)).toBeCloseTo(0.25 * octagon * (1.5 + shoulder), 6)
  })

  it('stands along its axis', () => {
    const mesh = drawn((writer) =>
      drawSolid(
        writer,
        turned(
          [
            [1, 0],
            [1, 1],
          ],
          6,
        ),
        place,
        0,
        [0.1, -0.2, 3],
        0.5,
      ),
    )
    const tops = triangles(mesh)
      .flat()
      .filter((point) => (point[2] ?? 0) > 7)
    const middle = [0, 1, 2].map((axis) => tops.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / tops.length)
    expect(middle[2]).toBeCloseTo(8, 1)
  })

  it('that is a ball is closed and faces outward', () => {
    const mesh = drawn((writer) => drawSolid(writer, icosahedron(), place, 0, [0, 0, 2], 2))
    expect([openEdges(mesh), wrongNormals(mesh)]).toEqual([0, 0])
    // 2.5361 r³
    expect(volume(mesh)).toBeCloseTo(2.5361 * 8, 3)
  })
})

describe('a prism', () => {
  const ring = (height: number, ...plan: number[]) =>
    Float64Array.from({ length: (plan.length / 2) * 3 }, (_, at) =>
      at % 3 === 2 ? height : (plan[Math.floor(at / 3) * 2 + (at % 3)] ?? 0),
    )
  const rings = (...plans: number[][]) => plans.map((plan) => ({ bottom: ring(1, ...plan), top: ring(4, ...plan) }))
  const outer = [0, 0, 10, 0, 10, 10, 0, 10]
  const hole = [2, 2, 4, 2, 4, 4, 2, 4]

  it.each([
    ['anticlockwise', outer, hole],
    ['clockwise and closed', [0, 0, 0, 10, 10, 10, 10, 0, 0, 0], [2, 2, 2, 4, 4, 4, 4, 2, 2, 2]],
  ])('with a hole, rings %s, encloses what is between them', (_, outside, inside) => {
    const mesh = drawn((writer) => expect(prism(writer, rings(outside, inside))).toBeNull())
    expect(volume(mesh)).toBeCloseTo(3 * 96, 3)
    expect([openEdges(mesh), wrongNormals(mesh)]).toEqual([0, 0])
  })

  it('with a hole that is only a line is drawn without it', () => {
    const mesh = drawn((writer) => prism(writer, rings(outer, [2, 2, 4, 2, 3, 2])))
    expect(volume(mesh)).toBeCloseTo(300, 3)
  })

  it('that crosses itself is refused and leaves nothing behind', () => {
    const mesh = drawn((writer) =>
      expect(prism(writer, rings([0, 0, 20, 20, 20, 0, 0, 10]))).toBe('ring-crosses-itself'),
    )
    expect(mesh.vertexCount).toBe(0)
  })
})
