import { csvTable } from '../../formats/csv.ts'
import { crsOf } from '../../geo/crs.ts'
import { DEPTH_GRADES } from '../depth-grades.ts'
import type { EntryVerdict, NetworkOutcome } from '../outcome.ts'
import type { Hydrograph } from '../samples.ts'
import { type ExportedRun, factsOf } from './exported-run.ts'

/** Whether water came in, in a word. */
export function verdictOf({ isTested, arrival }: EntryVerdict): 'flooded' | 'dry' | 'not tested' {
  if (!isTested) return 'not tested'
  return arrival === null ? 'dry' : 'flooded'
}

/** Entries in the order in which water comes in. */
export function entriesTable(run: ExportedRun): string {
  const crs = crsOf(run.crs)
  const places = new Map(run.plan.entries.map((entry) => [entry.id, entry]))
  const rows = [...run.outcome.entries].sort((a, b) => (a.arrival ?? Infinity) - (b.arrival ?? Infinity) || 0)
  return csvTable(
    factsOf(run),
    ['entry', 'name', 'kind', 'x_m', 'y_m', 'lon', 'lat', 'sill_m', 'verdict', 'arrival_s', 'over_m', 'over_at_s'],
    rows.map((verdict) => {
      const { name = '', kind = '', at = null } = places.get(verdict.id) ?? {}
      const place = at && crs ? crs.toLonLat(...at) : null
      return [
        ...[verdict.id, name, kind, at?.[0] ?? null, at?.[1] ?? null, place?.lon ?? null, place?.lat ?? null],
        ...[verdict.sill, verdictOf(verdict), verdict.arrival, verdict.over, verdict.overAt],
      ]
    }),
  )
}

/** Streets as the city lists them. Of one that was not tested the figures are empty. */
export function streetsTable(run: ExportedRun): string {
  const streets = new Map(run.plan.streets.map((street) => [street.id, street]))
  return csvTable(
    factsOf(run),
    [
      ...['street', 'name_zh', 'name_en', 'class', 'volume_m3', 'volume_at_s', 'max_depth_m', 'impassable_m'],
      ...DEPTH_GRADES.map((from) => `length_from_${from.toFixed(2)}_m`),
    ],
    run.outcome.streets.map(({ id, isTested, volume, volumeAt, depth, impassable, lengths }) => {
      const street = streets.get(id)
      const figures = [volume, volumeAt, depth, impassable, ...lengths]
      return [
        ...[id, street?.name.zh ?? '', street?.name.en ?? '', street?.class ?? ''],
        ...figures.map((value) => (isTested ? value : null)),
      ]
    }),
  )
}

/** What a place saw over time. */
export function hydrographTable(run: ExportedRun, place: string, { time, depth, speed }: Hydrograph): string {
  return csvTable(
    [...factsOf(run), ['地点 place', place]],
    ['time_s', 'depth_m', 'speed_m_s'],
    time.map((at, i) => [at, depth[i] ?? null, speed[i] ?? null]),
  )
}

/** What passed each opening between ground and drains, those that spill most first. */
export function manholesTable(run: ExportedRun, { manholes }: NetworkOutcome): string {
  const crs = crsOf(run.crs)
  const openings = new Map(run.plan.drainage?.openings.map((opening) => [opening.node, opening]))
  return csvTable(
    factsOf(run),
    ['manhole', 'lon', 'lat', 'rim_m', 'into_drains_m3', 'spilled_m3', 'peak_spill_m3_s', 'peak_at_s', 'since_s'],
    manholes
      .toSorted((one, other) => other.returned - one.returned)
      .map(({ node, drained, returned, peak, peakAt, since }) => {
        const opening = openings.get(node)
        const place = opening && crs ? crs.toLonLat(...opening.at) : null
        const where = [place?.lon ?? null, place?.lat ?? null, opening?.rim_m ?? null]
        return [node, ...where, drained, returned, peak, peakAt, since]
      }),
  )
}
