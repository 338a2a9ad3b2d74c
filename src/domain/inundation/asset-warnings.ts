import { ASSET_KINDS } from '../asset/asset.ts'
import type { AssetIndex } from '../asset/asset-index.ts'
import type { Crs } from '../geo/crs.ts'
import { AFFECTING_DEPTH, type WarningGrade, warningOfDepth } from './depth-grades.ts'
import type { FloodGround } from './flood-ground.ts'
import { cellAt } from './grid.ts'
import { ARRIVAL_DEPTHS, type FloodOutcome } from './outcome.ts'
import type { PlanePoint } from './samples.ts'

/** 模拟预警: what a run says of the ground at an asset. Simulated, and never an alarm. */
export interface AssetWarning {
  readonly gid: number
  readonly grade: WarningGrade
  /** deepest [m] */
  readonly depth: number
  /** first time of AFFECTING_DEPTH [s]; null = never */
  readonly arrival: number | null
}

/** What a run says of the ground at a place or along a line; null = none of it is open ground of the grid. */
export interface GroundVerdict {
  /** deepest [m] */
  readonly depth: number
  /** first time of AFFECTING_DEPTH [s]; null = never */
  readonly arrival: number | null
}

/** A run by cell. */
interface RunByCell {
  readonly grid: FloodGround
  readonly outcome: Pick<FloodOutcome, 'extremes' | 'waters'>
}

/** assets between two pauses */
const PAUSE = 2000
const AFFECTING = ARRIVAL_DEPTHS.indexOf(AFFECTING_DEPTH)

/**
 * Assets with a place on the ground (points of networks) that water stands on with AFFECTING_DEPTH, the deepest first. Lines
 * lie below the ground and structures let water in at their entries: water above them alone is no warning. Whoever opens one is
 * told of it (`groundVerdict`). Yields now and then, so that a page can draw between.
 */
export function* assetWarnings(run: RunByCell, index: AssetIndex, crs: Crs): Generator<void, AssetWarning[]> {
  const point = ASSET_KINDS.indexOf('point')
  const warnings: AssetWarning[] = []
  for (const [gid, kind] of index.kind.entries()) {
    if (gid % PAUSE === 0) yield
    if (kind !== point || !index.ids.has(gid)) continue
    const [x, y] = crs.fromLonLat(index.lon[gid] ?? Number.NaN, index.lat[gid] ?? Number.NaN)
    const verdict = groundVerdict(run, [{ x, y }])
    const grade = verdict && verdict.depth >= AFFECTING_DEPTH ? warningOfDepth(verdict.depth) : null
    if (verdict && grade) warnings.push({ gid, grade, ...verdict })
  }
  return warnings.sort((a, b) => b.depth - a.depth || a.gid - b.gid)
}

/** The worst of the ground at a place, or along a line that is given by its corners. */
export function groundVerdict(
  { grid, outcome: { extremes, waters } }: RunByCell,
  path: readonly PlanePoint[],
): GroundVerdict | null {
  let [depth, arrival] = [-1, Number.POSITIVE_INFINITY]
  for (const { x, y } of placesAlong(path, grid.size)) {
    const cell = cellAt(grid, x, y)
    const deepest = cell === null || waters[cell] === 1 ? Number.NaN : (extremes.depth[cell] ?? Number.NaN)
    if (cell === null || Number.isNaN(deepest)) continue
    depth = Math.max(depth, deepest)
    const first = extremes.arrival[AFFECTING]?.[cell] ?? Number.NaN
    if (first < arrival) arrival = first
  }
  return depth < 0 ? null : { depth, arrival: Number.isFinite(arrival) ? arrival : null }
}

/** The corners, and between them a place each cell width. */
function placesAlong(path: readonly PlanePoint[], size: number): PlanePoint[] {
  return path.flatMap((to, i) => {
    const from = path[i - 1] ?? to
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / size))
    return Array.from({ length: steps }, (_, n) => {
      const share = (n + 1) / steps
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    })
  })
}
