import { horizontalClearance } from '../../src/domain/clearance/clearance-table.ts'
import { judgeClearance } from '../../src/domain/clearance/error-band.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { planeOf } from '../shard/plane.ts'
import { shardMiddle } from '../shard/shard-grid.ts'
import { className } from './clearance-lines.ts'
import { limitWords } from './limit-words.ts'
import { PlaneGrid } from './plane-grid.ts'
import { f64, i32, u8, u16 } from './read-column.ts'
import { type Nearest, segmentDistance } from './segment-distance.ts'
import type { ShardCheck, ShardRule } from './shard-check.ts'

const CELL = 25
/** a line whose free end lies this near to a building serves it [m] */
const SERVICE = 5

/** The walls of buildings as straight pieces in the shard's plane. */
interface Walls {
  /** x, y of both ends [m], four a wall */
  readonly at: Float64Array
  readonly grid: PlaneGrid
}

/** Clearance from line to building after GB 50289, and lines under buildings (占压). House connections are not judged. */
export const buildingClearance: ShardRule = (check) => {
  const { shard, findings, clearanceLines: own } = check
  const walls = wallsOf(check)
  const counts = { pass: 0, fail: 0, uncertain: 0, 'not applicable': 0 }
  if (walls) {
    for (let line = 0; line < shard.ownLines; line++) {
      const cell = horizontalClearance(className(u8(own.class, line)), 'building')
      if (!cell) continue
      const half = f64(own.halfWidth, line)
      const reach = cell.metres + half + f64(own.horizontal, line)
      const found = nearestWall(check, walls, line, reach)
      if (!found) continue
      if (serves(check, walls, line)) {
        counts['not applicable']++
        continue
      }
      if (found.isCrossing) {
        const name = disciplines[u8(shard.lines.columns.discipline, line)]?.name
        const message = { zh: `${name?.zh}管线穿过建筑物（占压）`, en: `${name?.en} line runs under a building` }
        findings.add('warning', 'under-building', message, check.lineAt(line, found.share))
        counts.fail++
        continue
      }
      const gap = found.distance - half
      const answer = judgeClearance(gap, cell.metres, f64(own.horizontal, line))
      counts[answer]++
      if (gap >= cell.metres || answer === 'pass') continue
      tell(check, line, { gap, answer, share: found.share, ...cell })
    }
  }
  for (const [answer, count] of Object.entries(counts)) findings.tally(`clearances to buildings: ${answer}`, count)
}

interface Judged {
  readonly gap: number
  readonly share: number
  readonly answer: 'fail' | 'uncertain'
  readonly metres: number
  readonly clause: string | null
}

function tell(check: ShardCheck, line: number, { gap, answer, share, metres, clause }: Judged): void {
  const name = disciplines[u8(check.shard.lines.columns.discipline, line)]?.name
  const words = limitWords(clause)
  const band = f64(check.clearanceLines.horizontal, line).toFixed(2)
  const verdict =
    answer === 'fail'
      ? { zh: '，不足', en: ', too little' }
      : { zh: `，测量误差 ±${band} m，不能判定`, en: `, undecided within ±${band} m of survey error` }
  const message = {
    zh: `${name?.zh}与建筑物水平净距 ${gap.toFixed(2)} m${verdict.zh}（${words.zh}）`,
    en: `${name?.en} and a building: horizontal clearance ${gap.toFixed(2)} m${verdict.en} (${words.en})`,
  }
  const isSure = answer === 'fail'
  check.findings.add(isSure ? 'warning' : 'note', isSure ? 'clearance-building' : 'clearance-uncertain', message, {
    ...check.lineAt(line, share),
    value: Math.round(gap * 1000) / 1000,
    expected: `≥ ${metres.toFixed(2)} m`,
    clause,
    isExample: clause === null,
  })
}

const near: Nearest = { distance: 0, s: 0, t: 0, isCrossing: false }

/** The nearest wall within `reach` of a line's axis [m], or null. */
function nearestWall({ shard }: ShardCheck, walls: Walls, line: number, reach: number) {
  const { path, length } = shard.lines.columns
  const { plane } = shard
  const found = { distance: Infinity, share: 0, isCrossing: false }
  let station = 0
  for (let at = path.start(line); at + 3 < path.end(line); at += 2) {
    const [ax, ay, bx, by] = [f64(plane, at), f64(plane, at + 1), f64(plane, at + 2), f64(plane, at + 3)]
    const piece = Math.hypot(bx - ax, by - ay)
    const [west, east] = [Math.min(ax, bx) - reach, Math.max(ax, bx) + reach]
    const [south, north] = [Math.min(ay, by) - reach, Math.max(ay, by) + reach]
    walls.grid.near(west, south, east, north, (wall) => {
      const [cx, cy] = [f64(walls.at, wall * 4), f64(walls.at, wall * 4 + 1)]
      segmentDistance(ax, ay, bx, by, cx, cy, f64(walls.at, wall * 4 + 2), f64(walls.at, wall * 4 + 3), near)
      if (near.distance >= found.distance) return
      found.distance = near.distance
      found.isCrossing = near.isCrossing
      found.share = Math.min(1, (station + near.s * piece) / (f64(length, line) || 1))
    })
    station += piece
  }
  return found.distance <= reach ? found : null
}

/** Does a free end of the line lie in or beside a building? */
function serves(check: ShardCheck, walls: Walls, line: number): boolean {
  const { shard, pointPlane } = check
  const { startPoint, endPoint } = shard.placedLines
  return [i32(startPoint, line), i32(endPoint, line)].some((point) => {
    if (point < 0 || u16(shard.placedPoints.degree, point) > 1) return false
    const [x, y] = [f64(pointPlane, point * 2), f64(pointPlane, point * 2 + 1)]
    let isNear = false
    walls.grid.near(x - SERVICE, y - SERVICE, x + SERVICE, y + SERVICE, (wall) => {
      const [cx, cy] = [f64(walls.at, wall * 4), f64(walls.at, wall * 4 + 1)]
      segmentDistance(x, y, x, y, cx, cy, f64(walls.at, wall * 4 + 2), f64(walls.at, wall * 4 + 3), near)
      isNear ||= near.distance <= SERVICE
    })
    return isNear
  })
}

function wallsOf({ shard, context }: ShardCheck): Walls | null {
  if (context.buildings.length === 0) return null
  const lonLat: number[] = []
  for (const { rings } of context.buildings)
    for (const ring of rings)
      ring.forEach((to, index) => {
        const from = ring.at(index - 1)
        if (from) lonLat.push(from.lon, from.lat, to.lon, to.lat)
      })
  const at = planeOf(Float64Array.from(lonLat), shardMiddle(shard.cell))
  const count = at.length / 4
  const boxes = new Float64Array(at.length)
  for (let wall = 0; wall < count; wall++) {
    for (const side of [0, 1]) {
      boxes[wall * 4 + side] = Math.min(f64(at, wall * 4 + side), f64(at, wall * 4 + 2 + side))
      boxes[wall * 4 + 2 + side] = Math.max(f64(at, wall * 4 + side), f64(at, wall * 4 + 2 + side))
    }
  }
  const owner = Uint32Array.from({ length: count }, (_, wall) => wall)
  return { at, grid: new PlaneGrid(boxes, owner, count, CELL) }
}
