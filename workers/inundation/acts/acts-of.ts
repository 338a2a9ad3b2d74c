import type { Prepared } from '../prepare/prepare.ts'
import type { CellWater, SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import { driveBy } from './driven.ts'
import { soakIn } from './infiltration.ts'
import { type OpenDrains, openManholes } from './manholes.ts'
import { drainRoofs } from './roofs.ts'
import { passBy } from './structures/passing.ts'

/** Everything that acts on the water of a case, for a solver that takes one step at a time. */
export function actsOf(prepared: Prepared, solver: SurfaceSolver, drains: OpenDrains | null): Act[] {
  const { grid, driven, structures, soils } = prepared
  return [
    ...driveBy(grid, solver, driven),
    ...structures.crests(solver),
    ...structures.passing.map((one) => passBy(grid, solver, one)),
    ...(soils.length > 0 ? [soakIn(grid, solver, soils)] : []),
    ...openingsOf(prepared, solver, drains),
  ]
}

/** What changes the water of single cells within seconds: roofs that drain, and openings to the drains. */
export function openingsOf(
  { grid, driven, roofs, duration, outputInterval }: Prepared,
  solver: CellWater,
  drains: OpenDrains | null,
): Act[] {
  const pour = (node: number, volume: number) => {
    if (!drains) throw new Error('openingsOf: a roof pours into drains that were not opened')
    drains.fromRoofs[node] = (drains.fromRoofs[node] as number) + volume
  }
  return [
    ...(driven.rain && roofs.length > 0 ? [drainRoofs(grid, solver, driven.rain, roofs, pour)] : []),
    ...(drains ? [openManholes(grid, solver, drains, { interval: outputInterval, end: duration })] : []),
  ]
}
