import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { FieldGrid } from '../../../ports/scene.ts'

/** Level of the ground in the middle of each cell, and so much over it [m]. */
export function levelOver(ground: Ground, { bounds, columns, rows }: FieldGrid, over: number): Float32Array {
  const [west, south, east, north] = bounds
  return Float32Array.from({ length: columns * rows }, (_, cell) => {
    const lon = west + (((cell % columns) + 0.5) / columns) * (east - west)
    const lat = north - ((Math.floor(cell / columns) + 0.5) / rows) * (north - south)
    return groundHeight(ground, lon, lat) + over
  })
}
