import { crsOf } from '../domain/geo/crs.ts'
import { type ExportedRun, fileName } from '../domain/inundation/exports/exported-run.ts'
import { floodGeoJson } from '../domain/inundation/exports/geojson.ts'
import { worstRaster } from '../domain/inundation/exports/rasters.ts'
import { entriesTable, hydrographTable, manholesTable, streetsTable } from '../domain/inundation/exports/tables.ts'
import { cellAt } from '../domain/inundation/grid.ts'
import { hydrograph } from '../domain/inundation/samples.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { SavedFile } from '../ports/files.ts'
import { balanceError, type Flood, MOST_VOLUME_ERROR, shownRun } from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { inTurns } from './in-turns.ts'

/** What a finished run can be saved as; the hydrograph is that of the place that is chosen. */
export const FLOOD_EXPORTS = ['raster', 'outlines', 'entries', 'streets', 'hydrograph', 'manholes'] as const
export type FloodExport = (typeof FLOOD_EXPORTS)[number]

const [CSV, GEOJSON, TIFF] = ['text/csv;charset=utf-8', 'application/geo+json', 'image/tiff']

/**
 * Saves the run that is looked at, in one of its forms.
 *
 * @param name  what the page calls the run
 */
export async function exportFlood(context: CommandContext, what: FloodExport, name: string): Promise<Result<null>> {
  const { flood } = context.store.getState()
  const run = flood && exportedRun(flood, name)
  if (!flood || !run) return fail('not-found', 'exportFlood: no finished run')
  const file = await fileOf(context, what, flood, run)
  if (!file.ok) return file
  context.ports.files.save(file.value)
  return succeed(null)
}

/** The run that is looked at, as files and paper tell it; null until it is finished. */
export function exportedRun(flood: Flood, name: string): ExportedRun | null {
  const { scenario, switched, plan, grid, crs, startedAt, frames, summary, computedBy } = shownRun(flood)
  if (!summary) return null
  const trust = { error: balanceError(summary), tolerance: MOST_VOLUME_ERROR }
  const { outcome, caveats } = summary
  return { name, scenario, switched, plan, grid, crs, startedAt, frames, outcome, computedBy, caveats, ...trust }
}

async function fileOf(
  context: CommandContext,
  what: FloodExport,
  flood: Flood,
  run: ExportedRun,
): Promise<Result<SavedFile>> {
  const file = (name: string, extension: string, type: string, content: BlobPart[]) =>
    succeed({ name: fileName(run, name, extension), type, content })
  if (what === 'raster') return file('max', 'tif', TIFF, [worstRaster(run)])
  if (what === 'entries') return file('entries', 'csv', CSV, [entriesTable(run)])
  if (what === 'streets') return file('streets', 'csv', CSV, [streetsTable(run)])
  if (what === 'manholes') {
    const { network } = run.outcome
    return network
      ? file('manholes', 'csv', CSV, [manholesTable(run, network)])
      : fail('not-found', 'exportFlood: this run has no drains')
  }
  const crs = crsOf(run.crs)
  if (!crs) return fail('invalid', `exportFlood: the CRS "${run.crs}" is not known`)
  if (what === 'outlines') return file('areas', 'geojson', GEOJSON, await inTurns(context, floodGeoJson(run)))
  const [place] = flood.places
  const [x, y] = place ? crs.fromLonLat(place.lon, place.lat) : [Number.NaN, Number.NaN]
  const cell = cellAt(run.grid, x, y)
  if (cell === null) return fail('not-found', 'exportFlood: no place of the grid is chosen')
  const where = `x ${x.toFixed(1)} m, y ${y.toFixed(1)} m (${run.crs})`
  return file('hydrograph', 'csv', CSV, [hydrographTable(run, where, hydrograph(run.frames, cell))])
}
