import { solveDense } from './solve-dense.ts'

/** Added to the diagonal, so that two equal columns share what there is [1]. */
const HAIR = 1e-12

/**
 * Non-negative least squares: x ≥ 0 with the least |A x − b|, by Lawson & Hanson's active sets (1974, ch. 23).
 *
 * @param columns  of A, each as long as b
 * @returns  x, and the square of what is left
 */
export function solveNonNegative(
  columns: readonly Float64Array[],
  b: Float64Array,
): { readonly x: Float64Array; readonly square: number } {
  const count = columns.length
  const gram = columns.map((one) => Float64Array.from(columns, (other) => dot(one, other)))
  const side = Float64Array.from(columns, (one) => dot(one, b))
  const tiny = 1e-12 * Math.max(...side.map(Math.abs), 1e-300)
  const x = new Float64Array(count)
  const free = new Set<number>()
  for (let turn = 0; turn < 3 * count + 10; turn++) {
    let [best, steepest] = [-1, tiny]
    for (let j = 0; j < count; j++) {
      const slope = (side[j] as number) - dot(gram[j] as Float64Array, x)
      if (!free.has(j) && slope > steepest && (gram[j]?.[j] ?? 0) > 0) [best, steepest] = [j, slope]
    }
    if (best < 0) break
    free.add(best)
    for (;;) {
      const members = [...free]
      const wanted = solveDense(
        members.map((i) => Float64Array.from(members, (j) => (gram[i]?.[j] ?? 0) * (i === j ? 1 + HAIR : 1))),
        Float64Array.from(members, (i) => side[i] as number),
      )
      // as far towards it as nothing falls below zero
      let share = 1
      members.forEach((j, n) => {
        const [now, next] = [x[j] as number, wanted[n] as number]
        if (next <= 0) share = Math.min(share, now > next ? now / (now - next) : 0)
      })
      members.forEach((j, n) => {
        x[j] = (x[j] as number) + share * ((wanted[n] as number) - (x[j] as number))
        if (share < 1 && (x[j] as number) <= 1e-15 * Math.max(...x)) {
          x[j] = 0
          free.delete(j)
        }
      })
      if (share === 1 || free.size === 0) break
    }
  }
  let square = 0
  for (let i = 0; i < b.length; i++) {
    const left = columns.reduce((sum, column, j) => sum - (column[i] as number) * (x[j] as number), b[i] as number)
    square += left * left
  }
  return { x, square }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
