import { ASSET_KINDS } from '../asset/asset.ts'
import { type AssetIndex, pathOf } from '../asset/asset-index.ts'
import { disciplines } from '../disciplines/index.ts'
import type { LonLatHeight } from '../geo/coordinates.ts'
import type { Crs } from '../geo/crs.ts'
import type { LeakQuestion } from './leak-question.ts'

type Neighbour = LeakQuestion['neighbours'][number]

/** Beyond it nothing of a leak is felt within a week [m]: heat goes about 1.3 m by itself, water fills at most the cover. */
export const NEIGHBOUR_REACH = 5
/** Of a heat pipe whose ground nobody levelled, from its axis up [m]: what the question of a leak takes too. */
const USUAL_DEPTH = 1.4
const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180

/** What is in danger when it is warmed; the material of a gas pipe is not drawn, so each counts as polyethylene. */
const KINDS: Readonly<Record<string, Neighbour['kind']>> = { power: 'cable', telecom: 'cable', gas: 'pe-gas' }

/** Where a heat pipe leaks. */
export interface HeatLeakPlace {
  readonly gid: number
  /** of its length from its first end */
  readonly share: number
  /** level of the ground there, H [m]; null = not known */
  readonly ground: number | null
}

/**
 * Cables and gas pipes near a leak, where each lies nearest to it, the nearest first. Depths are those of the drawing below
 * the ground at the leak, which is taken as level.
 *
 * @param reach  in plan [m]
 * @returns  [] also where the pipe is not drawn
 */
export function neighboursOf(
  index: AssetIndex,
  { gid, share, ground }: HeatLeakPlace,
  crs: Crs,
  reach = NEIGHBOUR_REACH,
): Neighbour[] {
  const leak = along(pathOf(index, gid), share)
  if (!leak) return []
  const kindOf = disciplines.map(({ id }) => KINDS[id])
  const line = ASSET_KINDS.indexOf('line')
  const level = ground ?? leak.height + USUAL_DEPTH
  const found: { readonly neighbour: Neighbour; readonly distance: number }[] = []
  for (let other = 1; other < index.discipline.length; other++) {
    const kind = kindOf[index.discipline[other] ?? 0]
    if (kind === undefined || index.kind[other] !== line || other === gid || !index.ids.has(other)) continue
    const nearest = nearestOn(index, other, leak, reach)
    if (!nearest) continue
    const [x, y] = crs.fromLonLat(nearest.at.lon, nearest.at.lat)
    const neighbour = { id: index.ids.at(other) ?? '', gid: other, kind, at: [x, y, level - nearest.at.height] }
    found.push({ neighbour: neighbour as Neighbour, distance: nearest.distance })
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.neighbour.gid - b.neighbour.gid)
    .map((each) => each.neighbour)
}

/** Level of the ground at a share of a line, of what its record tells of its ends; null = nothing. */
export function groundAlong(start: number | null, end: number | null, share: number): number | null {
  if (start === null || end === null) return start ?? end
  return start + share * (end - start)
}

/** At a share of the plan length of a path; null of an empty one. */
function along(path: readonly LonLatHeight[], share: number): LonLatHeight | null {
  const pieces = path.slice(1).map((to, i) => ({ from: path[i] ?? to, to }))
  const lengths = pieces.map(({ from, to }) => Math.hypot(...metres(from, to)))
  let rest = share * lengths.reduce((sum, length) => sum + length, 0)
  for (const [i, { from, to }] of pieces.entries()) {
    const length = lengths[i] ?? 0
    if (rest <= length || i === pieces.length - 1) return between(from, to, length > 0 ? Math.min(1, rest / length) : 0)
    rest -= length
  }
  return path[0] ?? null
}

/** The place of a line that is nearest in plan; null = beyond reach. */
function nearestOn(index: AssetIndex, gid: number, leak: LonLatHeight, reach: number) {
  let nearest: { at: LonLatHeight; distance: number } | null = null
  const [first, last] = [index.pathStart[gid] ?? 0, (index.pathStart[gid + 1] ?? 0) - 1]
  const vertex = (at: number): LonLatHeight => ({
    lon: index.path[3 * at] ?? 0,
    lat: index.path[3 * at + 1] ?? 0,
    height: index.path[3 * at + 2] ?? 0,
  })
  for (let at = first; at < last; at++) {
    const [from, to] = [vertex(at), vertex(at + 1)]
    const [[ax, ay], [bx, by]] = [metres(leak, from), metres(leak, to)]
    // most pieces lie elsewhere in the city
    if (Math.min(ax, bx) > reach || Math.max(ax, bx) < -reach || Math.min(ay, by) > reach || Math.max(ay, by) < -reach)
      continue
    const [dx, dy] = [bx - ax, by - ay]
    const square = dx * dx + dy * dy
    const share = square > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square)) : 0
    const distance = Math.hypot(ax + share * dx, ay + share * dy)
    if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { at: between(from, to, share), distance }
  }
  return nearest
}

/** East and north of a place from another that is near [m]. */
function metres(from: LonLatHeight, to: LonLatHeight): [east: number, north: number] {
  return [
    (to.lon - from.lon) * METRES_PER_DEGREE * Math.cos(from.lat * RADIANS),
    (to.lat - from.lat) * METRES_PER_DEGREE,
  ]
}

function between(a: LonLatHeight, b: LonLatHeight, share: number): LonLatHeight {
  const mix = (from: number, to: number) => from + share * (to - from)
  return { lon: mix(a.lon, b.lon), lat: mix(a.lat, b.lat), height: mix(a.height, b.height) }
}
