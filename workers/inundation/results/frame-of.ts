import type { FloodFrame, FloodProgress } from '../../../src/domain/inundation/frame.ts'
import { type Grid, perDepth, type WaterView } from '../surface/grid.ts'

const MM = 1000
const SPEED_STEP = 0.05
const TURN = 256

/** The water of a grid as a page draws it. */
export function frameOf(
  { columns, rows }: Grid,
  { water, at }: WaterView,
  time: number,
  progress: FloodProgress,
): FloodFrame {
  const cells = columns * rows
  const [depth, speed, bearing] = [new Uint16Array(cells), new Uint8Array(cells), new Uint8Array(cells)]
  for (let row = 0; row < rows; row++) {
    const from = at(0, row)
    for (let column = 0; column < columns; column++) {
      const h = water.depth[from + column] as number
      if (h < 0.5 / MM) continue
      const cell = row * columns + column
      const [east, north] = [water.east[from + column] as number, water.north[from + column] as number]
      depth[cell] = Math.min(65_535, Math.round(h * MM))
      speed[cell] = Math.min(255, Math.round((Math.sqrt(east * east + north * north) * perDepth(h)) / SPEED_STEP))
      bearing[cell] = Math.round((Math.atan2(east, north) / (2 * Math.PI)) * TURN) & (TURN - 1)
    }
  }
  return { time, depth, speed, bearing, progress }
}
