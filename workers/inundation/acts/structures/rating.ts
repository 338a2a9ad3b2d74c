import { bothWays } from './laws.ts'
import type { Law } from './pair.ts'

/** Discharge by the level above, at one level below. */
export interface RatingCurve {
  /** level below [m] */
  readonly tail: number
  /** [level above m, m³/s] by rising levels and discharges */
  readonly points: readonly (readonly [level: number, flow: number])[]
}

/**
 * A measured or computed family of curves. Between two of them it is interpolated at the same difference of the levels, so
 * that equal levels pass nothing; beyond the last point of a curve it goes on as its last stretch, below the first tail and
 * above the last one the curve of that tail counts. From `to` to `from` the same family counts, unless it is one-way.
 *
 * @param curves  one or more, by rising tails
 * @throws RangeError when a curve has no points or does not rise
 */
export function rating(curves: readonly RatingCurve[]): Law {
  const losses = lossesOf(curves)
  const discharge = (high: number, low: number) => {
    const above = losses.findIndex(({ tail }) => tail > low)
    const [lower, upper] = [losses[above < 0 ? losses.length - 1 : above - 1], above < 0 ? undefined : losses[above]]
    if (!lower || !upper) return at((lower ?? upper ?? losses[0])?.points ?? [], high - low)
    const share = (low - lower.tail) / (upper.tail - lower.tail)
    return (1 - share) * at(lower.points, high - low) + share * at(upper.points, high - low)
  }
  return bothWays(discharge)
}

/** Discharge [m³/s] by the difference of the levels [m], from nothing on, at one level below. */
interface LossCurve {
  readonly tail: number
  readonly points: readonly (readonly [loss: number, flow: number])[]
}

/** @throws RangeError when a curve has no points or does not rise */
export function lossesOf(curves: readonly RatingCurve[]): LossCurve[] {
  const first = curves[0]
  if (!first) throw new RangeError('rating: no curve, expected one or more')
  curves.forEach(({ tail, points }, index) => {
    const before = curves[index - 1]
    if (before && !(tail > before.tail))
      throw new RangeError(`rating: tail ${tail} after ${before.tail}, expected rising`)
    if (points.length === 0) throw new RangeError(`rating: no points at tail ${tail}`)
    points.forEach(([level, flow], n) => {
      const [lastLevel, lastFlow] = points[n - 1] ?? [tail, 0]
      if (!(level > lastLevel || (n === 0 && level === tail && flow === 0)) || !(flow >= lastFlow))
        throw new RangeError(`rating: ${flow} m³/s at ${level} m, tail ${tail}: expected rising levels and discharges`)
    })
  })
  return curves.map(({ tail, points }) => ({
    tail,
    points: [[0, 0] as const, ...points.map(([level, flow]) => [level - tail, flow] as const)],
  }))
}

/** Linear between the points. */
function at(points: readonly (readonly [loss: number, flow: number])[], loss: number): number {
  const found = points.findIndex(([reached]) => reached > loss)
  const next = found < 0 ? points.length - 1 : found
  const [[l0, q0], [l1, q1]] = [points[next - 1] ?? [0, 0], points[next] ?? [0, 0]]
  return l1 > l0 ? q0 + ((q1 - q0) * (loss - l0)) / (l1 - l0) : q1
}
