import { expect, it } from 'vitest'
import { facets } from './facets.ts'
import { MeshWriter } from './mesh-writer.ts'

/** Three triangles in the plane: 0.5 m², 2 m² and one without area. */
const points = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 2, 0)
const indices = Uint32Array.of(0, 1, 2, 0, 3, 4, 0, 1, 3)

it('a triangle has the normal of its own plane, and one without area is passed over', () => {
  const writer = new MeshWriter()
  expect(facets(writer, points, indices)).toBe(2)
  const { normals, vertexCount } = writer.finish()
  expect(vertexCount).toBe(6)
  expect([...normals.subarray(0, 3)]).toEqual([0, 0, 1])
})
