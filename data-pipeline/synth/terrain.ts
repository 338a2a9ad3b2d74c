import { EXTENT } from './plane.ts'

/** Half the width of the river between the tops of its banks [m]. */
export const RIVER_HALF_WIDTH = 30

/** Where the ground was lowered for good or has sunk: middle, depth and half-width of the bowl [m]. */
const HOLLOWS = [
  // before the metro station
  { x: 2085, y: 1050, depth: 2.3, sigma: 45 },
  // a crossing of the oldest quarter
  { x: 441, y: 806, depth: 1.7, sigma: 38 },
] as const

/** The passage under the railway, along y: its floor [m, H] and middle, what the railway covers of it, and where its ramps end. */
export const PASSAGE = { x: 1262, y: 448, floor: 2.1, covered: 18, ramp: 90, halfWidth: 5 } as const

/** y of the shoreline at x [m]. */
export function coastAt(x: number): number {
  return 205 + 32 * Math.sin(x / 430) + 16 * Math.sin(x / 160 + 1)
}

/** x of the river's middle at y [m]. */
export function riverAt(y: number): number {
  return 1690 + 45 * Math.sin(y / 420) + 12 * Math.sin(y / 170)
}

/** Ground, river bed or sea floor [m, H] of the invented place: two hills in the north, 0–45 m, sea in the south, a few
 * hollows, and the ramps of an underpass. */
export function groundAt(x: number, y: number): number {
  const inland = y - coastAt(x)
  if (inland < 0) return Math.max(-9, 0.4 + inland * 0.035)
  const hills = 27 * bell(x - 620, y - 2200, 560) + 22 * bell(x - 2650, y - 2150, 600)
  const relief = 0.7 * Math.sin(x / 230) * Math.sin(y / 290) * Math.min(1, inland / 300)
  const land = 0.4 + 2.9 * (1 - Math.exp(-inland / 14)) + (17 * inland) / EXTENT.height + hills + relief
  const fromRiver = Math.abs(x - riverAt(y))
  const valley = 0.3 * Math.exp(-((fromRiver / 260) ** 2)) * Math.min(1, inland / 500)
  const channel = 5 * smooth((RIVER_HALF_WIDTH - fromRiver) / 16)
  const sunk = HOLLOWS.reduce((sum, low) => sum + low.depth * bell(x - low.x, y - low.y, low.sigma), 0)
  return onRamp(x, y, Math.max(land - valley - channel - sunk, -2))
}

/** The ground with the ramps that lead down to the passage; the railway above it stays. */
function onRamp(x: number, y: number, ground: number): number {
  const { floor, covered, ramp, halfWidth } = PASSAGE
  const [aside, from] = [Math.abs(x - PASSAGE.x), Math.abs(y - PASSAGE.y)]
  if (from < covered || from > ramp || aside > halfWidth + 3) return ground
  const share = Math.min(1, Math.max(0, (from - covered - 4) / (ramp - covered - 4)))
  const road = floor + Math.max(0, ground - floor) * share
  return ground + (Math.min(road, ground) - ground) * smooth((halfWidth + 3 - aside) / 3)
}

function bell(dx: number, dy: number, sigma: number): number {
  return Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))
}

function smooth(value: number): number {
  const t = Math.min(1, Math.max(0, value))
  return t * t * (3 - 2 * t)
}
