/**
 * Solves a small dense system by Gauss without exchanging rows: for matrices whose diagonal is never nothing, as of symmetric
 * positive definite ones. O(n³).
 *
 * @param matrix  its rows; used up
 * @param side    right side; becomes the solution
 */
export function solveDense(matrix: readonly Float64Array[], side: Float64Array): Float64Array {
  const count = side.length
  for (let k = 0; k < count; k++)
    for (let i = k + 1; i < count; i++) {
      const [pivot, row] = [matrix[k] as Float64Array, matrix[i] as Float64Array]
      const factor = (row[k] as number) / (pivot[k] as number)
      if (factor === 0) continue
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
