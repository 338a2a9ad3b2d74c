import type { Grid, WaterView } from '../surface/grid.ts'

/** Thinner water before a run is rain that was left lying, no sea or river [m]. */
const FILM = 0.005

/** Cells that water stands on now, by cell of the grid: asked at the start, they are sea and river, which flood nobody. */
export function standingWater({ columns, rows }: Grid, { water, at }: WaterView): Uint8Array {
  const stands = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    const from = at(0, row)
    for (let column = 0; column < columns; column++)
      if ((water.depth[from + column] as number) >= FILM) stands[row * columns + column] = 1
  }
  return stands
}
