import { distance } from './plane.ts'
import type { Bridge, Vertex } from './structures.ts'

/** a pylon above the deck where its table does not say, by the main span: data-pipeline/README.md */
const PYLON_SHARE = 1 / 4

/** Where the instruments of a bridge sit. */
export interface BridgeSpots {
  /** evenly along the deck */
  readonly deck: readonly Vertex[]
  /** under the main span, which sinks most in its middle */
  readonly span: readonly Vertex[]
  /** heads of what stands at both ends of the main span, on both sides: pylons, else piers */
  readonly supports: readonly Vertex[]
  /** where traffic comes on */
  readonly ends: readonly Vertex[]
}

export function bridgeSpots(
  { path, width, thickness, mainSpan, pylonHeight, kind }: Bridge,
  count: number,
): BridgeSpots {
  const length = path.reduce((sum, at, i) => sum + (i > 0 ? distance(path[i - 1] ?? at, at) : 0), 0)
  const towers = [(length - mainSpan) / 2, (length + mainSpan) / 2]
  const head = kind === '斜拉桥' ? (pylonHeight ?? mainSpan * PYLON_SHARE) : -thickness
  const inSpan = count > 5 ? 5 : 3
  return {
    deck: Array.from({ length: count }, (_, i) => placeAt(path, ((i + 0.5) / count) * length, 0, 0)),
    span: Array.from({ length: inSpan }, (_, i) =>
      placeAt(path, (towers[0] ?? 0) + ((i + 1) / (inSpan + 1)) * mainSpan, 0, -thickness),
    ),
    supports: towers.flatMap((station) => [-1, 1].map((side) => placeAt(path, station, (side * width) / 2, head))),
    ends: [0.02, 0.98].map((share) => placeAt(path, share * length, 0, 0)),
  }
}

/** A place on the path at a chainage, set aside to the right and above it [m]. */
function placeAt(path: readonly Vertex[], station: number, right: number, up: number): Vertex {
  let rest = station
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1], path[i]]
    if (!from || !to) break
    const part = distance(from, to)
    if (rest <= part || i === path.length - 1) {
      const share = rest / part
      const [dx, dy] = [(to.x - from.x) / part, (to.y - from.y) / part]
      return {
        x: from.x + (to.x - from.x) * share + dy * right,
        y: from.y + (to.y - from.y) * share - dx * right,
        z: from.z + (to.z - from.z) * share + up,
      }
    }
    rest -= part
  }
  throw new Error(`placeAt: a path of ${path.length} vertices, expected at least 2`)
}
