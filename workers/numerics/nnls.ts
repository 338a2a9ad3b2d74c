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
        members.map((i) => Float64Array.from(members, (j) => gram[i]?.[j] ?? 0)),
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

/** By Gauss with a hair on the diagonal, so that two equal columns share what there is. */
function solveDense(matrix: Float64Array[], side: Float64Array): Float64Array {
  const count = side.length
  matrix.forEach((row, i) => {
    row[i] = (row[i] as number) * (1 + 1e-12)
  })
  for (let k = 0; k < count; k++)
    for (let i = k + 1; i < count; i++) {
      const [pivot, row] = [matrix[k] as Float64Array, matrix[i] as Float64Array]
      const factor = (row[k] as number) / (pivot[k] as number)
      for (let j = k; j < count; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number)
      side[i] = (side[i] as number) - factor * (side[k] as number)
    }
  for (let k = count - 1; k >= 0; k--) {
    const row = matrix[k] as Float64Array
    let value = side[k] as number
    for (let j = k + 1; j < count; j++) value -= (row[j] as number) * (side[j] as number)
    side[k] = value / (row[k] as number)
  }
  return side
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
