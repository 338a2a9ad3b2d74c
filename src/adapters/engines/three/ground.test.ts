import { Vector3 } from 'three'
import { expect, it } from 'vitest'
import type { Frame } from './frame.ts'
import { createGroundMesh } from './ground.ts'
import type { Shared } from './shading.ts'

const BOUNDS = [120, 36, 120.01, 36.01] as const
/** a plane in which a degree is a metre */
const FRAME = {
  toLocal: ({ lon, lat, height }: { lon: number; lat: number; height: number }) => new Vector3(lon, lat, height),
} as Frame

it('what lies on the ground lies on its triangles as they are drawn', () => {
  const [columns, rows] = [3, 3]
  const height = Float32Array.of(0, 4, 1, 7, 2, 9, 3, 5, 8)
  const ground = createGroundMesh(FRAME, [...BOUNDS], { bounds: BOUNDS, columns, rows, height }, {} as Shared)
  const position = ground.mesh.geometry.getAttribute('position')
  const index = ground.mesh.geometry.getIndex()
  for (let i = 0; i < (index?.count ?? 0); i += 3) {
    const corners = [0, 1, 2].map((corner) => new Vector3().fromBufferAttribute(position, index?.getX(i + corner) ?? 0))
    const inside = corners.reduce(
      (sum, corner, k) => sum.addScaledVector(corner, [0.5, 0.3, 0.2][k] ?? 0),
      new Vector3(),
    )
    // positions are 32-bit: a degree of 120 is kept to 8 millionths
    expect(ground.heightAt(inside.x, inside.y)).toBeCloseTo(inside.z, 1)
  }
})
