import { pairs, runsWithin } from '../../../src/domain/inundation/cells.ts'
import type { FloodSurface, SurfaceClass } from '../../../src/domain/inundation/flood-surface.ts'
import type { Raster } from '../case/raster.ts'

/** A value by cell: that of the class which covers it. @param dem  whose cells they are */
export function byCover(
  dem: Raster,
  { base, classes, areas }: FloodSurface,
  valueIn: (kind: SurfaceClass) => number,
): Raster {
  const raster = filledWith(dem, valueIn(base))
  for (const { kind, rings } of areas)
    runsWithin(dem, rings.map(pairs), (first, end) => raster.values.fill(valueIn(classes[kind] ?? base), first, end))
  return raster
}

/** The same value in all cells. */
export function filledWith(dem: Raster, value: number): Raster {
  return { ...dem, values: new Float64Array(dem.values.length).fill(value) }
}
