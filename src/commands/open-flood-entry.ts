import { crsOf } from '../domain/geo/crs.ts'
import { deepestBeside } from '../domain/inundation/grid.ts'
import { shownRun } from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { flyToPlace } from './move-camera.ts'

/**
 * Shows the hydrograph of the ground before an entry: of the cells around its door, which lies in a wall, the one where the
 * water was deepest. With `isFlying` the camera goes there.
 */
export async function openFloodEntry(
  context: CommandContext,
  id: string,
  options: { readonly isFlying?: boolean } = {},
): Promise<void> {
  const { flood } = context.store.getState()
  const run = flood && shownRun(flood)
  const entry = run?.plan.entries.find((it) => it.id === id)
  const crs = run && crsOf(run.crs)
  if (!run?.summary || !entry || !crs) return
  const ground = deepestBeside(run.grid, run.summary.outcome.extremes.depth, ...entry.at)
  const places = [crs.toLonLat(...ground)]
  context.store.setState(({ flood: now }) => ({ flood: now && { ...now, tool: 'point', places } }))
  if (options.isFlying) await flyToPlace(context, { ...crs.toLonLat(...entry.at), height: entry.sill_m })
}
