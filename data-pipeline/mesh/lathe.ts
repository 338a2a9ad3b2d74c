import type { MeshWriter } from './mesh-writer.ts'

/** A turned body of height 1 on its base: radius and height of each ring from below, radius 1 the widest. */
export interface LatheProfile {
  readonly rings: readonly (readonly [radius: number, height: number])[]
  readonly sides: number
}

/**
 * A standing body, closed above and below.
 *
 * @param base  east, north, up [m]
 * @param axis  from the base to the top [m]
 * @param radius  [m], > 0
 */
export function lathe(
  writer: MeshWriter,
  { rings, sides }: LatheProfile,
  base: readonly [number, number, number],
  axis: readonly [number, number, number],
  radius: number,
): void {
  const height = Math.hypot(...axis)
  const [x, y, z] = [axis[0] / height, axis[1] / height, axis[2] / height]
  // two level directions square to the axis, which stands almost upright
  const level = Math.hypot(z, x)
  const [ux, uy, uz] = [z / level, 0, -x / level]
  const [vx, vy, vz] = [y * uz - z * uy, z * ux - x * uz, x * uy - y * ux]
  const ring = (at: number, facing: number): number => {
    const [share = 0, up = 0] = rings[at] ?? []
    const first = writer.vertexCount
    for (let corner = 0; corner < sides; corner++) {
      const angle = (2 * Math.PI * corner) / sides
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const [dx, dy, dz] = [cos * ux + sin * vx, cos * uy + sin * vy, cos * uz + sin * vz]
      const reach = share * radius
      const [east, north, above] = [base[0] + up * axis[0], base[1] + up * axis[1], base[2] + up * axis[2]]
      if (facing === 0) writer.vertex(east + reach * dx, north + reach * dy, above + reach * dz, dx, dy, dz)
      else
        writer.vertex(
          ...([east + reach * dx, north + reach * dy, above + reach * dz] as const),
          ...([facing * x, facing * y, facing * z] as const),
        )
    }
    return first
  }
  let below = ring(0, 0)
  for (let at = 1; at < rings.length; at++) {
    const above = ring(at, 0)
    for (let corner = 0; corner < sides; corner++) {
      const next = (corner + 1) % sides
      writer.triangle(below + corner, below + next, above + next)
      writer.triangle(below + corner, above + next, above + corner)
    }
    below = above
  }
  const [top, bottom] = [ring(rings.length - 1, 1), ring(0, -1)]
  for (let corner = 2; corner < sides; corner++) {
    writer.triangle(top, top + corner - 1, top + corner)
    writer.triangle(bottom, bottom + corner, bottom + corner - 1)
  }
}
