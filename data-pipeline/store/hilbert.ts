/**
 * Position of a cell along the Hilbert curve: neighbours in number are neighbours in place.
 *
 * @param order  the curve covers 2^order × 2^order cells; at most 16, so that positions stay below 2³²
 */
export function hilbert(column: number, row: number, order: number): number {
  let [x, y, distance] = [column, row, 0]
  for (let side = 2 ** (order - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0
    const up = (y & side) > 0 ? 1 : 0
    distance += side * side * ((3 * right) ^ up)
    if (up === 0) {
      if (right === 1) [x, y] = [side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))]
      else [x, y] = [x & (side - 1), y & (side - 1)]
      ;[x, y] = [y, x]
    } else [x, y] = [x & (side - 1), y & (side - 1)]
  }
  return distance
}
