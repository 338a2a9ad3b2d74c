/** A value in time. */
export interface Series {
  at(time: number): number
  /** the next instant after `time` at which it bends; Infinity when there is none */
  bendsAfter(time: number): number
}

type Points = readonly (readonly [time: number, value: number])[]

/** Linear between its points, constant before the first and after the last. */
export function linear(points: Points): Series {
  const nextAfter = follow(points)
  return {
    at(time) {
      const next = nextAfter(time)
      const [before, after] = [points[next - 1], points[next]]
      if (!before || !after) return (before ?? after)?.[1] ?? 0
      return before[1] + ((after[1] - before[1]) * (time - before[0])) / (after[0] - before[0])
    },
    bendsAfter: (time) => points[nextAfter(time)]?.[0] ?? Number.POSITIVE_INFINITY,
  }
}

/** Stays at each value until the next point; nothing before the first. */
export function steps(points: Points): Series {
  const nextAfter = follow(points)
  return {
    at: (time) => points[nextAfter(time) - 1]?.[1] ?? 0,
    bendsAfter: (time) => points[nextAfter(time)]?.[0] ?? Number.POSITIVE_INFINITY,
  }
}

/** Finds the first point after an instant; from where it was last, because time goes on. */
function follow(points: Points): (time: number) => number {
  let next = 0
  return (time) => {
    if (next > 0 && (points[next - 1]?.[0] ?? 0) > time) next = 0
    while (next < points.length && (points[next]?.[0] ?? 0) <= time) next++
    return next
  }
}
