import type { Localized } from '../../src/domain/localized.ts'
import type { Geometry } from './layer.ts'

type Vertex = readonly number[]

/** A shape that cannot be read. */
export interface ShapeFault {
  readonly fault: Localized
}

const NO_DATA = -1e38
const DOUBLE = 8
const KINDS: Readonly<Record<number, 'point' | 'points' | 'lines' | 'rings'>> = {
  1: 'point',
  8: 'points',
  3: 'lines',
  5: 'rings',
}

/**
 * The geometry of one record of a .shp (ESRI 1998): points, multipoints, polylines and polygons, with Z and M; M is not
 * kept. Polygons are parted into outer rings (clockwise) with the holes that lie in them.
 *
 * @returns null for the null shape
 */
export function shapeGeometry(bytes: Buffer): Geometry | ShapeFault | null {
  if (bytes.length < 4) return cutShort()
  const type = bytes.readInt32LE(0)
  if (type === 0) return null
  const kind = KINDS[type % 10]
  const hasZ = type > 10 && type < 20
  if (kind === undefined || type > 28) {
    const fault = { zh: `未知的图形类型 ${type}，略去`, en: `unknown type of shape ${type}; left out` }
    return { fault }
  }
  try {
    if (kind === 'point') return { type: 'Point', coordinates: vertex(bytes, 4, hasZ ? 20 : null) }
    if (kind === 'points') {
      const count = bytes.readInt32LE(36)
      return { type: 'MultiPoint', coordinates: vertices(bytes, 40, count, hasZ) }
    }
    return partsOf(bytes, kind, hasZ)
  } catch (error) {
    if (error instanceof RangeError) return cutShort()
    throw error
  }
}

function cutShort(): ShapeFault {
  return { fault: { zh: '图形记录不完整，略去', en: 'the record of the shape is cut short; left out' } }
}

function partsOf(bytes: Buffer, kind: 'lines' | 'rings', hasZ: boolean): Geometry {
  const [parts, points] = [bytes.readInt32LE(36), bytes.readInt32LE(40)]
  const all = vertices(bytes, 44 + parts * 4, points, hasZ)
  const starts = Array.from({ length: parts }, (_, i) => bytes.readInt32LE(44 + i * 4))
  const chains = starts.map((start, i) => all.slice(start, starts[i + 1] ?? points))
  if (kind === 'rings') return polygonsOf(chains)
  const [only] = chains
  return chains.length === 1
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: chains }
}

function vertices(bytes: Buffer, from: number, count: number, hasZ: boolean): Vertex[] {
  // after the vertices: lowest and highest z, then one z a vertex
  const heights = from + count * 2 * DOUBLE + 2 * DOUBLE
  return Array.from({ length: count }, (_, i) =>
    vertex(bytes, from + i * 2 * DOUBLE, hasZ ? heights + i * DOUBLE : null),
  )
}

function vertex(bytes: Buffer, at: number, zAt: number | null): Vertex {
  const [x, y] = [bytes.readDoubleLE(at), bytes.readDoubleLE(at + DOUBLE)]
  const z = zAt === null ? NO_DATA : bytes.readDoubleLE(zAt)
  return z > NO_DATA ? [x, y, z] : [x, y]
}

function polygonsOf(rings: readonly Vertex[][]): Geometry {
  const outer = rings.filter((ring) => signedArea(ring) <= 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => signedArea(ring) > 0)) {
    const home = outer.find(([ring]) => ring !== undefined && holds(ring, hole[0] ?? []))
    // a ring wound the other way that lies in no other is an outer one of a careless writer
    if (home) home.push(hole)
    else outer.push([hole])
  }
  return outer.length === 1 ? { type: 'Polygon', coordinates: outer[0] } : { type: 'MultiPolygon', coordinates: outer }
}

function signedArea(ring: readonly Vertex[]): number {
  let sum = 0
  ring.forEach(([x = 0, y = 0], i) => {
    const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? []
    sum += x * nextY - nextX * y
  })
  return sum / 2
}

function holds(ring: readonly Vertex[], [x = 0, y = 0]: Vertex): boolean {
  let isInside = false
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? []
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside
  })
  return isInside
}
