import type { Random } from './random.ts'
import { crossing, placeOn, type Street } from './streets.ts'
import type { Origin, SurveyPoint, SurveyTable } from './survey-table.ts'

/** A node of a main on its street, in drawing order. */
export interface CorridorNode {
  readonly point: SurveyPoint
  readonly kind: 'end' | 'crossing' | 'leg' | 'bank' | 'middle'
}

export interface Corridor {
  readonly street: Street
  readonly nodes: readonly CorridorNode[]
}

export interface CorridorOptions {
  readonly streets: readonly Street[]
  offset(street: Street): number
  origin(street: Street): Origin
  /** mean distance between nodes [m] */
  readonly spacing: number
  /** distance of a node on every leg of a crossing from the crossing [m]; 0 for none */
  readonly leg: number
  readonly random: Random
}

interface Stop {
  readonly station: number
  readonly kind: CorridorNode['kind']
  readonly shared?: { readonly other: Street; readonly station: number }
}

/**
 * Places the nodes of one network's mains along streets: where two of its streets cross, their offset lines share one
 * node, so the network is joined there; on a bridge there is no node between the two banks.
 */
export function layCorridors(table: SurveyTable, options: CorridorOptions): Corridor[] {
  const shared = new Map<string, SurveyPoint>()
  return options.streets.map((street) => {
    const offset = options.offset(street)
    const nodes = fill(stopsOf(street, options), street, options).map((stop): CorridorNode => {
      const where = { street, station: stop.station, offset, origin: options.origin(street) }
      if (!stop.shared) return { point: table.point(placeOn(street, stop.station, offset), where), kind: stop.kind }
      const key = [street.id, stop.shared.other.id].sort().join('/')
      const point = shared.get(key) ?? table.point(placeOn(street, stop.station, offset), where)
      shared.set(key, point)
      return { point, kind: stop.kind }
    })
    return { street, nodes }
  })
}

function stopsOf(street: Street, options: CorridorOptions): Stop[] {
  const stops: Stop[] = []
  for (const other of options.streets) {
    if (other === street) continue
    const meeting = crossing(street, options.offset(street), other, options.offset(other))
    if (!meeting) continue
    stops.push({ station: meeting.a, kind: 'crossing', shared: { other, station: meeting.b } })
    if (options.leg > 0) {
      stops.push({ station: meeting.a - options.leg, kind: 'leg' }, { station: meeting.a + options.leg, kind: 'leg' })
    }
  }
  if (street.river) {
    const [west, east] = street.river
    stops.push({ station: west, kind: 'bank' }, { station: east, kind: 'bank' })
  }
  const isFree = (station: number) => stops.every((stop) => Math.abs(stop.station - station) > 14)
  for (const station of [0, street.length]) if (isFree(station)) stops.push({ station, kind: 'end' })
  return stops
    .filter((stop) => stop.station >= 0 && stop.station <= street.length)
    .sort((a, b) => a.station - b.station)
}

function fill(stops: readonly Stop[], street: Street, { spacing, random }: CorridorOptions): Stop[] {
  return stops.flatMap((stop, i) => {
    const next = stops[i + 1]
    if (!next) return [stop]
    const isOverRiver = stop.station === street.river?.[0]
    const gap = next.station - stop.station
    const parts = isOverRiver ? 1 : Math.max(1, Math.round(gap / spacing))
    const middles = Array.from({ length: parts - 1 }, (_, k): Stop => {
      const shift = random.between(-0.12, 0.12) * (gap / parts)
      return { station: stop.station + (gap * (k + 1)) / parts + shift, kind: 'middle' }
    })
    return [stop, ...middles]
  })
}

/** Calls back for every two neighbouring nodes. */
export function pairs(nodes: readonly CorridorNode[], make: (start: CorridorNode, end: CorridorNode) => void): void {
  for (let i = 1; i < nodes.length; i++) {
    const start = nodes[i - 1]
    const end = nodes[i]
    if (start && end && start.point !== end.point) make(start, end)
  }
}

/** Hung under the bridge between two banks, else laid in the ground. */
export function burialOf(start: CorridorNode, end: CorridorNode): string {
  return start.kind === 'bank' && end.kind === 'bank' ? 'SJ' : 'ZM'
}

/** The mid-block node nearest to a station: taps never sit on valves or crossings. */
export function nearestMiddle(nodes: readonly CorridorNode[], station: number): SurveyPoint | undefined {
  let best: SurveyPoint | undefined
  for (const { point, kind } of nodes) {
    if (kind !== 'middle') continue
    if (!best || Math.abs(point.station - station) < Math.abs(best.station - station)) best = point
  }
  return best
}
