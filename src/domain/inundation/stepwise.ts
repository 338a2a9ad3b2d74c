/** Values that hold from one instant to the next: [s, value] by rising times. */
export type Stepwise = readonly (readonly [time: number, value: number])[]

/** How long an edge of a step takes where one goes straight between points [s]. */
const EDGE = 1e-3

/**
 * Steps as points to go straight between, as the flood solver does: each step is given by two. Steps closer than an edge are
 * one. The integral is that of the steps, but for an edge's half each.
 */
export function edgesOf(steps: Stepwise): [time: number, value: number][] {
  const points: [number, number][] = []
  for (const [time, value] of steps) {
    const last = points.at(-1)
    if (last && time - EDGE > last[0] && last[1] !== value) points.push([time - EDGE, last[1]])
    if (!last || time > last[0]) points.push([time, value])
  }
  return points
}

/**
 * What steps add up to from 0 to a time; the last one holds.
 *
 * @param end  [s]
 */
export function sumOfSteps(steps: Stepwise, end: number): number {
  return steps.reduce((sum, [time, value], i) => {
    const until = Math.min(end, steps[i + 1]?.[0] ?? end)
    return sum + value * Math.max(0, until - Math.max(0, time))
  }, 0)
}
