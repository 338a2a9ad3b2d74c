import { type Matrix, type Point, transform } from './matrix.ts'

const SEMI_MAJOR = 6378137
const FLATTENING = 1 / 298.257223563

export interface BoundingVolume {
  readonly box?: readonly number[] | undefined
  readonly region?: readonly number[] | undefined
  readonly sphere?: readonly number[] | undefined
}

/**
 * A bounding volume in Earth-centred metres. Gives how far a point lies outside [m]; 0 or less is inside.
 */
export interface Volume {
  readonly kind: 'box' | 'region' | 'sphere'
  outside(point: Point): number
  /** points whose being inside another volume of the same kind means that all of this one is; null when there are none */
  readonly corners: readonly Point[] | null
}

/** Builds the test of a bounding volume under the tile's transform; null for kinds that are not known here. */
export function volumeOf(volume: BoundingVolume, matrix: Matrix): Volume | null {
  // A region is given in longitude and latitude: transforms do not move it.
  if (volume.region) return region(volume.region)
  if (volume.box) return box(volume.box, matrix)
  if (volume.sphere) return sphere(volume.sphere, matrix)
  return null
}

function box(numbers: readonly number[], matrix: Matrix): Volume {
  const at = (index: number): Point => [numbers[index] ?? 0, numbers[index + 1] ?? 0, numbers[index + 2] ?? 0]
  const center = transform(matrix, at(0))
  const axes = [3, 6, 9].map((start) => {
    const [x, y, z] = at(start)
    const end = transform(matrix, [at(0)[0] + x, at(0)[1] + y, at(0)[2] + z])
    return [end[0] - center[0], end[1] - center[1], end[2] - center[2]] as const
  })
  const corners = [-1, 1].flatMap((a) =>
    [-1, 1].flatMap((b) =>
      [-1, 1].map((c): Point => {
        const along = (axis: 0 | 1 | 2) =>
          center[axis] + [a, b, c].reduce((sum, sign, index) => sum + sign * (axes[index]?.[axis] ?? 0), 0)
        return [along(0), along(1), along(2)]
      }),
    ),
  )
  return {
    kind: 'box',
    corners,
    outside([x, y, z]) {
      let most = Number.NEGATIVE_INFINITY
      for (const [ax, ay, az] of axes) {
        const half = Math.hypot(ax, ay, az)
        const along = (x - center[0]) * ax + (y - center[1]) * ay + (z - center[2]) * az
        most = Math.max(most, Math.abs(along) / (half || 1) - half)
      }
      return most
    },
  }
}

function sphere(numbers: readonly number[], matrix: Matrix): Volume {
  const [x = 0, y = 0, z = 0, radius = 0] = numbers
  const center = transform(matrix, [x, y, z])
  const scales = [0, 4, 8].map((at) => Math.hypot(matrix[at] ?? 0, matrix[at + 1] ?? 0, matrix[at + 2] ?? 0))
  const reach = radius * Math.max(...scales)
  const corners = [0, 1, 2].flatMap((axis) =>
    [-reach, reach].map((step): Point => {
      const moved: [number, number, number] = [...center]
      moved[axis] = (moved[axis] ?? 0) + step
      return moved
    }),
  )
  return {
    kind: 'sphere',
    corners,
    outside: (point) => Math.hypot(point[0] - center[0], point[1] - center[1], point[2] - center[2]) - reach,
  }
}

function region([west = 0, south = 0, east = 0, north = 0, low = 0, high = 0]: readonly number[]): Volume {
  // Across the antimeridian west is larger than east.
  const width = (east - west + 2 * Math.PI) % (2 * Math.PI) || (east === west ? 0 : 2 * Math.PI)
  return {
    kind: 'region',
    corners: [west, west + width].flatMap((lon) =>
      [south, north].flatMap((lat) => [low, high].map((height) => toEcef(lon, lat, height))),
    ),
    outside(point) {
      const [lon, lat, height] = toGeodetic(point)
      const middle = west + width / 2
      const turn = Math.abs(Math.atan2(Math.sin(lon - middle), Math.cos(lon - middle))) - width / 2
      return Math.max(
        turn * SEMI_MAJOR * Math.cos(lat),
        (south - lat) * SEMI_MAJOR,
        (lat - north) * SEMI_MAJOR,
        low - height,
        height - high,
      )
    },
  }
}

function toEcef(lon: number, lat: number, height: number): Point {
  const squared = FLATTENING * (2 - FLATTENING)
  const prime = SEMI_MAJOR / Math.sqrt(1 - squared * Math.sin(lat) ** 2)
  return [
    (prime + height) * Math.cos(lat) * Math.cos(lon),
    (prime + height) * Math.cos(lat) * Math.sin(lon),
    (prime * (1 - squared) + height) * Math.sin(lat),
  ]
}

/** Longitude, latitude [radians] and ellipsoidal height [m]; Bowring's formula, below 1 µm near the ground. */
function toGeodetic([x, y, z]: Point): Point {
  const semiMinor = SEMI_MAJOR * (1 - FLATTENING)
  const squared = FLATTENING * (2 - FLATTENING)
  const second = squared / (1 - squared)
  const distance = Math.hypot(x, y)
  const angle = Math.atan2(z * SEMI_MAJOR, distance * semiMinor)
  const lat = Math.atan2(
    z + second * semiMinor * Math.sin(angle) ** 3,
    distance - squared * SEMI_MAJOR * Math.cos(angle) ** 3,
  )
  const prime = SEMI_MAJOR / Math.sqrt(1 - squared * Math.sin(lat) ** 2)
  // Right at the poles too, where distance / cos would divide by nothing.
  const height = distance * Math.cos(lat) + z * Math.sin(lat) - (SEMI_MAJOR * SEMI_MAJOR) / prime
  return [Math.atan2(y, x), lat, height]
}
