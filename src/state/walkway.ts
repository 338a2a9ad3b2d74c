import { along } from '@turf/along'
import { length } from '@turf/length'
import { nearestPointOnLine } from '@turf/nearest-point-on-line'
import type { LonLat, LonLatHeight } from '../domain/geo/coordinates.ts'
import { planLength } from '../domain/geo/ellipsoid.ts'
import type { Asset } from '../ports/records.ts'
import type { Section, Viewpoint } from '../ports/scene.ts'

/** [m] above what one stands on; lower where there is no such headroom */
const EYE_HEIGHT = 1.6
const MOST_OF_HEADROOM = 0.8
/** on the round bottom of a tunnel one stands no farther from its middle than this, in radii */
const ROUND_FLOOR = 0.3
/** the eye keeps this far from walls and ends [m] */
const ARM = 0.4
/** under a bridge one stays off the abutments: share of its length at each end */
const ABUTMENT = 0.12
/** … and beside its piers, which stand in the middle: of the deck's width from the axis */
const BESIDE_PIERS = 0.4
/** at most this far under the underside of a deck [m] */
const BELOW_DECK = 2.5
/** the eye stands this far from a cut to see it whole [m] */
const CUT_DISTANCE = 9
const RADIANS = Math.PI / 180
const METRES_PER_DEGREE = 111_320

/** One of the ways beside one another: a cabin of a utility tunnel. */
export interface Lane {
  /** as in the record; null where there is only one way */
  readonly name: string | null
  /** from the axis to the right [m] */
  readonly offset: number
  /** of what one stands on [m]; null = open to the sides */
  readonly width: number | null
}

/** Where one can walk along a structure. */
export interface Walkway {
  readonly kind: 'gallery' | 'tunnel' | 'box' | 'bridge'
  /** the recorded axis */
  readonly path: readonly LonLatHeight[]
  /** of the axis in plan, on the ellipsoid [m] */
  readonly length: number
  /** chainages between which one may stand [m] */
  readonly from: number
  readonly to: number
  readonly lanes: readonly [Lane, ...Lane[]]
  /** what one stands on above the axis [m]; of a bridge its deck, which one hangs under */
  readonly floor: number
  /** of the eye above the axis [m] */
  readonly eye: number
  /** from the axis to the outer bottom and top [m] */
  readonly bottom: number
  readonly top: number
}

/** The way through a structure, or null where the record lacks the sizes that keep the eye out of walls. */
export function walkwayOf({ kind, discipline, attributes, path }: Asset): Walkway | null {
  const size = (name: string): number | null => {
    const value = attributes[name]
    return typeof value === 'number' && value > 0 ? value : null
  }
  const total = lengths(path).reduce((sum, part) => sum + part, 0)
  if (kind !== 'structure' || path.length < 2 || total < 2 * ARM) return null
  const way = { path, length: total, from: ARM, to: total - ARM }
  const [height, wall, thickness] = [size('height_m'), size('wall_m'), size('thickness_m')]
  const cabins = cabinsOf(String(attributes.cabins ?? ''))
  const [width, radius] = [size('width_m'), size('inner_radius_m')]
  if (height !== null && wall !== null) {
    const inside = { ...way, floor: 0, eye: eyeOver(height), bottom: -wall, top: height + wall }
    if (discipline !== 'gallery') return width === null ? null : { ...inside, kind: 'box', lanes: [only(width)] }
    const lanes = cabins.length > 0 ? lanesOf(cabins, wall) : null
    return lanes && { ...inside, kind: 'gallery', lanes }
  }
  if (radius !== null && thickness !== null) {
    const outer = radius + thickness
    const bed = size('floor_m') ?? 0
    const above = bed < 2 * radius ? bed : 0
    const floor = above - radius
    const eye = floor + eyeOver(2 * radius - above)
    const half = above > 0 ? Math.sqrt(radius ** 2 - floor ** 2) : ROUND_FLOOR * radius
    return { ...way, kind: 'tunnel', lanes: [only(2 * half)], floor, eye, bottom: -outer, top: outer }
  }
  if (discipline === 'bridge' && thickness !== null) {
    const clearance = size('clearance_m')
    const eye = -thickness - Math.min(BELOW_DECK, clearance === null ? BELOW_DECK : clearance / 2)
    const [from, to] = [ABUTMENT * total, (1 - ABUTMENT) * total]
    const lane = { ...only(null), offset: BESIDE_PIERS * (width ?? 0) }
    return { ...way, kind: 'bridge', from, to, lanes: [lane], floor: 0, eye, bottom: -thickness, top: 0 }
  }
  return null
}

/** The widest way is where one arrives. */
export function widestLane({ lanes }: Walkway): number {
  return lanes.reduce((best, lane, i) => ((lane.width ?? 0) > (lanes[best]?.width ?? 0) ? i : best), 0)
}

export function keptWithin({ from, to }: Walkway, station: number): number {
  return Math.min(Math.max(station, from), to)
}

/** The axis at a chainage [m]: its place, and its direction there [degrees clockwise from north]. */
export function axisAt({ path }: Walkway, station: number): { readonly at: LonLatHeight; readonly heading: number } {
  const parts = lengths(path)
  let rest = Math.max(0, station)
  let index = 0
  while (index + 1 < parts.length && rest > (parts[index] ?? 0)) {
    rest -= parts[index] ?? 0
    index += 1
  }
  const [from, to] = [path[index], path[index + 1]]
  if (!from || !to) throw new Error(`axisAt: a path of ${path.length} vertices, expected at least 2`)
  const share = Math.min(1, rest / Math.max(parts[index] ?? 0, 1e-9))
  // turf walks on a sphere: over one straight part the share of the way is the same as on the ellipsoid.
  const line = lineOf([from, to])
  const [lon = from.lon, lat = from.lat] = along(line, share * length(line)).geometry.coordinates
  const heading = bearing(from, to)
  return { at: { lon, lat, height: from.height + (to.height - from.height) * share }, heading }
}

/** The place on the floor at a chainage, set aside to the right of the axis [m]. */
export function floorAt(way: Walkway, station: number, offset: number): LonLatHeight {
  const { at, heading } = axisAt(way, station)
  return { ...moved(at, heading + 90, offset), height: at.height + way.floor }
}

/** The chainage [m] of the axis that is nearest to a place in plan. */
export function stationOf({ path }: Walkway, place: LonLat): number {
  const nearest = nearestPointOnLine(lineOf(path), [place.lon, place.lat])
  const index = Math.min(nearest.properties.segmentIndex, path.length - 2)
  const [lon = 0, lat = 0] = nearest.geometry.coordinates
  const vertex = path[index]
  const before = lengths(path).slice(0, index)
  return before.reduce((sum, part) => sum + part, 0) + (vertex ? planLength(vertex.lon, vertex.lat, lon, lat) : 0)
}

/** An eye in a lane at a chainage, `turn` degrees to the right of the axis. */
export function eyeAt(way: Walkway, station: number, lane: number, turn = 0, pitch = 0): Viewpoint {
  const { at, heading } = axisAt(way, keptWithin(way, station))
  const place = moved(at, heading + 90, way.lanes[lane]?.offset ?? 0)
  return { ...place, height: at.height + way.eye, heading: (heading + turn + 360) % 360, pitch }
}

/** A cut across the axis: what lies beyond it, in the direction of the axis, is taken away. */
export function sectionAt(way: Walkway, station: number): Section {
  const { at, heading } = axisAt(way, station)
  return { at: { ...at, height: at.height + way.eye }, heading, pitch: 0 }
}

/** Where one stands before a cut and looks back at it. */
export function viewOfSection(way: Walkway, station: number): Viewpoint {
  const { at, heading } = axisAt(way, station)
  const span = Math.max(way.top - way.bottom, way.kind === 'bridge' ? 12 : 6)
  const place = moved(at, heading, CUT_DISTANCE + span)
  return {
    ...place,
    height: at.height + (way.top + way.bottom) / 2 + 0.15 * span,
    heading: (heading + 180) % 360,
    pitch: -4,
  }
}

/** +1 when one looks along the axis at a chainage, −1 against it. */
export function facing(way: Walkway, station: number, heading: number): 1 | -1 {
  return Math.cos((heading - axisAt(way, station).heading) * RADIANS) >= 0 ? 1 : -1
}

/** Of the eye above the floor under so much headroom [m]. */
function eyeOver(headroom: number): number {
  return Math.min(EYE_HEIGHT, MOST_OF_HEADROOM * headroom)
}

function lanesOf(cabins: readonly { name: string; width: number }[], wall: number): [Lane, ...Lane[]] | null {
  const total = cabins.reduce((sum, { width }) => sum + width + wall, wall)
  let left = -total / 2 + wall
  const lanes = cabins.map(({ name, width }) => {
    const lane = { name, offset: left + width / 2, width }
    left += width + wall
    return lane
  })
  const [first, ...rest] = lanes
  return first ? [first, ...rest] : null
}

/** `燃气舱:1.9;综合舱:3.2` → names and clear widths [m], from left to right; [] when it does not read so. */
function cabinsOf(text: string): { name: string; width: number }[] {
  const cabins = text.split(';').map((part) => {
    const [name = '', width = ''] = part.split(':')
    return { name, width: Number(width) }
  })
  return cabins.every(({ width }) => width > 0) ? cabins : []
}

function only(width: number | null): Lane {
  return { name: null, offset: 0, width }
}

function lineOf(path: readonly LonLat[]) {
  const coordinates = path.map(({ lon, lat }) => [lon, lat])
  return { type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates } }
}

function lengths(path: readonly LonLat[]): number[] {
  return path.slice(1).map((to, i) => {
    const from = path[i] ?? to
    return planLength(from.lon, from.lat, to.lon, to.lat)
  })
}

function bearing(from: LonLat, to: LonLat): number {
  const east = (to.lon - from.lon) * Math.cos(((from.lat + to.lat) / 2) * RADIANS)
  return (((Math.atan2(east, to.lat - from.lat) / RADIANS) % 360) + 360) % 360
}

function moved({ lon, lat, height }: LonLatHeight, heading: number, metres: number): LonLatHeight {
  return {
    lon: lon + (metres * Math.sin(heading * RADIANS)) / (METRES_PER_DEGREE * Math.cos(lat * RADIANS)),
    lat: lat + (metres * Math.cos(heading * RADIANS)) / METRES_PER_DEGREE,
    height,
  }
}
