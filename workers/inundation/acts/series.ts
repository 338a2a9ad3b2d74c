/** A value in time. */
export interface Series {
  at(time: number): number
  /** the next instant after `time` at which it bends; Infinity when there is none */
  bendsAfter(time: number): number
}

/** Linear between its points, constant before the first and after the last. */
export function linear(points: readonly (readonly [time: number, value: number])[]): Series {
  let next = 0
  return {
    at(time) {
      if (next > 0 && (points[next - 1]?.[0] ?? 0) > time) next = 0
      while (next < points.length && (points[next]?.[0] ?? 0) <= time) next++
      const [before, after] = [points[next - 1], points[next]]
      if (!before || !after) return (before ?? after)?.[1] ?? 0
      return before[1] + ((after[1] - before[1]) * (time - before[0])) / (after[0] - before[0])
    },
    bendsAfter: (time) => points.find(([bend]) => bend > time)?.[0] ?? Number.POSITIVE_INFINITY,
  }
}

/** Stays at each value until the next point; nothing before the first. */
export function steps(points: readonly (readonly [time: number, value: number])[]): Series {
  const bendsAfter = (time: number) => points.find(([bend]) => bend > time)?.[0] ?? Number.POSITIVE_INFINITY
  return { at: (time) => points.findLast(([from]) => from <= time)?.[1] ?? 0, bendsAfter }
}
