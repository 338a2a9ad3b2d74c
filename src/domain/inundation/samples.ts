import type { FloodGround } from './flood-ground.ts'
import type { FloodFrame } from './frame.ts'
import { cellAt } from './grid.ts'

/** of a frame's speeds [m/s] */
const SPEED_UNIT = 0.05

/** Water in a cell over time: equally long, by frame. */
export interface Hydrograph {
  /** since the start of the run [s] */
  readonly time: readonly number[]
  /** [m] */
  readonly depth: readonly number[]
  /** [m/s] */
  readonly speed: readonly number[]
}

/** Ground and water along a line: equally long, a place a cell. */
export interface CrossSection {
  /** from its first end [m] */
  readonly distance: readonly number[]
  /** H of the ground [m]; NaN = no cell */
  readonly bed: readonly number[]
  /** H of the water [m]; NaN = dry */
  readonly level: readonly number[]
}

/** A place in the plane of the flood [m]. */
export interface PlanePoint {
  readonly x: number
  readonly y: number
}

/** What a cell saw in the frames that are kept. */
export function hydrograph(frames: readonly FloodFrame[], cell: number): Hydrograph {
  return {
    time: frames.map(({ time }) => time),
    depth: frames.map(({ depth }) => (depth[cell] ?? 0) / 1000),
    speed: frames.map(({ speed }) => (speed[cell] ?? 0) * SPEED_UNIT),
  }
}

/** Ground and water of a frame from one place to another, a value each cell width. */
export function crossSection(grid: FloodGround, frame: FloodFrame, from: PlanePoint, to: PlanePoint): CrossSection {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const count = Math.max(1, Math.round(length / grid.size))
  const distance = Array.from({ length: count + 1 }, (_, i) => (length * i) / count)
  const cells = distance.map((_, i) =>
    cellAt(grid, from.x + ((to.x - from.x) * i) / count, from.y + ((to.y - from.y) * i) / count),
  )
  const bed = cells.map((cell) => (cell === null ? Number.NaN : (grid.bed[cell] ?? Number.NaN)))
  const level = cells.map((cell, i) => {
    const depth = cell === null ? 0 : (frame.depth[cell] ?? 0)
    return depth === 0 ? Number.NaN : (bed[i] ?? Number.NaN) + depth / 1000
  })
  return { distance, bed, level }
}
