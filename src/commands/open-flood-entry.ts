import { crsOf } from '../domain/geo/crs.ts'
import { middleOf } from '../domain/inundation/cells.ts'
import { groundBefore } from '../domain/inundation/entry-ground.ts'
import { shownRun } from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { flyToPlace } from './move-camera.ts'

/** Shows the hydrograph of the ground before an entry, whose water it is tested by. With `isFlying` the camera goes there. */
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
  const { grid } = run
  const { depth } = run.summary.outcome.extremes
  const bedAt = (cell: number) => (Number.isNaN(depth[cell]) ? Number.NaN : (grid.bed[cell] ?? Number.NaN))
  const ground = groundBefore(grid, bedAt, entry.at, entry.sill_m)
  const places = [crs.toLonLat(...(ground === null ? entry.at : middleOf(grid, ground)))]
  context.store.setState(({ flood: now }) => ({ flood: now && { ...now, tool: 'point', places } }))
  if (options.isFlying) await flyToPlace(context, { ...crs.toLonLat(...entry.at), height: entry.sill_m })
}
