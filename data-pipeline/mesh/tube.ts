import type { MeshWriter } from './mesh-writer.ts'

/** Steeper than this a plane has no level direction of its own (sine of 82°). */
const NEARLY_LEVEL_PLANE = 0.99
/** A sharp bend turned further than this needs one more ring [cosine of 60°]. */
const WIDE_TURN = 0.5
/** Rings whose first corners differ by less than this lie in one row already (cosine of half a side of eight). */
const IN_ROW = 0.93

/** How one end of a tube is closed. */
export interface TubeEnd {
  /** unit normal of the plane in which it ends, along the path */
  x: number
  y: number
  z: number
  /** the bend is too sharp for a mitre: rings turn about the end point into the plane */
  isElbow: boolean
  isCapped: boolean
}

// The ring before, and the one in work: kept here because an object a ring would cost more than the ring.
let side = { x: 1, y: 0, z: 0 }
let ringStart = 0

/**
 * Writes a round pipe along a path as a ring of corners at each vertex; where two vertices follow each other closely or
 * far apart makes no difference. Two tubes of one radius that end in one plane at one point have there the same
 * corners, so nothing gapes between them.
 *
 * @param axis  east, north, up triples [m]
 * @param from  index of the first number of the path
 * @param vertices  ≥ 2, no two in a row in one place
 * @param radius  [m], > 0
 * @param sides  4 or 8: an even number, so that rings seen from both sides are one
 */
export function tube(
  writer: MeshWriter,
  axis: Float64Array,
  from: number,
  vertices: number,
  radius: number,
  sides: 4 | 8,
  start: TubeEnd,
  end: TubeEnd,
): void {
  writer.reserve((vertices + 6) * sides, (vertices + 5) * sides * 6)
  const last = from + 3 * (vertices - 1)
  let [x, y, z] = direction(axis, from)
  let isFirst = true
  const firstRing = writer.vertexCount
  const ring = (at: number, nx: number, ny: number, nz: number, form: RingForm) => {
    writeRing(writer, axis, at, nx, ny, nz, x, y, z, radius, sides, form, isFirst)
    isFirst = false
  }
  if (start.isElbow) {
    ring(from, start.x, start.y, start.z, 'ball')
    if (turn(start, x, y, z) < WIDE_TURN) halfWay(start, x, y, z, (a, b, c) => ring(from, a, b, c, 'ball'))
    ring(from, x, y, z, 'ball')
  } else ring(from, start.x, start.y, start.z, 'end')
  if (start.isCapped) cap(writer, firstRing, sides, start, -1)
  for (let at = from + 3; at < last; at += 3) {
    const [nextX, nextY, nextZ] = direction(axis, at)
    const length = Math.sqrt((x + nextX) ** 2 + (y + nextY) ** 2 + (z + nextZ) ** 2)
    // A path that turns back on itself by more than 150° has no mitre within reach.
    if (length < 0.5) ring(at, x, y, z, 'ball')
    else ring(at, (x + nextX) / length, (y + nextY) / length, (z + nextZ) / length, 'bend')
    x = nextX
    y = nextY
    z = nextZ
    if (length < 0.5) ring(at, x, y, z, 'ball')
  }
  if (end.isElbow) {
    ring(last, x, y, z, 'ball')
    if (turn(end, x, y, z) < WIDE_TURN) halfWay(end, x, y, z, (a, b, c) => ring(last, a, b, c, 'ball'))
    ring(last, end.x, end.y, end.z, 'ball')
  } else ring(last, end.x, end.y, end.z, 'end')
  if (end.isCapped) cap(writer, writer.vertexCount - sides, sides, end, 1)
}

/** 'end': normals of the cylinder; 'bend': a mitre shaded smoothly; 'ball': a circle whatever the tangent. */
type RingForm = 'end' | 'bend' | 'ball'

function direction(axis: Float64Array, at: number): [number, number, number] {
  const x = (axis[at + 3] ?? 0) - (axis[at] ?? 0)
  const y = (axis[at + 4] ?? 0) - (axis[at + 1] ?? 0)
  const z = (axis[at + 5] ?? 0) - (axis[at + 2] ?? 0)
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}

function turn(end: TubeEnd, x: number, y: number, z: number): number {
  return end.x * x + end.y * y + end.z * z
}

function halfWay(end: TubeEnd, x: number, y: number, z: number, use: (x: number, y: number, z: number) => void): void {
  const [sumX, sumY, sumZ] = [end.x + x, end.y + y, end.z + z]
  const length = Math.sqrt(sumX * sumX + sumY * sumY + sumZ * sumZ)
  use(sumX / length, sumY / length, sumZ / length)
}

const CIRCLE = { 4: circle(4), 8: circle(8) } as const

/** Cosine and sine of the corners, twice around. */
function circle(sides: number): Float64Array {
  const table = new Float64Array(4 * sides)
  for (let k = 0; k < 2 * sides; k++) {
    table[2 * k] = Math.cos((2 * Math.PI * k) / sides)
    table[2 * k + 1] = Math.sin((2 * Math.PI * k) / sides)
  }
  return table
}

/** Writes the corners in the plane with normal n at a point of a pipe with tangent t, and the faces from the ring before. */
function writeRing(
  writer: MeshWriter,
  axis: Float64Array,
  at: number,
  nx: number,
  ny: number,
  nz: number,
  tx: number,
  ty: number,
  tz: number,
  radius: number,
  sides: 4 | 8,
  form: RingForm,
  isFirst: boolean,
): void {
  const [east, north, up] = [axis[at] ?? 0, axis[at + 1] ?? 0, axis[at + 2] ?? 0]
  // u: level, to the right of n; v: upwards.
  let [ux, uy, uz] = [ny, -nx, 0]
  if (nz > NEARLY_LEVEL_PLANE || nz < -NEARLY_LEVEL_PLANE) [ux, uy, uz] = [1 - nx * nx, -nx * ny, -nx * nz]
  const size = Math.sqrt(ux * ux + uy * uy + uz * uz)
  ux /= size
  uy /= size
  uz /= size
  const vx = uy * nz - uz * ny
  const vy = uz * nx - ux * nz
  const vz = ux * ny - uy * nx
  const shift = isFirst ? 0 : firstCorner(ux, uy, uz, vx, vy, vz, sides)
  // m: the way of the tangent in the plane; along it the circle is drawn out to the ellipse of the cylinder.
  const cosine = nx * tx + ny * ty + nz * tz
  let [mx, my, mz] = [tx - cosine * nx, ty - cosine * ny, tz - cosine * nz]
  const lean = Math.sqrt(mx * mx + my * my + mz * mz)
  const isDrawnOut = form !== 'ball' && lean > 1e-9 && cosine > 0.05
  const stretch = isDrawnOut ? 1 / cosine - 1 : 0
  if (isDrawnOut) {
    mx /= lean
    my /= lean
    mz /= lean
  }
  const { positions, normals, features, feature } = writer
  const table = CIRCLE[sides]
  const first = writer.vertexCount
  for (let corner = 0, to = 3 * first, k = 2 * shift; corner < sides; corner++, to += 3, k += 2) {
    const [cos, sin] = [table[k] ?? 0, table[k + 1] ?? 0]
    // of length 1, in the plane
    const ox = cos * ux + sin * vx
    const oy = cos * uy + sin * vy
    const oz = cos * uz + sin * vz
    const reach = (ox * mx + oy * my + oz * mz) * stretch
    const px = ox + reach * mx
    const py = oy + reach * my
    const pz = oz + reach * mz
    positions[to] = east + radius * px
    positions[to + 1] = north + radius * py
    positions[to + 2] = up + radius * pz
    if (form === 'end') {
      const along = px * tx + py * ty + pz * tz
      normals[to] = px - along * tx
      normals[to + 1] = py - along * ty
      normals[to + 2] = pz - along * tz
    } else {
      normals[to] = ox
      normals[to + 1] = oy
      normals[to + 2] = oz
    }
    features[first + corner] = feature
  }
  writer.vertexCount = first + sides
  // The first corner of this ring is the table's corner `shift`: the next one starts from it.
  const [cos, sin] = [table[2 * shift] ?? 1, table[2 * shift + 1] ?? 0]
  side = { x: cos * ux + sin * vx, y: cos * uy + sin * vy, z: cos * uz + sin * vz }
  if (!isFirst) writeFaces(writer, ringStart, first, sides)
  ringStart = first
}

/** The corner of a ring that lies nearest to the first corner of the ring before. */
function firstCorner(ux: number, uy: number, uz: number, vx: number, vy: number, vz: number, sides: number): number {
  const alongU = side.x * ux + side.y * uy + side.z * uz
  if (alongU > IN_ROW) return 0
  const alongV = side.x * vx + side.y * vy + side.z * vz
  return (Math.round((Math.atan2(alongV, alongU) * sides) / (2 * Math.PI)) + sides) % sides
}

function writeFaces(writer: MeshWriter, a: number, b: number, sides: number): void {
  const { indices } = writer
  let at = writer.indexCount
  for (let corner = 0; corner < sides; corner++) {
    const next = corner + 1 === sides ? 0 : corner + 1
    indices[at] = a + corner
    indices[at + 1] = b + corner
    indices[at + 2] = b + next
    indices[at + 3] = a + corner
    indices[at + 4] = b + next
    indices[at + 5] = a + next
    at += 6
  }
  writer.indexCount = at
}

/** Closes a ring: `facing` −1 at the start of the path, 1 at its end. */
function cap(writer: MeshWriter, ring: number, sides: number, { x, y, z }: TubeEnd, facing: -1 | 1): void {
  const { positions } = writer
  const first = writer.vertexCount
  for (let corner = 0; corner < sides; corner++) {
    const at = 3 * (ring + corner)
    writer.vertex(
      positions[at] ?? 0,
      positions[at + 1] ?? 0,
      positions[at + 2] ?? 0,
      facing * x,
      facing * y,
      facing * z,
    )
  }
  for (let corner = 2; corner < sides; corner++)
    if (facing < 0) writer.triangle(first, first + corner - 1, first + corner)
    else writer.triangle(first, first + corner, first + corner - 1)
}
