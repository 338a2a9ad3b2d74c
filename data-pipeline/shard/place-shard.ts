import { disciplines } from '../../src/domain/disciplines/index.ts'
import { assetId } from '../../src/domain/ids.ts'
import type { LineRows } from '../store/line-rows.ts'
import type { PointRows } from '../store/point-rows.ts'
import type { GroundModel } from '../survey.ts'
import type { PlacedLines, PlacedPoints } from './shard.ts'

/** drawn so deep below ground when neither depth nor level is known [m]; stated in the report */
export const DEFAULT_DEPTH = 1
/** half the height of a line whose size is not known [m], to place its axis */
const UNKNOWN_HALF_HEIGHT = 0.05

interface Rows {
  readonly city: string
  readonly lines: LineRows
  readonly points: PointRows
  readonly lineGids: Uint32Array
  readonly pointGids: Uint32Array
}

/** Gives every line of a shard the level of its axis, and every point what meets there. */
export function placeShard(rows: Rows, ground: GroundModel): { lines: PlacedLines; points: PlacedPoints } {
  const lines = placeLines(rows, ground)
  return { lines, points: placePoints(rows, lines, ground) }
}

function placeLines({ city, lines, points, lineGids }: Rows, ground: GroundModel): PlacedLines {
  const { columns, count } = lines
  const { block } = columns.path
  const startAxis = new Float64Array(count)
  const endAxis = new Float64Array(count)
  const isAssumed = new Uint8Array(count)
  const startPoint = new Int32Array(count)
  const endPoint = new Int32Array(count)
  const rowOf = new Map<number, number>()
  for (let point = 0; point < points.count; point++) rowOf.set(points.columns.number[point] ?? 0, point)
  for (let line = 0; line < count; line++) {
    const height = columns.height[line] ?? Number.NaN
    const half = height > 0 ? height / 2 : UNKNOWN_HALF_HEIGHT
    const wall = columns.wall[line] || 0
    const toAxis = columns.reference[line] === 0 ? -wall - half : half
    const [first, last] = [columns.path.start(line), columns.path.end(line) - 2]
    const level = (given: Float64Array, groundLevel: Float64Array, depth: Float64Array, at: number) => {
      const known = given[line] ?? Number.NaN
      if (!Number.isNaN(known)) return known
      isAssumed[line] = 1
      const surface = ground(block[at] ?? 0, block[at + 1] ?? 0)
      return (surface ?? or(groundLevel[line], 0)) - or(depth[line], DEFAULT_DEPTH)
    }
    startAxis[line] = toAxis + level(columns.startLevel, columns.startGround, columns.startDepth, first)
    endAxis[line] = toAxis + level(columns.endLevel, columns.endGround, columns.endDepth, last)
    startPoint[line] = rowOf.get(columns.startNumber[line] ?? -1) ?? -1
    endPoint[line] = rowOf.get(columns.endNumber[line] ?? -1) ?? -1
  }
  const id = (line: number) => assetId(city, disciplineId(columns.discipline[line]), columns.key.at(line))
  return { id, gid: lineGids, startAxis, endAxis, isAssumed, startPoint, endPoint }
}

function placePoints({ city, lines, points, pointGids }: Rows, placed: PlacedLines, ground: GroundModel): PlacedPoints {
  const { columns, count } = points
  const degree = new Uint16Array(count)
  const lowest = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const widest = new Float64Array(count)
  const sum = new Float64Array(count)
  const eachEnd = (visit: (point: number, line: number, axis: number) => void) => {
    for (let line = 0; line < lines.count; line++) {
      const [start, end] = [placed.startPoint[line] ?? -1, placed.endPoint[line] ?? -1]
      if (start >= 0) visit(start, line, placed.startAxis[line] ?? 0)
      if (end >= 0) visit(end, line, placed.endAxis[line] ?? 0)
    }
  }
  eachEnd((point, line, axis) => {
    const { width, height, wall } = lines.columns
    const half = Math.max(width[line] || 0, height[line] || 0) / 2 + (wall[line] || 0)
    degree[point] = (degree[point] ?? 0) + 1
    sum[point] = (sum[point] ?? 0) + axis
    lowest[point] = Math.min(lowest[point] ?? 0, axis - half)
    widest[point] = Math.max(widest[point] ?? 0, half)
  })
  const meetingStart = new Uint32Array(count + 1)
  for (let point = 0; point < count; point++)
    meetingStart[point + 1] = (meetingStart[point] ?? 0) + (degree[point] ?? 0)
  const meeting = new Uint32Array(meetingStart[count] ?? 0)
  const filled = meetingStart.slice()
  eachEnd((point, line) => {
    meeting[filled[point] ?? 0] = line
    filled[point] = (filled[point] ?? 0) + 1
  })
  const height = new Float64Array(count)
  const isAssumed = new Uint8Array(count)
  for (let point = 0; point < count; point++) {
    const [level, bottom] = [columns.ground[point] ?? Number.NaN, columns.bottom[point] ?? Number.NaN]
    const isJoined = (degree[point] ?? 0) > 0
    const known = isJoined ? (sum[point] ?? 0) / (degree[point] ?? 1) : (level + bottom) / 2
    const hasNone = Number.isNaN(known) && Number.isNaN(level)
    isAssumed[point] = hasNone ? 1 : 0
    height[point] = or(known, or(level, hasNone ? (ground(columns.lon[point] ?? 0, columns.lat[point] ?? 0) ?? 0) : 0))
  }
  const id = (point: number) => assetId(city, disciplineId(columns.discipline[point]), columns.key.at(point))
  return { id, gid: pointGids, height, isAssumed, lowest, widest, degree, meetingStart, meeting }
}

/** The value, or another where it is not known. */
function or(value: number | undefined, other: number): number {
  return value === undefined || Number.isNaN(value) ? other : value
}

function disciplineId(index: number | undefined): string {
  const discipline = disciplines[index ?? -1]
  if (!discipline) throw new Error(`placeShard: no discipline ${index}`)
  return discipline.id
}
