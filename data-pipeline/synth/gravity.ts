import type { Corridor } from './corridor.ts'
import { distance } from './plane.ts'
import type { SurveyPoint } from './survey-table.ts'

/** One reach of a gravity network from a node to the next one downstream. */
export interface Reach {
  readonly from: SurveyPoint
  readonly to: SurveyPoint
  /** inner width (circle: diameter) and height [mm] */
  readonly width: number
  readonly height: number
  /** inner bottom [m, H] at both ends */
  readonly startLevel: number
  readonly endLevel: number
}

export interface GravityRules {
  /** least cover over the crown [m] */
  readonly cover: number
  /** inner width and height [mm] by length of sewer upstream [m] */
  section(upstream: number): readonly [width: number, height: number]
}

interface Edge {
  readonly to: number
  readonly length: number
}

/** Steepest slope [-]; steeper ground is met by drops in manholes. */
const MAX_SLOPE = 0.01
/** metres of detour worth one metre of climb against the ground: keeps trees running downhill */
const CLIMB_PENALTY = 600

/**
 * Turns the corridors of a gravity network into trees that fall to their roots, with sections that only grow and levels
 * from a downhill calculation: least slopes by size, cover kept, a drop where the ground is steeper than `MAX_SLOPE`.
 * A loop of streets is left open at its divide.
 *
 * @param roots  nodes where water leaves the network, in `corridors`
 * @returns  reaches, upstream before downstream
 */
export function drain(corridors: readonly Corridor[], roots: readonly SurveyPoint[], rules: GravityRules): Reach[] {
  const { points, edges } = graphOf(corridors)
  const { parent, order } = shortestPaths(points, edges, roots)
  const upstream = new Float64Array(points.length)
  const lowestInflow = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY)
  const reaches: Reach[] = []
  for (const child of order.reverse()) {
    const next = parent[child] ?? -1
    const from = points[child]
    const to = points[next]
    if (!from || !to) continue
    const length = distance(from, to)
    const total = (upstream[child] ?? 0) + length
    upstream[next] = (upstream[next] ?? 0) + total
    const [width, height] = rules.section(total)
    const depth = rules.cover + height / 1000
    const highestEnd = to.ground - depth
    let start = Math.min(from.ground - depth, lowestInflow[child] ?? 0)
    let end = Math.min(highestEnd, start - leastSlope(height) * length)
    if ((start - end) / length > MAX_SLOPE) start = end + MAX_SLOPE * length
    start = Math.round(start * 1000) / 1000
    end = Math.round(end * 1000) / 1000
    lowestInflow[next] = Math.min(lowestInflow[next] ?? 0, end)
    reaches.push({ from, to, width, height, startLevel: start, endLevel: end })
  }
  return reaches
}

/** Least slope [-] by inner height [mm] (GB 50014-2021 for DN 300, falling with size; domain example values). */
export function leastSlope(height: number): number {
  if (height <= 300) return 0.003
  if (height <= 500) return 0.002
  return height <= 700 ? 0.0015 : 0.001
}

function graphOf(corridors: readonly Corridor[]) {
  const points: SurveyPoint[] = []
  const index = new Map<SurveyPoint, number>()
  const edges: Edge[][] = []
  const indexOf = (point: SurveyPoint) => {
    const known = index.get(point)
    if (known !== undefined) return known
    index.set(point, points.length)
    edges.push([])
    points.push(point)
    return points.length - 1
  }
  for (const { nodes } of corridors) {
    for (let i = 1; i < nodes.length; i++) {
      const a = nodes[i - 1]
      const b = nodes[i]
      const isOverRiver = a?.kind === 'bank' && b?.kind === 'bank'
      if (!a || !b || a.point === b.point || isOverRiver) continue
      const length = distance(a.point, b.point)
      edges[indexOf(a.point)]?.push({ to: indexOf(b.point), length })
      edges[indexOf(b.point)]?.push({ to: indexOf(a.point), length })
    }
  }
  return { points, edges }
}

/** Dijkstra from all roots; at these sizes a plain scan for the nearest is quick enough. */
function shortestPaths(
  points: readonly SurveyPoint[],
  edges: readonly (readonly Edge[])[],
  roots: readonly SurveyPoint[],
) {
  const cost = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY)
  const parent = new Int32Array(points.length).fill(-1)
  const isDone = new Uint8Array(points.length)
  const order: number[] = []
  for (const root of roots) cost[points.indexOf(root)] = 0
  for (;;) {
    let nearest = -1
    for (let i = 0; i < points.length; i++) {
      if (!isDone[i] && (cost[i] ?? 0) < (nearest < 0 ? Number.POSITIVE_INFINITY : (cost[nearest] ?? 0))) nearest = i
    }
    if (nearest < 0) return { parent, order }
    isDone[nearest] = 1
    order.push(nearest)
    for (const { to, length } of edges[nearest] ?? []) {
      const climb = Math.max(0, (points[nearest]?.ground ?? 0) - (points[to]?.ground ?? 0))
      const through = (cost[nearest] ?? 0) + length + CLIMB_PENALTY * climb
      if (through < (cost[to] ?? 0)) {
        cost[to] = through
        parent[to] = nearest
      }
    }
  }
}
