/** Where the grade of a profile changes: the point where its tangents meet. */
export interface GradeBreak {
  readonly chainage: number
  /** H of the tangents' meeting point [m] */
  readonly level: number
  /** of the vertical curve [m]; null = the grade changes at once */
  readonly radius: number | null
}

/** Half the length of a vertical curve along the chainage [m]. */
export function tangentLength(breaks: readonly GradeBreak[], index: number): number {
  const radius = breaks[index]?.radius ?? null
  return radius === null ? 0 : (radius * Math.abs(gradeAfter(breaks, index) - gradeAfter(breaks, index - 1))) / 2
}

/**
 * H at a chainage [m] on tangents joined by parabolas; null outside the breaks.
 *
 * @param breaks  in order of chainage
 */
export function levelAt(breaks: readonly GradeBreak[], chainage: number): number | null {
  const [first, last] = [breaks[0], breaks.at(-1)]
  if (!first || !last || chainage < first.chainage - 1e-6 || chainage > last.chainage + 1e-6) return null
  for (const [index, { chainage: middle, level }] of breaks.entries()) {
    const half = tangentLength(breaks, index)
    if (half === 0 || Math.abs(chainage - middle) >= half) continue
    const [before, after] = [gradeAfter(breaks, index - 1), gradeAfter(breaks, index)]
    const x = chainage - (middle - half)
    return level - before * half + before * x + ((after - before) * x * x) / (4 * half)
  }
  const next = Math.max(
    1,
    breaks.findIndex((candidate) => candidate.chainage >= chainage),
  )
  const from = breaks[next - 1] ?? first
  return from.level + gradeAfter(breaks, next - 1) * (chainage - from.chainage)
}

/** Rise per metre from a break to the next one; 0 outside. */
function gradeAfter(breaks: readonly GradeBreak[], index: number): number {
  const [from, to] = [breaks[index], breaks[index + 1]]
  return from && to ? (to.level - from.level) / (to.chainage - from.chainage) : 0
}
