import { aLine, aPoint } from '../check/a-survey.ts'
import { placeShard } from '../shard/place-shard.ts'
import { planeOf } from '../shard/plane.ts'
import type { Shard } from '../shard/shard.ts'
import { shardAt, shardMiddle } from '../shard/shard-grid.ts'
import { LineRows } from '../store/line-rows.ts'
import { Names } from '../store/names.ts'
import { PointRows } from '../store/point-rows.ts'
import type { SurveyLine, SurveyPoint } from '../survey.ts'

/** the middle of a shard: places of tests are metres east and north of it, roughly */
export const HOME = { lon: 117.5125, lat: 30.5125 }
const WATER = 0

/** Longitude and latitude of metres east and north of `HOME`. */
export function homePlace(x: number, y: number) {
  return { x, y, lon: HOME.lon + x / 95_900, lat: HOME.lat + y / 110_900 }
}

type LineInput = Partial<Omit<SurveyLine, 'path'>> & {
  /** keys of the points at both ends */
  readonly from: string
  readonly to: string
  /** H of the axis at both ends [m] */
  readonly levels?: readonly [number, number]
  /** east, north of vertices between the points [m] */
  readonly between?: readonly (readonly [number, number])[]
}

/** A shard of named points and the lines between them; its crowns lie so that the axis has the levels asked for. */
export function aShard() {
  const places = new Map<string, { number: number; x: number; y: number }>()
  const names = new Names()
  const [lines, points] = [new LineRows(), new PointRows()]
  const builder = {
    point(key: string, x: number, y: number, more: Partial<SurveyPoint> = {}) {
      places.set(key, { number: points.count, x, y })
      const point = { ...aPoint({ key }), ground: null, bottom: null, feature: null, appurtenance: null }
      points.push({ ...point, ...homePlace(x, y), ...more }, points.count, WATER, names)
      return builder
    },
    line({ from, to, levels = [-2, -2], between = [], ...more }: LineInput) {
      const [a, b] = [places.get(from), places.get(to)]
      if (!a || !b) throw new Error(`aShard: no point ${a ? to : from}`)
      const section = more.section ?? { kind: 'circle', width: 0.3, height: 0.3 }
      const crown = (axis: number) => ({ ground: null, depth: null, level: axis + section.height / 2 })
      const line: SurveyLine = {
        ...aLine({ key: `${from}~${to}~1` }),
        startPoint: from,
        endPoint: to,
        path: [[a.x, a.y] as const, ...between, [b.x, b.y] as const].map(([x, y]) => homePlace(x, y)),
        start: crown(levels[0]),
        end: crown(levels[1]),
        reference: 'crown',
        wall: null,
        ...more,
        section,
      }
      lines.push(line, lines.count, WATER, [a.number, b.number], names)
      return builder
    },
    build(city = 'demo'): Shard {
      return shardOf(city, names, lines, points)
    },
  }
  return builder
}

/** A shard whose rows are all its own; gids in the order of rows, lines first. */
export function shardOf(city: string, names: Names, lines: LineRows, points: PointRows): Shard {
  const lineGids = Uint32Array.from({ length: lines.count }, (_, row) => row + 1)
  const pointGids = Uint32Array.from({ length: points.count }, (_, row) => lines.count + row + 1)
  const placed = placeShard({ city, lines, points, lineGids, pointGids }, () => 0)
  const { block } = lines.columns.path
  const cell = shardAt(block[0] ?? HOME.lon, block[1] ?? HOME.lat)
  return {
    city,
    cell,
    names,
    lines,
    points,
    ownLines: lines.count,
    ownPoints: points.count,
    plane: planeOf(block, shardMiddle(cell)),
    placedLines: placed.lines,
    placedPoints: placed.points,
  }
}
