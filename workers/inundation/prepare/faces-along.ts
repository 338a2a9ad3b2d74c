import type { Extent } from '../../../src/domain/inundation/cells.ts'
import type { LineFace } from '../acts/structures/crest.ts'
import type { CellFace } from '../surface/grid.ts'

/**
 * The faces that a line follows: from corner to corner of the cells, never across one, so that nothing leaks between two of
 * them. It lies at most a cell's width beside the line. Faces on the outer edge of the grid, which is a wall, and beyond it
 * are left out.
 *
 * @param line  two points or more [m], in the coordinates of the grid
 */
export function facesAlong(
  { columns, rows, size, west, south }: Extent,
  line: readonly (readonly [number, number])[],
): LineFace[] {
  const faces = new Map<string, LineFace>()
  let start = 0
  for (let n = 1; n < line.length; n++) {
    const [[x0, y0], [x1, y1]] = [line[n - 1], line[n]] as [readonly [number, number], readonly [number, number]]
    const length = Math.hypot(x1 - x0, y1 - y0)
    let [i, j] = [Math.round((x0 - west) / size), Math.round((y0 - south) / size)]
    const [endI, endJ] = [Math.round((x1 - west) / size), Math.round((y1 - south) / size)]
    const [stepsX, stepsY] = [Math.abs(endI - i), Math.abs(endJ - j)]
    const [dx, dy] = [Math.sign(endI - i), Math.sign(endJ - j)]
    for (let x = 0, y = 0; x < stepsX || y < stepsY; ) {
      const along = start + (length * (x + y + 0.5)) / (stepsX + stepsY)
      // the step that stays nearer to the line
      const isAcross = (x + 0.5) * stepsY < (y + 0.5) * stepsX
      const face: CellFace = isAcross
        ? { column: dx > 0 ? i : i - 1, row: j - 1, side: 'north' }
        : { column: i - 1, row: dy > 0 ? j : j - 1, side: 'east' }
      const nextIsLeft = isAcross ? dx > 0 : dy < 0
      if (isAcross) {
        x++
        i += dx
      } else {
        y++
        j += dy
      }
      const isInside =
        face.column >= 0 &&
        face.row >= 0 &&
        face.column < columns - (face.side === 'east' ? 1 : 0) &&
        face.row < rows - (face.side === 'north' ? 1 : 0)
      const key = `${face.side} ${face.column} ${face.row}`
      if (isInside && !faces.has(key)) faces.set(key, { ...face, along, nextIsLeft })
    }
    start += length
  }
  return [...faces.values()]
}
