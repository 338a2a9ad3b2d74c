/**
 * Position of a cell along the Hilbert curve: neighbours in number are neighbours in place.
 *
 * @param order  the curve covers 2^order × 2^order cells; at most 16, so that positions stay below 2³²
 */
export function hilbert(column: number, row: number, order: number): number {
  let [x, y, distance] = [column, row, 0]
  for (let bit = order - 1; bit >= 0; bit--) {
    const right = (x >> bit) & 1
    const up = (y >> bit) & 1
    distance = distance * 4 + ((3 * right) ^ up)
    if (up === 1) continue
    // the quarter is turned over; bits above are not looked at again
    const turned = right === 1 ? ~y : y
    y = right === 1 ? ~x : x
    x = turned
  }
  return distance
}
